import { captured, present } from '../../model/checked.ts';
import { parseCount, parseNonNegative, parseNumber } from './number-fields.ts';

/** No request lasts thirty years: a longer duration is a damaged field. */
const longestMs = 1e12;

/** No result is from after the year 2286: a later moment is a damaged field. */
const latestMs = 1e13;

/** True for a number of milliseconds that a duration can have. */
export const isDurationMs = (value: number): boolean => value >= 0 && value <= longestMs;

/** Milliseconds in each unit that tools write after a duration. */
const msOf: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds of `472.27us`, `1.02ms`, `2.11s`, `2.00m`; null for anything else (`-nanus` among it). */
export function parseDurationMs(text: string): number | null {
  const match = /^([\d.]+)\s*(ns|us|µs|μs|ms|s|m|h)$/.exec(text.trim());
  if (match === null) return null;
  const value = parseNumber(captured(match, 1));
  return value === null
    ? null
    : scaled(value, present(msOf[captured(match, 2)], 'the pattern names only known units'));
}

/** The product without the dust of binary fractions: 0.0073 s are 7.3 ms, not 7.300000000000001. */
export const scaled = (value: number, factor: number): number => Number((value * factor).toPrecision(15));

/** True for epoch milliseconds that a result can have. */
export const isMomentMs = (value: number): boolean => value >= 0 && value <= latestMs;

/** Milliseconds of a field that holds a duration in units of `msPerUnit`; null for anything else. */
export function parseDuration(field: string, msPerUnit: number): number | null {
  const value = parseNonNegative(field);
  if (value === null) return null;
  const durationMs = scaled(value, msPerUnit);
  return isDurationMs(durationMs) ? durationMs : null;
}

/** Epoch milliseconds of a field that holds a whole number of units of `msPerUnit`; null for anything else. */
export function parseEpoch(field: string, msPerUnit: number): number | null {
  const value = parseCount(field);
  return value === null || value * msPerUnit > latestMs ? null : value * msPerUnit;
}

/** Milliseconds of a number of seconds; null stays null, and a damaged number becomes it. */
export const secondsToMs = (seconds: number | null | undefined): number | null => toMs(seconds, 1_000);

/** Milliseconds of a number of microseconds; null stays null, and a damaged number becomes it. */
export const microsecondsToMs = (microseconds: number | null | undefined): number | null =>
  toMs(microseconds, 1e-3);

/** Milliseconds of a number of nanoseconds; null stays null, and a damaged number becomes it. */
export const nanosecondsToMs = (nanoseconds: number | null | undefined): number | null =>
  toMs(nanoseconds, 1e-6);

function toMs(value: number | null | undefined, msPerUnit: number): number | null {
  if (value === null || value === undefined) return null;
  const durationMs = scaled(value, msPerUnit);
  return isDurationMs(durationMs) ? durationMs : null;
}
