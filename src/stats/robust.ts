import type { Numbers } from './numbers.ts';
import { quantile } from './quantile.ts';

/** Makes the median absolute deviation estimate the standard deviation of normal values: 1 / z(0.75). */
export const madScale = 1.4826;

/** Ascending copy; numeric order, input untouched. */
export function sortedCopy(values: Numbers): Float64Array {
  return Float64Array.from(values).sort();
}

/** The median; NaN for no values. */
export function median(values: Numbers): number {
  return quantile(sortedCopy(values), 0.5);
}

/** 1.4826 x the median absolute deviation from the median: a spread that half the values cannot spoil. */
export function robustDeviation(values: Numbers): number {
  const centre = median(values);
  return madScale * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}

/** Each value minus a centre. */
export function differencesFrom(values: Numbers, centre: number): Float64Array {
  return Float64Array.from(values, (value) => value - centre);
}

/** From each value to the next: one fewer than values. */
export function differences(values: Numbers): Float64Array {
  const result = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < result.length; i++) result[i] = values[i + 1]! - values[i]!;
  return result;
}
