import { at } from '../model/checked.ts';
import { memoised } from '../model/memoised.ts';
import { histogramCount, joinBuckets, type Buckets } from './histogram.ts';
import { inflationOf, stretchesOf } from './variance-inflation.ts';

/** The bucket in which a share of all values is reached. */
interface Crossing {
  /** Index of the bucket; null for that of the zeros. */
  readonly index: number | null;
  /** How much of the bucket belongs to the lower part. */
  readonly weight: number;
  /** Variance of a single value's part: 1 below the bucket, `weight` inside, 0 above. */
  readonly varianceOfOne: number;
}

/** The latencies of a stretch of time, and the load in it where that is known. */
export interface LatencyBatch {
  readonly histogram: Buckets;
  readonly load?: number | null;
}

/**
 * By how much dependence between neighbouring samples widens the interval of each quantile: `varianceInflation` of the
 * share of values below it. Values that tie with the quantile (whole milliseconds, one bucket) count in part, so that
 * the mean share is p exactly. `shares` ascend. null with too few stretches.
 */
export function quantileInflations(
  batches: readonly LatencyBatch[],
  shares: readonly number[],
  level = 0.95,
): readonly (number | null)[] {
  const { known } = preparedFor(batches);
  // Rows, bands and load steps ask for the same quantiles of the same stretches.
  const key = `${level} ${shares.join(' ')}`;
  const found = known.get(key) ?? inflationsOf(batches, shares, level);
  known.set(key, found);
  return found;
}

/** What is the same for all quantiles of some batches, and what was found of them. */
const preparedFor = memoised((batches: readonly LatencyBatch[]) => {
  const counts = batches.map(({ histogram, load = null }) => ({ count: histogramCount(histogram), load }));
  return {
    whole: joinBuckets(batches.map(({ histogram }) => histogram)),
    stretches: stretchesOf(counts),
    known: new Map<string, readonly (number | null)[]>(),
  };
});

function inflationsOf(
  batches: readonly LatencyBatch[],
  shares: readonly number[],
  level: number,
): (number | null)[] {
  const { whole, stretches } = preparedFor(batches);
  const n = histogramCount(whole);
  if (n === 0) return shares.map(() => null);
  const crossings = shares.map((p) => crossingOf(whole, n, p));
  const below = crossings.map(() => new Float64Array(batches.length));
  batches.forEach(({ histogram }, i) => setSumsBelow(histogram, crossings, below, i));
  return crossings.map(({ varianceOfOne }, k) => inflationOf(stretches, at(below, k), varianceOfOne, level));
}

function crossingOf({ zero, buckets }: Buckets, n: number, p: number): Crossing {
  let index: number | null = null;
  let below = 0;
  let inside = zero;
  for (let i = 0; i < buckets.length && p * n > below + inside; i += 2) {
    below += inside;
    index = buckets[i] ?? null;
    inside = buckets[i + 1] ?? 0;
  }
  const weight = inside === 0 ? 0 : Math.min(1, Math.max(0, (p * n - below) / inside));
  const mean = (below + weight * inside) / n;
  return { index, weight, varianceOfOne: (below + weight ** 2 * inside) / n - mean ** 2 };
}

/** What one batch has below each crossing, in one pass: crossings ascend like buckets. */
function setSumsBelow(
  { zero, buckets }: Buckets,
  crossings: readonly Crossing[],
  sums: readonly Float64Array[],
  batch: number,
): void {
  let below = zero;
  let i = 0;
  crossings.forEach(({ index, weight }, k) => {
    const sum = at(sums, k);
    if (index === null) {
      sum[batch] = weight * zero;
      return;
    }
    for (; i < buckets.length && (buckets[i] ?? Infinity) < index; i += 2) below += buckets[i + 1] ?? 0;
    sum[batch] = buckets[i] === index ? below + weight * (buckets[i + 1] ?? 0) : below;
  });
}
