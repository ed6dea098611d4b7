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
 * the mean share is p exactly. null with too few stretches.
 */
export function quantileInflations(
  batches: readonly LatencyBatch[],
  shares: readonly number[],
  level = 0.95,
): (number | null)[] {
  const whole = joinBuckets(batches.map(({ histogram }) => histogram));
  const n = histogramCount(whole);
  if (n === 0) return shares.map(() => null);
  const counts = batches.map(({ histogram }) => histogramCount(histogram));
  return shares.map((p) => {
    const crossing = crossingOf(whole, n, p);
    const parts = batches.map(({ histogram, load = null }, i) => ({
      count: at(counts, i),
      sum: sumBelow(histogram, crossing),
      load,
    }));
    return varianceInflation(parts, crossing.varianceOfOne, level);
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

function sumBelow({ zero, buckets }: Buckets, { index, weight }: Crossing): number {
  if (index === null) return weight * zero;
  let below = zero;
  for (let i = 0; i < buckets.length; i += 2) {
    const bucket = buckets[i] ?? 0;
    if (bucket > index) break;
    below += (bucket === index ? weight : 1) * (buckets[i + 1] ?? 0);
  }
  return below;
}
