import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { median, robustDeviation } from './robust.ts';

/** Two levels and how far apart they are. */
export interface LevelChange {
  before: number;
  after: number;
  /** after / before - 1; null when before is 0. */
  relative: number | null;
  /** 95 % interval of `relative`; null when that is null or a side has fewer than 2 values. */
  interval: Interval | null;
}

/** Squared standard error of a median of about normal values: pi/2 times that of the mean (Kenney & Keeping). */
function squaredError(values: Float64Array, noise: number): number {
  const deviation = Math.max(robustDeviation(values), noise);
  return ((Math.PI / 2) * deviation ** 2) / values.length;
}

/**
 * The change from one segment's median to the next one's, with a Welch interval (Welch-Satterthwaite degrees of
 * freedom) built on medians and robust deviations, so that a single outlier moves neither. Ratios are taken on
 * logarithms when all values are positive, else differences are divided by |before|.
 * What is never negative falls by no more than all of it: the interval ends at -1.
 * `noise` is the least spread to assume (in log units then), for segments whose values happen to be equal.
 * Assumes independent runs: a series that drifts within its segments has wider uncertainty than printed.
 */
export function relativeChange(before: Float64Array, after: Float64Array, noise: number): LevelChange {
  const isPositive = before.every((value) => value > 0) && after.every((value) => value > 0);
  const change = { before: median(before), after: median(after) };
  if (change.before === 0) return { ...change, relative: null, interval: null };
  const relative = isPositive
    ? change.after / change.before - 1
    : (change.after - change.before) / Math.abs(change.before);
  if (before.length < 2 || after.length < 2) return { ...change, relative, interval: null };
  const [a, b] = isPositive ? [before.map(Math.log), after.map(Math.log)] : [before, after];
  const errors = [squaredError(a, noise), squaredError(b, noise)] as const;
  const isNeverNegative = before.every((value) => value >= 0) && after.every((value) => value >= 0);
  const least = isNeverNegative ? -1 : -Infinity;
  const total = errors[0] + errors[1];
  const df = total ** 2 / (errors[0] ** 2 / (a.length - 1) + errors[1] ** 2 / (b.length - 1));
  const half = total === 0 ? 0 : studentQuantile(0.975, df) * Math.sqrt(total);
  const interval = isPositive
    ? { lower: (1 + relative) * Math.exp(-half) - 1, upper: (1 + relative) * Math.exp(half) - 1 }
    : {
        lower: Math.max(least, relative - half / Math.abs(change.before)),
        upper: relative + half / Math.abs(change.before),
      };
  return { ...change, relative, interval };
}
