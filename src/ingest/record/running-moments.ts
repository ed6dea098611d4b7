import { parseDateTime, type ParsedTime } from '../fields/times.ts';

/** Epochs in seconds, milliseconds, microseconds, nanoseconds are distinguished by their size (1973 to 5138 each). */
const epochSizes = [
  { below: 1e8, msEach: null },
  { below: 1e11, msEach: 1_000 },
  { below: 1e14, msEach: 1 },
  { below: 1e17, msEach: 1e-3 },
  { below: 1e20, msEach: 1e-6 },
] as const;

/**
 * The moment a resource file states: an epoch in seconds (with fraction) to nanoseconds, or a date and time with or
 * without zone (`2026-11-20 7:05`, `2026-11-20T07:05:01.5Z`, `2026-11-20 07:05:01 UTC`). Rounded to milliseconds.
 * Null for anything else, a plain count of seconds among them.
 */
export function parseMoment(field: string, timeZone: string | null): ParsedTime | null {
  const text = field.trim();
  if (/^\d+(\.\d*)?(e\+?\d+)?$/i.test(text)) return parseEpoch(Number(text));
  const padded = text
    .replace(/([ T])(\d):/, '$10$2:')
    .replace(/(?<!\s)\s*(?:UTC|GMT)$/, 'Z')
    .replace(/([.,]\d{9})\d+/, '$1');
  const parsed = parseDateTime(padded, timeZone);
  return parsed === null ? null : { ...parsed, epochMs: Math.round(parsed.epochMs) };
}

function parseEpoch(value: number): ParsedTime | null {
  const msEach = epochSizes.find((size) => value < size.below)?.msEach ?? null;
  return msEach === null ? null : { epochMs: Math.round(value * msEach), hasZone: true };
}
