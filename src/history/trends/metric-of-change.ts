import type { DiffMetric } from '../../model/documents/diff.ts';
import type { TrendChangePoint } from '../../model/trend.ts';
import { isComparedByDifference } from './history-analysis.ts';

/** A change point in the form of `diff --json`: shares are stated relatively there. */
export function metricOfChange(
  {
    metric,
    terms,
    scenario,
    endpoint,
    before,
    after,
    relative,
    interval,
    certainty,
    runsBefore,
    runsAfter,
  }: TrendChangePoint,
  verdict: 'worse' | 'better',
): DiffMetric {
  const isShare = isComparedByDifference({ metric, terms });
  const scale = isShare && before !== 0 ? Math.abs(before) : 1;
  const bounds: [number, number] | null =
    interval?.lower == null || interval.upper == null
      ? null
      : [interval.lower / scale, interval.upper / scale];
  return {
    metric,
    terms,
    scenario,
    endpoint: endpoint === '*' ? null : endpoint,
    base: before,
    head: after,
    relative: before === 0 || relative === null ? null : relative / scale,
    interval: bounds,
    ...(before === 0 && { unit: isShare ? ('points' as const) : ('absolute' as const) }),
    verdict,
    certainty,
    basis: `level of ${runsAfter} points after ${runsBefore}`,
  };
}
