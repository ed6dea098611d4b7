import { numberAt } from '../../stats/numbers.ts';
import { parseNumber } from '../fields/number-fields.ts';

const zero = 0x30;
const nine = 0x39;
const point = 0x2e;

/** Digits that a double holds exactly whatever they are. */
const safeDigits = 15;
const powersOfTen = Array.from({ length: safeDigits + 1 }, (_, i) => 10 ** i);

/** Digits of a number that fits into 32 bits: up to so many are added up as integers, which is faster. */
const integerDigits = 9;

/** A whole number >= 0 of at most 15 digits; NaN for anything else. */
export function wholeNumberOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0 || length > safeDigits) return NaN;
  const split = length > integerDigits ? end - integerDigits : start;
  const low = digitsOf(bytes, split, end);
  if (split === start) return low < 0 ? NaN : low;
  const high = digitsOf(bytes, start, split);
  return low < 0 || high < 0 ? NaN : high * 1e9 + low;
}

/** Up to nine digits as an integer; -1 where one is none. */
function digitsOf(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = (value * 10 + digit) | 0;
  }
  return value;
}

/**
 * A decimal number; NaN for anything else. Up to 15 digits, with or without a point, are read here: the digits as a
 * whole number and the power of ten are both exact, so their quotient is the nearest double (as `Number` gives). So is a
 * whole number of 16 digits: ten times 15 digits is exact, too, and only the last digit is rounded.
 */
export function decimalOf(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0) return NaN;
  if (length > safeDigits + 1) return slowly(bytes, start, end);
  let value = 0;
  let decimals = -1;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      if (decimals >= 0) decimals++;
    } else if (byte === point && decimals < 0) decimals = 0;
    else return slowly(bytes, start, end);
  }
  if (decimals < 0) return value;
  return length === 1 ? NaN : value / numberAt(powersOfTen, decimals);
}

function slowly(bytes: Uint8Array, start: number, end: number): number {
  return parseNumber(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 64)))) ?? NaN;
}
