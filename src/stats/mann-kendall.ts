import { autocorrelation } from './autocorrelation.ts';
import { erfc } from './special-functions.ts';
import { normalQuantile } from './distributions.ts';
import type { Numbers } from './numbers.ts';
import { midRanks, tieSizes } from './ranks.ts';
import { theilSen } from './theil-sen.ts';

/** A test for a monotone trend. */
export interface TrendTest {
  /** Number of rising pairs minus falling pairs. */
  s: number;
  variance: number;
  z: number;
  /** Two-sided p value. */
  p: number;
  /** By how much autocorrelation widened the variance; 1 for the plain test. */
  factor: number;
}

function risingMinusFalling(values: Numbers): number {
  let s = 0;
  for (let i = 0; i < values.length; i++) {
    const here = values[i]!;
    for (let j = i + 1; j < values.length; j++) s += Math.sign(values[j]! - here);
  }
  return s;
}

/** Variance of S without trend, corrected for ties (Kendall 1975). */
export function trendVariance(values: Numbers): number {
  const part = (n: number): number => n * (n - 1) * (2 * n + 5);
  return tieSizes(values).reduce((rest, size) => rest - part(size), part(values.length)) / 18;
}

function testOf(s: number, plainVariance: number, factor = 1): TrendTest {
  const variance = plainVariance * factor;
  const z = s === 0 || variance <= 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, variance, z, p: erfc(Math.abs(z) / Math.SQRT2), factor };
}

/**
 * Mann-Kendall test with continuity correction (Mann 1945, Kendall 1975) for independent values. O(n^2).
 * Fewer than 3 values, or all equal: p = 1.
 */
export function mannKendall(values: Numbers): TrendTest {
  return testOf(risingMinusFalling(values), trendVariance(values));
}

/**
 * Mann-Kendall for values that resemble their neighbours: the variance is multiplied by Hamed & Rao's factor
 * (J. Hydrology 204 (1998) 182-196) from the significant autocorrelations of the ranks of the detrended values.
 * Lags up to n / 4; the factor is never taken below 1, so that correction only ever makes a trend harder to show.
 */
export function correctedMannKendall(values: Numbers): TrendTest {
  const n = values.length;
  const plain = mannKendall(values);
  if (n < 10) return plain;
  const slope = theilSen(values).slope;
  const ranks = midRanks(Array.from(values, (value, i) => value - slope * i));
  const limit = normalQuantile(0.975) / Math.sqrt(n);
  let sum = 0;
  for (let lag = 1; lag <= n / 4; lag++) {
    const r = autocorrelation(ranks, lag);
    if (Math.abs(r) > limit) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * r;
  }
  const factor = Math.max(1, 1 + (2 * sum) / (n * (n - 1) * (n - 2)));
  return testOf(plain.s, plain.variance, factor);
}
