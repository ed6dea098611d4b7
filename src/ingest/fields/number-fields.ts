/** A decimal number with an optional sign and exponent; no hex, no spaces, no thousands separators. */
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number a field holds; null for anything else (empty, NaN, `1,5`, `12 ms`). */
export function parseNumber(field: string): number | null {
  const text = field.trim();
  if (!decimal.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The number of a field that must not be negative; null otherwise. */
export function parseNonNegative(field: string): number | null {
  const value = parseNumber(field);
  return value === null || value < 0 ? null : value;
}

/** The whole number >= 0 of a field; null otherwise. */
export function parseCount(field: string): number | null {
  const value = parseNonNegative(field);
  return value === null || !Number.isInteger(value) ? null : value;
}
