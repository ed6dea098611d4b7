import { at } from '../model/checked.ts';
import type { Interval, Weakness } from './interval.ts';
import { numberAt } from './numbers.ts';
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

/**
 * The filled buckets of a histogram alone: pairs of index and count, flat, by ascending index. A histogram is counted in
 * the dense form, and read, joined and kept in this one.
 */
export interface Buckets {
  readonly zero: number;
  readonly buckets: readonly number[];
}

/** A histogram in either form. */
export type AnyHistogram = Histogram | Buckets;

/** A histogram of nothing. */
export function emptyHistogram(): Histogram {
  return { zero: 0, first: 0, counts: new Float64Array(0) };
}

/** The bucket of a value > 0: ceil(ln(v) / ln(gamma)). This formula is published: any engine can make a digest. */
export function bucketIndex(value: number): number {
  if (value > 0 && value < tableSize && Math.trunc(value) === value) {
    wholeBuckets ??= bucketTable();
    return wholeBuckets[value] ?? NaN;
  }
  return bucketOf(value);
}

// Adding 0 turns the -0 of values just below 1 into 0.
const bucketOf = (value: number): number => Math.ceil(Math.log(value) / logGammaRatio) + 0;

const tableSize = 65_536;
let wholeBuckets: Int16Array | null = null;

/** The buckets of the whole numbers below 65,536, looked up: most durations are such, and a logarithm is dear. */
function bucketTable(): Int16Array {
  const table = new Int16Array(tableSize);
  for (let value = 1; value < tableSize; value++) table[value] = bucketOf(value);
  return table;
}

/** The value that stands for bucket i: 2 gamma^i / (gamma + 1), at most 0.5% from everything in it. */
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
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`A histogram holds values from 0 up, got ${value}.`);
  addToBucket(histogram, bucketIndex(value), count);
}

function addToBucket(histogram: Histogram, index: number, count: number): void {
  if (index < histogram.first || index >= histogram.first + histogram.counts.length) grow(histogram, index);
  const at = index - histogram.first;
  histogram.counts[at] = (histogram.counts[at] ?? NaN) + count;
}

/** A histogram in the form that is read and kept. */
export function filledBuckets(histogram: AnyHistogram): Buckets {
  if ('buckets' in histogram) return histogram;
  const { zero, first, counts } = histogram;
  const buckets: number[] = [];
  for (let k = 0; k < counts.length; k++)
    if ((counts[k] ?? NaN) > 0) buckets.push(first + k, counts[k] ?? NaN);
  return { zero, buckets };
}

/** The filled buckets as [index, count], ascending. */
export function histogramEntries(histogram: AnyHistogram): [index: number, count: number][] {
  const { buckets } = filledBuckets(histogram);
  const entries: [number, number][] = [];
  for (let i = 0; i < buckets.length; i += 2)
    if ((buckets[i + 1] ?? NaN) > 0) entries.push([buckets[i] ?? NaN, buckets[i + 1] ?? NaN]);
  return entries;
}

/** Where buckets are added up; nothing but zeros between two calls. */
let sums = new Float64Array(1_024);

/** All values of several histograms together. */
export function joinBuckets(parts: readonly Buckets[]): Buckets {
  if (parts.length === 1) return at(parts, 0);
  let zero = 0;
  let first = Infinity;
  let last = -Infinity;
  for (const part of parts) {
    zero += part.zero;
    if (part.buckets.length === 0) continue;
    first = Math.min(first, part.buckets[0] ?? NaN);
    last = Math.max(last, at(part.buckets, -2));
  }
  const span = Math.max(0, last - first + 1);
  if (span > sums.length) sums = new Float64Array(span);
  for (const { buckets } of parts)
    for (let i = 0; i < buckets.length; i += 2) {
      const at = (buckets[i] ?? NaN) - first;
      sums[at] = (sums[at] ?? NaN) + (buckets[i + 1] ?? NaN);
    }
  return { zero, buckets: takeSums(first, span) };
}

function takeSums(first: number, span: number): number[] {
  const buckets: number[] = [];
  for (let k = 0; k < span; k++) {
    const count = sums[k] ?? NaN;
    if (count === 0) continue;
    buckets.push(first + k, count);
    sums[k] = 0;
  }
  return buckets;
}

/** The histogram of sparse entries, in any order; equal indices add. */
export function histogramFromEntries(zero: number, entries: Iterable<readonly [number, number]>): Histogram {
  const histogram = { ...emptyHistogram(), zero };
  for (const [index, count] of entries) addToBucket(histogram, index, count);
  return histogram;
}

/** How many values the histogram holds. */
export function histogramCount(histogram: AnyHistogram): number {
  const { zero, buckets } = filledBuckets(histogram);
  let count = zero;
  for (let i = 1; i < buckets.length; i += 2) count += buckets[i] ?? NaN;
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
  for (let k = 0; k < counts.length; k++)
    if ((counts[k] ?? NaN) > 0) addToBucket(histogram, first + k, counts[k] ?? NaN);
}

/** A histogram of nothing with room for the values that `like` has room for. */
export function emptyHistogramLike({ first, counts }: Histogram): Histogram {
  return { zero: 0, first, counts: new Float64Array(counts.length) };
}

/** The place of the bucket that holds the 1-based rank; -1 for the bucket of zeros. */
function placeOfRank({ zero, buckets }: Buckets, rank: number): number {
  let seen = zero;
  if (rank <= seen) return -1;
  for (let i = 0; i < buckets.length; i += 2) {
    seen += buckets[i + 1] ?? NaN;
    if (rank <= seen) return i;
  }
  throw new RangeError(`Rank ${rank} of ${seen} values.`);
}

/** The value that stands for the bucket in a place. */
const valueAt = ({ buckets }: Buckets, place: number): number =>
  place < 0 ? 0 : bucketValue(numberAt(buckets, place));

/**
 * The p quantile (Hyndman-Fan 7), each of its two order statistics replaced by its bucket's value: within 0.5% of
 * what all samples would give. NaN for an empty histogram.
 */
export function histogramQuantile(histogram: AnyHistogram, p: number): number {
  return numberAt(histogramQuantiles(histogram, [p]), 0);
}

/** Several quantiles of one histogram, each as `histogramQuantile` gives it. */
export function histogramQuantiles(histogram: AnyHistogram, shares: readonly number[]): number[] {
  const filled = filledBuckets(histogram);
  const n = histogramCount(filled);
  return shares.map((p) => quantileOf(filled, n, p));
}

function quantileOf(filled: Buckets, n: number, p: number): number {
  if (n === 0) return NaN;
  const { rank, weight } = quantilePosition(n, Math.min(1, Math.max(0, p)), 7);
  const place = placeOfRank(filled, rank);
  const lower = valueAt(filled, place);
  if (weight === 0) return lower;
  const next = placeOfRank(filled, Math.min(n, rank + 1));
  return next === place ? lower : lower + weight * (valueAt(filled, next) - lower);
}

/**
 * The confidence interval of the p quantile: the order-statistic ranks, opened to the outer bounds of their buckets,
 * so that the width of the buckets is inside. A side that n values cannot bound is infinite.
 */
export function histogramQuantileBounds(
  histogram: AnyHistogram,
  p: number,
  level = 0.95,
  weakness: Weakness = {},
): Interval {
  const filled = filledBuckets(histogram);
  const { lower, upper } = quantileRankSides(histogramCount(filled), p, level, weakness);
  const boundsOf = (rank: number): Interval => {
    const place = placeOfRank(filled, rank);
    return place < 0 ? { lower: 0, upper: 0 } : bucketBounds(numberAt(filled.buckets, place));
  };
  return {
    lower: lower === null ? -Infinity : boundsOf(lower).lower,
    upper: upper === null ? Infinity : boundsOf(upper).upper,
  };
}

/** `histogramQuantileBounds` when both sides exist, else null: too few samples for an interval. */
export function histogramQuantileInterval(histogram: AnyHistogram, p: number, level = 0.95): Interval | null {
  const bounds = histogramQuantileBounds(histogram, p, level);
  return Number.isFinite(bounds.lower) && Number.isFinite(bounds.upper) ? bounds : null;
}

/**
 * The counts between which "how many values are at most `limit`" lies: without and with the bucket that the limit
 * cuts. Both are equal when the limit falls on a bucket's bound.
 */
export function countAtMost(histogram: AnyHistogram, limit: number): { least: number; most: number } {
  if (limit < 0) return { least: 0, most: 0 };
  const { zero, buckets } = filledBuckets(histogram);
  let least = zero;
  let cut = 0;
  for (let i = 0; i < buckets.length; i += 2) {
    const { lower, upper } = bucketBounds(buckets[i] ?? NaN);
    if (upper <= limit) least += buckets[i + 1] ?? NaN;
    else if (lower < limit) cut += buckets[i + 1] ?? NaN;
    else break;
  }
  return { least, most: least + cut };
}

/**
 * The share of values that are at most `limit`, the cut bucket spread evenly over its width. NaN when empty.
 * Use `countAtMost` for what is certain.
 */
export function shareAtMost(histogram: AnyHistogram, limit: number): number {
  const n = histogramCount(histogram);
  if (n === 0) return NaN;
  const { least, most } = countAtMost(histogram, limit);
  if (most === least) return least / n;
  const { lower, upper } = bucketBounds(bucketIndex(limit));
  const within = Math.min(1, Math.max(0, (limit - lower) / (upper - lower)));
  return (least + within * (most - least)) / n;
}
