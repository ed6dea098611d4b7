import type { EndpointDigest, LatencyDigest } from '../../model/documents/digest.ts';
import type { ReportedPercentile } from '../../model/metrics/metric-value.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { ReportedBound } from '../../model/run-measures.ts';
import { quantileRankSides, samplesForQuantile } from '../../stats/quantile.ts';

/** The shares of percentiles that targets of a project are about. */
export function judgedShares({ targets }: Pick<Project, 'targets'>): number[] {
  const shares = new Set(targets.flatMap(({ metric }) => shareOfMetric(metric) ?? []));
  return [...shares].sort((a, b) => a - b);
}

/**
 * What the percentiles that a tool reported say of those that targets are about and that it left out, or took of too few
 * samples: percentiles rise with their share, so p95 is at most p99. Nothing of a percentile that can be judged by itself.
 */
export function reportedBounds(
  { latency, count }: Pick<EndpointDigest, 'latency' | 'count'>,
  wanted: readonly number[],
): ReportedBound[] {
  if (latency?.source !== 'reported') return [];
  const known = reportedPercentiles(latency);
  // No more of the requests have a time than there are requests.
  const n = latency.count ?? count;
  return wanted.flatMap((share): ReportedBound[] => {
    const own = latency.quantiles?.find(({ p }) => p === share);
    const isTooFew = n !== null && n < samplesForQuantile(share);
    // An interval that the tool itself states, as of the median of a benchmark, is better than any bound.
    const isJudgedByItself = !isTooFew || own?.lower != null;
    if (own !== undefined && isJudgedByItself) return [];
    const bound = isTooFew ? boundOfFew(known, n, share) : neighboursOf(known, share);
    if (own === undefined && bound.lower === null && bound.upper === null) return [];
    return [{ share, ...bound }];
  });
}

/** All that a tool reported of a distribution, ascending by share: the minimum is that of 0, the maximum that of 1. */
function reportedPercentiles({ quantiles, min, max }: LatencyDigest): ReportedPercentile[] {
  const all = [
    { share: 0, ms: min },
    ...(quantiles ?? []).map(({ p, value }) => ({ share: p, ms: value })),
    { share: 1, ms: max },
  ];
  return all
    .flatMap(({ share, ms }) => (ms === null ? [] : [{ share, ms }]))
    .sort((a, b) => a.share - b.share);
}

type Sides = Pick<ReportedBound, 'lower' | 'upper'>;

const neighboursOf = (known: readonly ReportedPercentile[], share: number): Sides => ({
  lower: known.findLast((one) => one.share < share) ?? null,
  upper: known.find((one) => one.share > share) ?? null,
});

/**
 * Few samples have no upper bound. The lower one is a sample of known rank; of the reported percentiles, the highest that is
 * certainly no later sample stands for it: by every definition, q of n samples is at most the one of rank (n + 1) q + 1.
 */
function boundOfFew(known: readonly ReportedPercentile[], n: number, share: number): Sides {
  const { lower: rank } = quantileRankSides(n, share);
  const isAtMost = (one: ReportedPercentile): boolean =>
    rank !== null && one.share < 1 && (one.share === 0 || Math.floor((n + 1) * one.share) + 1 <= rank);
  return { lower: known.findLast(isAtMost) ?? null, upper: null };
}
