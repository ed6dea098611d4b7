import type { EndpointDigest, LatencyDigest } from '../../model/documents/digest.ts';
import type { ReportedPercentile } from '../../model/metrics/metric-value.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { ReportedBound } from '../../model/run-measures.ts';

/** The shares of percentiles that targets of a project are about. */
export function judgedShares({ targets }: Pick<Project, 'targets'>): number[] {
  const shares = new Set(targets.flatMap(({ metric }) => shareOfMetric(metric) ?? []));
  return [...shares].sort((a, b) => a - b);
}

/**
 * What the percentiles that a tool reported say of those that targets are about and that it left out: percentiles rise with
 * their share, so p95 is at most p99. Nothing of a percentile that the tool reported: it is judged as it is.
 */
export function reportedBounds(
  { latency }: Pick<EndpointDigest, 'latency'>,
  wanted: readonly number[],
): ReportedBound[] {
  if (latency?.source !== 'reported') return [];
  const known = reportedPercentiles(latency);
  return wanted.flatMap((share): ReportedBound[] => {
    const isReported = latency.quantiles?.some(({ p }) => p === share) ?? false;
    const bound = neighboursOf(known, share);
    return isReported || (bound.lower === null && bound.upper === null) ? [] : [{ share, ...bound }];
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
