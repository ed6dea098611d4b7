import { binomialQuantile } from './distributions.ts';
import type { Interval, Weakness } from './interval.ts';
import { numberAt } from './numbers.ts';

/** The nine sample quantile definitions of Hyndman & Fan, The American Statistician 50 (1996) 361-365. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Plotting positions (a, b) of the continuous types: rank = n p + a + p (1 - a - b). */
const positions: Record<4 | 5 | 6 | 7 | 8 | 9, readonly [number, number]> = {
  4: [0, 1],
  5: [0.5, 0.5],
  6: [0, 0],
  7: [1, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 3 / 8],
};

/** Keeps n * p = 95.00000000000001 from counting as more than 95; R does the same. */
const fuzz = 4 * Number.EPSILON;

/** Where the p quantile lies: the lower 1-based rank and the weight of the next one. */
export function quantilePosition(n: number, p: number, type: QuantileType): { rank: number; weight: number } {
  if (type <= 3) return discontinuousPosition(n, p, type);
  const [a, b] = positions[type as 4];
  const place = a + p * (n + 1 - a - b);
  const rank = Math.floor(place + fuzz * Math.max(1, place));
  const weight = place - rank;
  return { rank, weight: weight <= fuzz * Math.max(1, place) ? 0 : weight };
}

function discontinuousPosition(n: number, p: number, type: QuantileType): { rank: number; weight: number } {
  const place = type === 3 ? n * p - 0.5 : n * p;
  const rank = Math.floor(place + fuzz * Math.max(1, place));
  const isWhole = place - rank <= fuzz * Math.max(1, place);
  if (!isWhole) return { rank, weight: 1 };
  if (type === 2) return { rank, weight: 0.5 };
  return { rank, weight: type === 3 && rank % 2 !== 0 ? 1 : 0 };
}

/**
 * The p quantile of ascending values; type 7 (the default of R, numpy and Excel) unless told otherwise.
 * NaN for no values. p outside 0..1 is clamped.
 */
export function quantile(sorted: ArrayLike<number>, p: number, type: QuantileType = 7): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const { rank, weight } = quantilePosition(n, Math.min(1, Math.max(0, p)), type);
  const at = (r: number): number => numberAt(sorted, Math.min(n, Math.max(1, r)) - 1);
  const lower = at(rank);
  if (weight === 0) return lower;
  const upper = at(rank + 1);
  if (weight === 1) return upper;
  return lower + weight * (upper - lower);
}

/**
 * The 1-based ranks of the order statistics between which the true p quantile lies with at least `level`
 * confidence, whatever the distribution (Conover, Practical Nonparametric Statistics, 3.2). Of dependent values the
 * ranks are those of n / inflation independent ones, moved outwards to whole ranks. Unseen values may lie anywhere: the
 * ranks reach at least to where the quantile itself would lie if all of them were below, or above, all others.
 * A side on which n values cannot bound the quantile is null.
 */
export function quantileRankSides(
  n: number,
  p: number,
  level = 0.95,
  { inflation = 1, unseen = 0 }: Weakness = {},
): { lower: number | null; upper: number | null } {
  const independent = Math.floor(n / inflation);
  if (n < 1 || independent < 1) return { lower: null, upper: null };
  const first = binomialQuantile((1 - level) / 2, independent, p);
  const last = binomialQuantile((1 + level) / 2, independent, p) + 1;
  const middle = quantilePosition(n + unseen, p, 7);
  const lower = Math.min(Math.floor(((first - 1) * n) / independent) + 1, middle.rank - unseen);
  const upper = Math.max(Math.ceil((last * n) / independent), middle.rank + Math.ceil(middle.weight));
  return {
    lower: first >= 1 && lower >= 1 ? lower : null,
    upper: last <= independent && upper <= n ? upper : null,
  };
}

/** Both ranks of `quantileRankSides`, or null when n is too small for a two-sided interval to exist. */
export function quantileRanks(n: number, p: number, level = 0.95): { lower: number; upper: number } | null {
  const { lower, upper } = quantileRankSides(n, p, level);
  return lower === null || upper === null ? null : { lower, upper };
}

/**
 * The confidence interval of the p quantile from ascending values. A side that n values cannot bound is infinite,
 * so a target judged with it stays inconclusive instead of being passed by too few samples.
 */
export function quantileInterval(sorted: ArrayLike<number>, p: number, level = 0.95): Interval {
  const { lower, upper } = quantileRankSides(sorted.length, p, level);
  return {
    lower: lower === null ? -Infinity : numberAt(sorted, lower - 1),
    upper: upper === null ? Infinity : numberAt(sorted, upper - 1),
  };
}

/** The tail above a quantile is taken as up to this many times as long as the interval's arm below it, on logarithms. */
const tailReach = 3;

/**
 * An upper bound of a quantile where n values are enough for one and their dependence leaves too few effective ones: the
 * largest value, or the distance to the lower bound three times over on logarithms if that is more. Measured by
 * test/bench/interval-coverage.ts: with it intervals cover at least as often as those of ranks do.
 */
export const reachedUpper = (value: number, lower: number, largest: number): number =>
  Math.max(largest, lower > 0 ? value * (value / lower) ** tailReach : largest);

/** The smallest n for which a two-sided interval of the p quantile exists; below it, say "too few samples". */
export function samplesForQuantile(p: number, level = 0.95): number {
  const rarest = Math.max(p, 1 - p);
  let n = Math.max(1, Math.ceil(Math.log((1 - level) / 2) / Math.log(rarest)) - 2);
  while (quantileRanks(n, p, level) === null) n++;
  return n;
}
