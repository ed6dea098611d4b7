import type { Numbers } from './numbers.ts';

/** Differences between means of ordinary size up to this are made by the rounding of sums and logarithms. */
export const roundingError = 1e-13;

/** Count, mean and sum of squared deviations from the mean (m2) of values seen so far; mergeable. */
export interface Moments {
  count: number;
  mean: number;
  m2: number;
}

/** The moments of nothing; a mean of 0 with count 0 means "no mean". */
export function emptyMoments(): Moments {
  return { count: 0, mean: 0, m2: 0 };
}

/** Adds one value in place (Welford, Technometrics 4 (1962) 419-420): stable where sums of squares are not. */
export function addToMoments(moments: Moments, value: number): void {
  moments.count += 1;
  const before = value - moments.mean;
  moments.mean += before / moments.count;
  moments.m2 += before * (value - moments.mean);
}

/** The moments of both sets together (Chan, Golub & LeVeque, The American Statistician 37 (1983) 242-247). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return { ...b };
  if (b.count === 0) return { ...a };
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (delta * b.count) / count,
    m2: a.m2 + b.m2 + (delta * delta * a.count * b.count) / count,
  };
}

/** Sum with Neumaier's compensation: the last digits of small values survive beside large ones. */
export function sum(values: Numbers): number {
  let total = 0;
  let lost = 0;
  // By index: iterating over lists of several kinds takes several times as long, and sums are asked for by the million.
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const value = values[i] ?? NaN;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Arithmetic mean; NaN for no values. */
export function mean(values: Numbers): number {
  return values.length === 0 ? NaN : sum(values) / values.length;
}

/**
 * Sum of squared deviations from the mean, in two passes. The correction term removes the error of a rounded mean
 * (Chan, Golub & LeVeque 1983, the corrected two-pass algorithm).
 */
export function squaredDeviations(values: Numbers): number {
  const centre = mean(values);
  let squares = 0;
  let drift = 0;
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const delta = (values[i] ?? NaN) - centre;
    squares += delta * delta;
    drift += delta;
  }
  return length === 0 ? 0 : squares - (drift * drift) / length;
}

/** Sample variance (n - 1); null for fewer than two values. */
export function sampleVariance(values: Numbers): number | null {
  return values.length < 2 ? null : Math.max(0, squaredDeviations(values)) / (values.length - 1);
}

/** Sample standard deviation (n - 1); null for fewer than two values. */
export function standardDeviation(values: Numbers): number | null {
  const variance = sampleVariance(values);
  return variance === null ? null : Math.sqrt(variance);
}
