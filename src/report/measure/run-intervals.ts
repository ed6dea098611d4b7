import type { LatencyDigest } from '../../model/documents/digest.ts';
import type { Bounds } from '../../model/metrics/metric-value.ts';
import type { PercentileName } from '../../model/run-measures.ts';
import { histogramQuantile, histogramQuantileBounds, type Buckets } from '../../stats/histogram.ts';
import type { Interval, Weakness } from '../../stats/interval.ts';
import { shareInterval } from '../../stats/proportion.ts';
import { quantileRankSides, reachedUpper } from '../../stats/quantile.ts';
import { quantileInflations } from '../../stats/quantile-inflation.ts';
import { shareInflation } from '../../stats/variance-inflation.ts';
import { percentiles } from './percentiles.ts';
import type { Stretch } from './stretches.ts';

/** A 95% interval and what it rests on. */
export interface RunInterval {
  readonly bounds: Bounds;
  /** How many independent samples it is worth; null where no times tell whether neighbours resemble each other. */
  readonly effectiveN: number | null;
}

/** The interval with its missing sides at infinity, as verdicts take it; infinite on both sides if there is none. */
export const openInterval = (interval: RunInterval | null | undefined): Interval => ({
  lower: interval?.bounds.lower ?? -Infinity,
  upper: interval?.bounds.upper ?? Infinity,
});

/** Intervals of percentiles by name. */
export type PercentileIntervals = Partial<Record<PercentileName, RunInterval>>;

const shares = percentiles.map(([, p]) => p);
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
/** What was seen on the rarer side (failures, or requests beyond a percentile) is at least one independent event. */
const capped = (inflation: number | null, rarer: number): number | null =>
  inflation === null ? null : Math.min(inflation, Math.max(1, rarer));
const weaknessOf = (inflation: number | null, unseen: number): Weakness => ({
  inflation: inflation ?? 1,
  unseen,
});

/**
 * Intervals of a latency's percentiles that allow for dependence between neighbouring requests and for rejected rows,
 * any of which may have been fast or slow. Nothing for values that a tool reported.
 */
export function percentileIntervals(
  latency: LatencyDigest | null,
  stretches: readonly Stretch[],
  rejected: number,
): PercentileIntervals {
  const { histogram, count } = latency ?? {};
  if (latency === null || latency.source === 'reported' || histogram == null || count == null) return {};
  const intervals = intervalsAt(shares, { ...latency, histogram, count }, stretches, rejected);
  return Object.fromEntries(percentiles.map(([name], i) => [name, intervals[i]]));
}

/** Intervals of percentiles by their shares. */
export function intervalsAt(
  wanted: readonly number[],
  latency: LatencyDigest & { readonly histogram: Buckets; readonly count: number },
  stretches: readonly Stretch[],
  rejected: number,
): RunInterval[] {
  const { histogram, count } = latency;
  const inflations = quantileInflations(stretches, wanted);
  return wanted.map((p, i) => {
    const inflation = capped(inflations[i] ?? null, count * Math.min(p, 1 - p));
    const bounds = percentileBounds(latency, histogram, p, weaknessOf(inflation, rejected));
    return { bounds, effectiveN: inflation === null ? null : count / inflation };
  });
}

/** Bounds from the samples themselves where they are independent and complete, else from the histogram's buckets. */
function percentileBounds(latency: LatencyDigest, histogram: Buckets, p: number, weakness: Weakness): Bounds {
  const exact = latency.quantiles?.find((quantile) => quantile.p === p);
  const isPlain = weakness.inflation === 1 && weakness.unseen === 0;
  if (exact !== undefined && isPlain) return { lower: exact.lower, upper: exact.upper };
  const { lower, upper } = histogramQuantileBounds(histogram, p, 0.95, weakness);
  return {
    lower: finite(Math.min(lower, exact?.lower ?? Infinity)),
    upper:
      finite(Math.max(upper, exact?.upper ?? -Infinity)) ??
      reached(latency, histogram, p, { lower, weakness }),
  };
}

/** The upper bound where only dependence leaves too few samples for one; null where there are too few anyway. */
function reached(
  { max, count }: LatencyDigest,
  histogram: Buckets,
  p: number,
  { lower, weakness: { unseen = 0 } }: { lower: number; weakness: Weakness },
): number | null {
  const isEnough = quantileRankSides(count ?? 0, p, 0.95, { unseen }).upper !== null;
  if (!isEnough || max === null || !Number.isFinite(lower)) return null;
  return reachedUpper(histogramQuantile(histogram, p), lower, max);
}

/**
 * The interval of an error rate that allows for errors in bursts and for rejected rows, from none of them failed to all
 * did; null without requests.
 */
export function errorInterval(
  errors: number,
  count: number,
  stretches: readonly Stretch[] = [],
  rejected = 0,
): RunInterval | null {
  if (count === 0) return null;
  const parts = stretches.map((one) => ({ count: one.count, sum: one.errors, load: one.load }));
  const inflation = capped(shareInflation(parts), Math.min(errors, count - errors));
  const bounds = shareInterval(errors, count, weaknessOf(inflation, rejected));
  return { bounds, effectiveN: inflation === null ? null : count / inflation };
}
