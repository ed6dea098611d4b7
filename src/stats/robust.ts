import type { Numbers } from './numbers.ts';
import { quantile } from './quantile.ts';
import { select } from './select.ts';

/** Makes the median absolute deviation estimate the standard deviation of normal values: 1 / z(0.75). */
export const madScale = 1.4826;

/** Ascending copy; numeric order, input untouched. */
export function sortedCopy(values: Numbers): Float64Array {
  return new Float64Array(values).sort();
}

/** The median of the first `length` values, which it reorders; NaN for no values, and NaN stands above all numbers. */
export function medianInPlace(values: Float64Array, length = values.length): number {
  if (length === 0) return NaN;
  for (let i = 0; i < length; i++)
    if (Number.isNaN(values[i])) return quantile(values.subarray(0, length).sort(), 0.5);
  const middle = (length - 1) >>> 1;
  const lower = select(values, length, middle);
  if (length % 2 === 1) return lower;
  let upper = Infinity;
  for (let i = middle + 1; i < length; i++) if ((values[i] ?? NaN) < upper) upper = values[i] ?? NaN;
  return lower + 0.5 * (upper - lower);
}

/** Where values are reordered to find their median: medians are asked for by the million. */
let room = new Float64Array(128);

function roomFor(length: number): Float64Array {
  if (room.length < length) room = new Float64Array(2 * length);
  return room;
}

/** The median; NaN for no values. */
export function median(values: Numbers): number {
  const length = values.length;
  const copy = roomFor(length);
  for (let i = 0; i < length; i++) copy[i] = values[i] ?? NaN;
  return medianInPlace(copy, length);
}

/** 1.4826 x the median absolute deviation from the median: a spread that half the values cannot spoil. */
export function robustDeviation(values: Numbers): number {
  const centre = median(values);
  const length = values.length;
  const distances = roomFor(length);
  for (let i = 0; i < length; i++) distances[i] = Math.abs((values[i] ?? NaN) - centre);
  return madScale * medianInPlace(distances, length);
}

/** Each value minus a centre. */
export function differencesFrom(values: Numbers, centre: number): Float64Array {
  // Float64Array.from with a function takes five times as long or more.
  const result = new Float64Array(values.length);
  for (let i = 0; i < result.length; i++) result[i] = (values[i] ?? NaN) - centre;
  return result;
}

/** From each value to the next: one fewer than values. */
export function differences(values: Numbers): Float64Array {
  const result = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < result.length; i++) result[i] = (values[i + 1] ?? NaN) - (values[i] ?? NaN);
  return result;
}
