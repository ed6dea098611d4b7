import { at } from '../model/checked.ts';
import { histogramCount, joinBuckets, type Buckets } from './histogram.ts';
import { varianceInflation } from './variance-inflation.ts';

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
): (number | null)[] {
  const whole = joinBuckets(batches.map(({ histogram }) => histogram));
  const n = histogramCount(whole);
  if (n === 0) return shares.map(() => null);
  const crossings = shares.map((p) => crossingOf(whole, n, p));
  const parts = batches.map(({ histogram, load = null }) => ({
    count: histogramCount(histogram),
    sums: sumsBelow(histogram, crossings),
    load,
  }));
  return crossings.map(({ varianceOfOne }, i) => {
    const ofShare = parts.map(({ count, sums, load }) => ({ count, sum: at(sums, i), load }));
    return varianceInflation(ofShare, varianceOfOne, level);
  });
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

/** What each crossing has below it, in one pass: crossings ascend like buckets. */
function sumsBelow({ zero, buckets }: Buckets, crossings: readonly Crossing[]): number[] {
  let below = zero;
  let i = 0;
  return crossings.map(({ index, weight }) => {
    if (index === null) return weight * zero;
    for (; i < buckets.length && (buckets[i] ?? Infinity) < index; i += 2) below += buckets[i + 1] ?? 0;
    return buckets[i] === index ? below + weight * (buckets[i + 1] ?? 0) : below;
  });
}
