import { tidyNumber } from '../model/text/tidy-number.ts';
import { normalQuantile, studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';

/** What a target says of a run. `inconclusive`: the evidence does not clear the bound on either side. */
export type TargetVerdict = 'met' | 'not met' | 'inconclusive' | 'not measured';

/** The bound of a target, in the unit of its metric. `below` and `above` exclude the bound itself. */
export interface Bound {
  op: 'below' | 'atMost' | 'above' | 'atLeast';
  value: number;
}

const wantsLess = (bound: Bound): boolean => bound.op === 'below' || bound.op === 'atMost';

/** True when the value is on the allowed side of the bound. */
export function withinBound(bound: Bound, value: number): boolean {
  switch (bound.op) {
    case 'below':
      return value < bound.value;
    case 'atMost':
      return value <= bound.value;
    case 'above':
      return value > bound.value;
    case 'atLeast':
      return value >= bound.value;
  }
}

/**
 * Judges a target: the whole 95% interval must clear the bound, else the answer is `inconclusive`.
 * Without an interval (reported values, single readings) the value is judged as reported by the tool; then it is inconclusive
 * only when it is within `tolerance`, half a unit of its last printed digit, of the bound.
 * Without a value, the interval alone decides.
 * A quantile with too few samples for an interval must come with an infinite side, not with null.
 */
export function targetVerdict(
  bound: Bound,
  achieved: number | null,
  interval: Interval | null,
  tolerance = 0,
): TargetVerdict {
  if (Number.isNaN(achieved)) return 'not measured';
  const range = interval ?? (achieved === null ? null : { lower: achieved, upper: achieved });
  if (range === null) return 'not measured';
  if (interval === null && tolerance > 0 && Math.abs(range.lower - bound.value) < tolerance)
    return 'inconclusive';
  const isLowerFine = withinBound(bound, range.lower);
  const isUpperFine = withinBound(bound, range.upper);
  if (isLowerFine && isUpperFine) return 'met';
  return isLowerFine || isUpperFine ? 'inconclusive' : 'not met';
}

/**
 * Room left to the bound as a share of the bound: +0.2 is a fifth of the bound to spare, -0.156 is 15.6% beyond.
 * null when nothing was measured or the bound is 0 (a share of nothing).
 */
export function targetMargin(bound: Bound, achieved: number | null): number | null {
  if (achieved === null || Number.isNaN(achieved) || bound.value === 0) return null;
  const room = wantsLess(bound) ? bound.value - achieved : achieved - bound.value;
  return tidyNumber(room / Math.abs(bound.value));
}

/**
 * How many samples in all would settle a share, if the observed share stays what it is: the smallest n at which the
 * Wilson interval leaves out the required share b, which is z^2 b (1 - b) / (share - b)^2.
 * For a quantile target ("p95 below 500 ms") `share` is the share of samples within the limit and `required` is p.
 * null when the share equals the requirement: no number of samples settles that.
 */
export function samplesToSettle(share: number, required: number, level = 0.95): number | null {
  if (share === required) return null;
  if (required <= 0 || required >= 1) return null;
  const z = normalQuantile((1 + level) / 2);
  return Math.floor((z * z * required * (1 - required)) / (share - required) ** 2) + 1;
}

/**
 * How many runs would settle whether the mean of runs clears a bound, if mean and run-to-run standard deviation stay
 * what they are: the smallest k with t(k - 1) * deviation / sqrt(k) < |mean - bound|.
 * null when the mean lies on the bound or more than 10,000 runs would be needed.
 */
export function runsToSettle(mean: number, bound: number, deviation: number, level = 0.95): number | null {
  const distance = Math.abs(mean - bound);
  if (distance === 0) return null;
  for (let k = 2; k <= 10_000; k = k < 100 ? k + 1 : Math.ceil(k * 1.05)) {
    const t = studentQuantile((1 + level) / 2, k - 1);
    if ((t * deviation) / Math.sqrt(k) < distance) return k;
  }
  return null;
}
