import type { Interval } from './interval.ts';
import { quantilePosition, quantileRankSides } from './quantile.ts';

/** Every value is known to within this share of itself. */
export const histogramRelativeError = 0.005;

/** Ratio of a bucket's bounds: (1 + e) / (1 - e). */
export const gamma = (1 + histogramRelativeError) / (1 - histogramRelativeError);
const logGammaRatio = Math.log(gamma);

/**
 * Counts of values >= 0 in buckets whose bounds grow by `gamma` (the DDSketch layout: Masson, Rim & Lee, PVLDB 12
 * (2019) 2195-2205). Bucket i holds gamma^(i-1) < v <= gamma^i; zeros have a bucket of their own.
 * `counts[k]` belongs to bucket `first + k`; the array is dense, so adding is one logarithm and one increment.
 */
export interface Histogram {
  zero: number;
  first: number;
  counts: Float64Array;
}

/** A histogram of nothing. */
export function emptyHistogram(): Histogram {
  return { zero: 0, first: 0, counts: new Float64Array(0) };
}

/** The bucket of a value > 0: ceil(ln(v) / ln(gamma)). This formula is published: any engine can make a digest. */
export function bucketIndex(value: number): number {
  // Adding 0 turns the -0 of values just below 1 into 0.
  return Math.ceil(Math.log(value) / logGammaRatio) + 0;
}

const tableSize = 65_536;
let wholeBuckets: Int16Array | null = null;

/** `bucketIndex` of the whole numbers below 65,536, looked up: most durations are such, and a logarithm is dear. */
function bucketTable(): Int16Array {
  const table = new Int16Array(tableSize);
  for (let value = 1; value < tableSize; value++) table[value] = bucketIndex(value);
  return table;
}

/** The value that stands for bucket i: 2 gamma^i / (gamma + 1), at most 0.5 % from everything in it. */
export function bucketValue(index: number): number {
  return (2 * Math.exp(index * logGammaRatio)) / (gamma + 1);
}

/** The bounds of bucket i; the lower one is not in it. */
export function bucketBounds(index: number): Interval {
  return { lower: Math.exp((index - 1) * logGammaRatio), upper: Math.exp(index * logGammaRatio) };
}

/** Makes room for bucket `index`, with slack on the side that grew so that growing stays rare. */
function grow(histogram: Histogram, index: number): void {
  const { first, counts } = histogram;
  if (counts.length === 0) {
    histogram.first = index - 8;
    histogram.counts = new Float64Array(64);
    return;
  }
  const slack = Math.min(64, counts.length);
  const start = index < first ? index - slack : first;
  const end = index < first ? first + counts.length : index + 1 + slack;
  const wider = new Float64Array(end - start);
  wider.set(counts, first - start);
  histogram.first = start;
  histogram.counts = wider;
}

/** Adds a value `count` times, in place. Throws a RangeError for a negative or non-finite value. */
export function addToHistogram(histogram: Histogram, value: number, count = 1): void {
  if (value === 0) {
    histogram.zero += count;
    return;
  }
  if (value > 0 && value < tableSize && Math.trunc(value) === value) {
    wholeBuckets ??= bucketTable();
    addToBucket(histogram, wholeBuckets[value]!, count);
    return;
  }
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`A histogram holds values from 0 up, got ${value}.`);
  addToBucket(histogram, bucketIndex(value), count);
}

function addToBucket(histogram: Histogram, index: number, count: number): void {
  if (index < histogram.first || index >= histogram.first + histogram.counts.length) grow(histogram, index);
  const at = index - histogram.first;
  histogram.counts[at] = histogram.counts[at]! + count;
}

/** The filled buckets as [index, count], ascending: the sparse form that files hold. */
export function histogramEntries(histogram: Histogram): [index: number, count: number][] {
  const { first, counts } = histogram;
  const entries: [number, number][] = [];
  for (let k = 0; k < counts.length; k++) if (counts[k]! > 0) entries.push([first + k, counts[k]!]);
  return entries;
}

/** The histogram of sparse entries, in any order; equal indices add. */
export function histogramFromEntries(zero: number, entries: Iterable<readonly [number, number]>): Histogram {
  const histogram = { ...emptyHistogram(), zero };
  for (const [index, count] of entries) addToBucket(histogram, index, count);
  return histogram;
}

/** How many values the histogram holds. */
export function histogramCount(histogram: Histogram): number {
  let count = histogram.zero;
  for (const bucket of histogram.counts) count += bucket;
  return count;
}

/** All values of all histograms: buckets add exactly, whatever the order. */
export function mergeHistograms(...histograms: readonly Histogram[]): Histogram {
  const merged = emptyHistogram();
  for (const histogram of histograms) mergeIntoHistogram(merged, histogram);
  return merged;
}

/** Adds all values of `other`, in place. */
export function mergeIntoHistogram(histogram: Histogram, { zero, first, counts }: Histogram): void {
  histogram.zero += zero;
  for (let k = 0; k < counts.length; k++) if (counts[k]! > 0) addToBucket(histogram, first + k, counts[k]!);
}

/** A histogram of nothing with room for the values that `like` has room for. */
export function emptyHistogramLike({ first, counts }: Histogram): Histogram {
  return { zero: 0, first, counts: new Float64Array(counts.length) };
}

/** The bucket index that holds the 1-based rank; null for the bucket of zeros. */
function bucketOfRank(histogram: Histogram, rank: number): number | null {
  let seen = histogram.zero;
  if (rank <= seen) return null;
  for (let k = 0; k < histogram.counts.length; k++) {
    seen += histogram.counts[k]!;
    if (rank <= seen) return histogram.first + k;
  }
  throw new RangeError(`Rank ${rank} of ${seen} values.`);
}

const valueOfRank = (histogram: Histogram, rank: number): number => {
  const index = bucketOfRank(histogram, rank);
  return index === null ? 0 : bucketValue(index);
};

/**
 * The p quantile (Hyndman-Fan 7), each of its two order statistics replaced by its bucket's value: within 0.5 % of
 * what all samples would give. NaN for an empty histogram.
 */
export function histogramQuantile(histogram: Histogram, p: number): number {
  const n = histogramCount(histogram);
  if (n === 0) return NaN;
  const { rank, weight } = quantilePosition(n, Math.min(1, Math.max(0, p)), 7);
  const lower = valueOfRank(histogram, rank);
  return weight === 0 ? lower : lower + weight * (valueOfRank(histogram, Math.min(n, rank + 1)) - lower);
}

/**
 * The confidence interval of the p quantile: the order-statistic ranks, opened to the outer bounds of their buckets,
 * so that the width of the buckets is inside. A side that n values cannot bound is infinite.
 */
export function histogramQuantileBounds(histogram: Histogram, p: number, level = 0.95): Interval {
  const { lower, upper } = quantileRankSides(histogramCount(histogram), p, level);
  const low = lower === null ? undefined : bucketOfRank(histogram, lower);
  const high = upper === null ? undefined : bucketOfRank(histogram, upper);
  return {
    lower: low === undefined ? -Infinity : low === null ? 0 : bucketBounds(low).lower,
    upper: high === undefined ? Infinity : high === null ? 0 : bucketBounds(high).upper,
  };
}

/** `histogramQuantileBounds` when both sides exist, else null: too few samples for an interval. */
export function histogramQuantileInterval(histogram: Histogram, p: number, level = 0.95): Interval | null {
  const bounds = histogramQuantileBounds(histogram, p, level);
  return Number.isFinite(bounds.lower) && Number.isFinite(bounds.upper) ? bounds : null;
}

/**
 * The counts between which "how many values are at most `limit`" lies: without and with the bucket that the limit
 * cuts. Both are equal when the limit falls on a bucket's bound.
 */
export function countAtMost(histogram: Histogram, limit: number): { least: number; most: number } {
  if (limit < 0) return { least: 0, most: 0 };
  let least = histogram.zero;
  let cut = 0;
  for (let k = 0; k < histogram.counts.length; k++) {
    const { lower, upper } = bucketBounds(histogram.first + k);
    if (upper <= limit) least += histogram.counts[k]!;
    else if (lower < limit) cut += histogram.counts[k]!;
  }
  return { least, most: least + cut };
}

/**
 * The share of values that are at most `limit`, the cut bucket spread evenly over its width. NaN when empty.
 * Use `countAtMost` for what is certain.
 */
export function shareAtMost(histogram: Histogram, limit: number): number {
  const n = histogramCount(histogram);
  if (n === 0) return NaN;
  const { least, most } = countAtMost(histogram, limit);
  if (most === least) return least / n;
  const { lower, upper } = bucketBounds(bucketIndex(limit));
  const within = Math.min(1, Math.max(0, (limit - lower) / (upper - lower)));
  return (least + within * (most - least)) / n;
}
