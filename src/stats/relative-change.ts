import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { median, robustDeviation } from './robust.ts';

/** Two levels and how far apart they are. */
export interface LevelChange {
  before: number;
  after: number;
  /** after / before - 1; null when before is 0. */
  relative: number | null;
  /**
   * 95% interval of `relative`, or of after - before when `relative` is null; null when a side has fewer than 2
   * values.
   */
  interval: Interval | null;
}

/** Squared standard error of a median of about normal values: pi/2 times that of the mean (Kenney & Keeping). */
function squaredError(values: Float64Array, noise: number): number {
  const deviation = Math.max(robustDeviation(values), noise);
  return ((Math.PI / 2) * deviation ** 2) / values.length;
}

/** Half the width of the 95% interval of a difference between two medians. */
function halfWidth(before: Float64Array, after: Float64Array, noise: number): number {
  const [a, b] = [squaredError(before, noise), squaredError(after, noise)];
  const total = a + b;
  if (total === 0) return 0;
  const df = total ** 2 / (a ** 2 / (before.length - 1) + b ** 2 / (after.length - 1));
  return studentQuantile(0.975, df) * Math.sqrt(total);
}

const isPositive = (value: number): boolean => value > 0;
const isNeverNegative = (value: number): boolean => value >= 0;

/**
 * The change from one segment's median to the next one's, with a Welch interval (Welch-Satterthwaite degrees of
 * freedom) built on medians and robust deviations, so that a single outlier moves neither. Ratios are taken on
 * logarithms when all values are positive, else differences are divided by |before|, or stay differences when it is 0.
 * What is never negative falls by no more than all of it: the interval ends at -1.
 * `noise` is the least spread to assume (in log units then), for segments whose values happen to be equal.
 * Assumes independent runs: a series that drifts within its segments has wider uncertainty than printed.
 */
export function relativeChange(before: Float64Array, after: Float64Array, noise: number): LevelChange {
  const change = { before: median(before), after: median(after) };
  const hasInterval = before.length >= 2 && after.length >= 2;
  if (before.every(isPositive) && after.every(isPositive)) {
    const relative = change.after / change.before - 1;
    if (!hasInterval) return { ...change, relative, interval: null };
    const ratio = Math.exp(halfWidth(before.map(Math.log), after.map(Math.log), noise));
    return {
      ...change,
      relative,
      interval: { lower: (1 + relative) / ratio - 1, upper: (1 + relative) * ratio - 1 },
    };
  }
  const scale = change.before === 0 ? 1 : Math.abs(change.before);
  const size = (change.after - change.before) / scale;
  const least =
    before.every(isNeverNegative) && after.every(isNeverNegative) ? -change.before / scale : -Infinity;
  const half = hasInterval ? halfWidth(before, after, noise) / scale : 0;
  return {
    ...change,
    relative: change.before === 0 ? null : size,
    interval: hasInterval ? { lower: Math.max(least, size - half), upper: size + half } : null,
  };
}
