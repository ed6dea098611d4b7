import { parseNumber } from '../numbers.ts';

const zero = 0x30;
const nine = 0x39;
const point = 0x2e;

/** Digits that a double holds exactly whatever they are. */
const safeDigits = 15;
const powersOfTen = Array.from({ length: safeDigits + 1 }, (_, i) => 10 ** i);

/** A whole number >= 0 of at most 15 digits; NaN for anything else. */
export function wholeNumberOf(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || end - start > safeDigits) return NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte < zero || byte > nine) return NaN;
    value = value * 10 + (byte - zero);
  }
  return value;
}

/**
 * A decimal number; NaN for anything else. Up to 15 digits, with or without a point, are read here: the digits as a
 * whole number and the power of ten are both exact, so their quotient is the nearest double (as `Number` gives).
 */
export function decimalOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0) return NaN;
  if (length > safeDigits + 1) return slowly(bytes, start, end);
  let value = 0;
  let decimals = -1;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals < 0) decimals = 0;
    else return slowly(bytes, start, end);
  }
  if (length > safeDigits && decimals < 0) return slowly(bytes, start, end);
  if (decimals < 0) return value;
  return length === 1 ? NaN : value / powersOfTen[decimals]!;
}

function slowly(bytes: Uint8Array, start: number, end: number): number {
  return parseNumber(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 64)))) ?? NaN;
}
