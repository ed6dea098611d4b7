import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';

/** A mean of independent values, and how they spread. */
export interface SpreadMean {
  readonly mean: number;
  /** Standard deviation of the values; null where it is unknown. */
  readonly deviation: number | null;
  /** Number of values; null where it is unknown. */
  readonly n: number | null;
}

/** How many times one mean is another. */
export interface MeanRatio {
  readonly ratio: number;
  /** 95%; null where the spread of either is unknown. */
  readonly interval: Interval | null;
}

/** Squared standard error of the logarithm of a mean, by the delta method; null without two values. */
function logError({ mean, deviation, n }: SpreadMean): { error: number; df: number } | null {
  if (deviation === null || n === null || n < 2) return null;
  return { error: deviation ** 2 / (n * mean ** 2), df: n - 1 };
}

/**
 * `other.mean / base.mean` with its 95% interval: the difference of the logarithms, whose variances are s^2 / (n m^2)
 * (delta method), at Welch and Satterthwaite's degrees of freedom. Null unless both means are above 0.
 */
export function ratioOfMeans(base: SpreadMean, other: SpreadMean): MeanRatio | null {
  if (!(base.mean > 0 && other.mean > 0)) return null;
  const ratio = other.mean / base.mean;
  const [a, b] = [logError(base), logError(other)];
  if (a === null || b === null) return { ratio, interval: null };
  const total = a.error + b.error;
  if (total === 0) return { ratio, interval: { lower: ratio, upper: ratio } };
  const df = total ** 2 / (a.error ** 2 / a.df + b.error ** 2 / b.df);
  const factor = Math.exp(studentQuantile(0.975, df) * Math.sqrt(total));
  return { ratio, interval: { lower: ratio / factor, upper: ratio * factor } };
}
