import { studentQuantile, studentTwoSided } from './distributions.ts';
import type { Interval } from './interval.ts';
import { mean, sampleVariance } from './moments.ts';
import type { Numbers } from './numbers.ts';

/** A difference of two means (second minus first) with its test and confidence interval. */
export interface MeanDifference {
  difference: number;
  t: number;
  df: number;
  /** Two-sided p value. */
  p: number;
  interval: Interval;
}

/** The t test of a difference with a known standard error; a difference of exactly 0 has p = 1. */
export function differenceTest(difference: number, error: number, df: number, level = 0.95): MeanDifference {
  if (difference === 0 && error === 0)
    return { difference, t: 0, df, p: 1, interval: { lower: 0, upper: 0 } };
  const t = difference / error;
  const half = error === 0 ? 0 : studentQuantile((1 + level) / 2, df) * error;
  const interval = { lower: difference - half, upper: difference + half };
  return { difference, t, df, p: studentTwoSided(t, df), interval };
}

/**
 * Welch's t test for means of two independent samples with unequal spread (Biometrika 34 (1947) 28-35), degrees of
 * freedom after Satterthwaite. `difference` is mean(second) - mean(first). null when a sample has fewer than 2 values.
 * `knownVariance` is added to the variance of the difference: uncertainty that the samples themselves cannot show.
 */
export function welch(
  first: Numbers,
  second: Numbers,
  level = 0.95,
  knownVariance = 0,
): MeanDifference | null {
  const a = sampleVariance(first);
  const b = sampleVariance(second);
  if (a === null || b === null) return null;
  const errorA = a / first.length;
  const errorB = b / second.length;
  const total = errorA + errorB + knownVariance;
  const df =
    total === 0
      ? Infinity
      : total ** 2 / (errorA ** 2 / (first.length - 1) + errorB ** 2 / (second.length - 1));
  return differenceTest(mean(second) - mean(first), Math.sqrt(total), df, level);
}
