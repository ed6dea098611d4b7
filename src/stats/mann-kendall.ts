import { autocorrelation } from './autocorrelation.ts';
import { erfc } from './special-functions.ts';
import { normalQuantile } from './distributions.ts';
import type { Numbers } from './numbers.ts';
import { kendallScore } from './kendall-score.ts';
import { midRanks } from './ranks.ts';
import { robustLine } from './theil-sen.ts';

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

/** Variance of S without trend, corrected for ties (Kendall 1975); `sorted` are the values in order. */
function varianceOf(sorted: Float64Array): number {
  const part = (n: number): number => n * (n - 1) * (2 * n + 5);
  let total = part(sorted.length);
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    while (sorted[end] === sorted[start]) end++;
    total -= part(end - start);
  }
  return total / 18;
}

function testOf(s: number, plainVariance: number, factor = 1): TrendTest {
  const variance = plainVariance * factor;
  // Equal values have neither a score nor a variance.
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, variance, z, p: erfc(Math.abs(z) / Math.SQRT2), factor };
}

/**
 * Mann-Kendall test with continuity correction (Mann 1945, Kendall 1975) for independent values.
 * Fewer than 3 values, or all equal: p = 1.
 */
export function mannKendall(values: Numbers): TrendTest {
  const { s, sorted } = kendallScore(values);
  return testOf(s, varianceOf(sorted));
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
  const slope = robustLine(values).slope;
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
