import { at, entryOf } from '../../model/checked.ts';
import type { LatencyDigest, QuantileData } from '../../model/documents/digest.ts';
import {
  bucketIndex,
  filledBuckets,
  histogramRelativeError,
  joinBuckets,
  type Buckets,
} from '../../stats/histogram.ts';
import { mergeMoments, type Moments } from '../../stats/moments.ts';
import { numberAt } from '../../stats/numbers.ts';
import { quantilePosition, quantileRankSides } from '../../stats/quantile.ts';
import { denseLimit, type Spilled, type Tally } from './tally.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** The quantiles that a digest keeps, as shares. */
export const digestQuantiles = [0.5, 0.9, 0.95, 0.99, 0.999] as const;

/** A sorted multiset: distinct values, and how many values are at most each of them. */
interface SortedCounts {
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
}

/**
 * The digest of all values of the tallies together; null where they hold none. It counts the values up to each of some
 * limits (ms), if all values were kept.
 */
export function latencyDigest(
  tallies: readonly Tally[],
  limitsMs: readonly number[] = [],
): LatencyDigest | null {
  const count = tallies.reduce((sum, tally) => sum + tally.count, 0);
  if (count === 0) return null;
  const sorted = sortedCounts(tallies);
  const spills = tallies.flatMap((tally) => tally.spilled ?? []);
  return spills.length === 0 ? exactDigest(sorted, limitsMs) : histogramDigest(sorted, spills, count);
}

function exactDigest(sorted: SortedCounts, limitsMs: readonly number[]): LatencyDigest {
  const { mean, m2, count } = momentsOf(sorted);
  return {
    source: 'exact',
    relativeError: 0,
    count,
    min: numberAt(sorted.values, 0),
    max: at(sorted.values, -1),
    mean,
    m2,
    reportedStddev: null,
    quantiles: digestQuantiles.map((p) => quantileOf(sorted, count, p)),
    histogram: bucketsOf(sorted),
    ...(limitsMs.length > 0 && { atMost: limitsMs.map((ms) => ({ ms, count: countUpTo(sorted, ms) })) }),
  };
}

/** How many values are at most `limit`, by binary search. */
function countUpTo({ values, cumulative }: SortedCounts, limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? NaN) <= limit) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : numberAt(cumulative, low - 1);
}

function histogramDigest(sorted: SortedCounts, spills: readonly Spilled[], count: number): LatencyDigest {
  const moments = spills.reduce<Moments>((sum, spill) => mergeMoments(sum, spill.moments), momentsOf(sorted));
  return {
    source: 'histogram',
    relativeError: histogramRelativeError,
    count,
    min: Math.min(sorted.values[0] ?? Infinity, smallest(spills.map((spill) => spill.min))),
    max: Math.max(sorted.values.at(-1) ?? -Infinity, largest(spills.map((spill) => spill.max))),
    mean: moments.mean,
    m2: moments.m2,
    reportedStddev: null,
    quantiles: null,
    histogram: joinBuckets([bucketsOf(sorted), ...spills.map((spill) => filledBuckets(spill.histogram))]),
  };
}

function sortedCounts(tallies: readonly Tally[]): SortedCounts {
  const fractional = new Float64Array(tallies.reduce((sum, tally) => sum + tally.fractional.length, 0));
  let filled = 0;
  for (const tally of tallies) {
    fractional.set(tally.fractional, filled);
    filled += tally.fractional.length;
  }
  return interleave(wholeCounts(tallies), fractional.sort());
}

/** Whole values, ascending, and how often each was seen. */
interface WholeCounts {
  readonly values: Float64Array;
  readonly times: Float64Array;
}

/** Where whole values are added up; nothing but zeros between two calls. */
const sums = new Float64Array(denseLimit);

function wholeCounts(tallies: readonly Tally[]): WholeCounts {
  const seen: number[] = [];
  const large = new Map<number, number>();
  const add = (value: number, times: number): void => {
    if (value >= denseLimit) large.set(value, (large.get(value) ?? 0) + times);
    else {
      if (sums[value] === 0) seen.push(value);
      sums[value] = (sums[value] ?? 0) + times;
    }
  };
  for (const { few, dense, large: others } of tallies) {
    for (const value of few) add(value, 1);
    for (let value = 0; value < dense.length; value++)
      if ((dense[value] ?? NaN) > 0) add(value, dense[value] ?? NaN);
    for (const [value, times] of others) add(value, times);
  }
  const values = new Float64Array([...seen, ...large.keys()]).sort();
  const times = values.map((value) => (value < denseLimit ? numberAt(sums, value) : entryOf(large, value)));
  for (const value of seen) sums[value] = 0;
  return { values, times };
}

/** One sorted multiset of both; no value is in both, since fractional values are not whole. */
function interleave(whole: WholeCounts, fractional: Float64Array): SortedCounts {
  const values = new Float64Array(whole.values.length + fractional.length);
  const cumulative = new Float64Array(values.length);
  let next = 0;
  let seen = 0;
  for (let w = 0, f = 0; next < values.length; next++) {
    const takeWhole =
      w < whole.values.length &&
      (f === fractional.length || (whole.values[w] ?? NaN) < (fractional[f] ?? NaN));
    values[next] = takeWhole ? (whole.values[w] ?? NaN) : (fractional[f] ?? NaN);
    seen += takeWhole ? (whole.times[w] ?? NaN) : 1;
    cumulative[next] = seen;
    if (takeWhole) w++;
    else f++;
  }
  return { values, cumulative };
}

const timesAt = ({ cumulative }: SortedCounts, i: number): number =>
  numberAt(cumulative, i) - (i === 0 ? 0 : numberAt(cumulative, i - 1));

/** Mean and squared deviations in two passes, with the correction of Chan, Golub & LeVeque (1983). */
function momentsOf(sorted: SortedCounts): Moments {
  const count = sorted.cumulative.at(-1) ?? 0;
  if (count === 0) return { count: 0, mean: 0, m2: 0 };
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < sorted.values.length; i++) {
    const term = (sorted.values[i] ?? NaN) * timesAt(sorted, i);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  const mean = (sum + lost) / count;
  let squares = 0;
  let drift = 0;
  for (let i = 0; i < sorted.values.length; i++) {
    const deviation = (sorted.values[i] ?? NaN) - mean;
    squares += deviation * deviation * timesAt(sorted, i);
    drift += deviation * timesAt(sorted, i);
  }
  return { count, mean, m2: Math.max(0, squares - (drift * drift) / count) };
}

/** The value of a 1-based rank, by binary search. */
function valueOfRank({ values, cumulative }: SortedCounts, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? NaN) >= rank) high = middle;
    else low = middle + 1;
  }
  return numberAt(values, low);
}

function quantileOf(sorted: SortedCounts, count: number, p: number): QuantileData {
  const { rank, weight } = quantilePosition(count, p, 7);
  const below = valueOfRank(sorted, rank);
  const value = weight === 0 ? below : below + weight * (valueOfRank(sorted, rank + 1) - below);
  const sides = quantileRankSides(count, p);
  const bound = (side: number | null): number | null => (side === null ? null : valueOfRank(sorted, side));
  return { p, value, lower: bound(sides.lower), upper: bound(sides.upper) };
}

/** The values are ascending, and so are their buckets. */
function bucketsOf(sorted: SortedCounts): Buckets {
  const buckets: number[] = [];
  let zero = 0;
  for (let i = 0; i < sorted.values.length; i++) {
    const value = sorted.values[i] ?? NaN;
    const times = timesAt(sorted, i);
    if (value === 0) zero += times;
    else {
      const index = bucketIndex(value);
      if (index === buckets.at(-2)) buckets[buckets.length - 1] = (buckets.at(-1) ?? 0) + times;
      else buckets.push(index, times);
    }
  }
  return { zero, buckets };
}
