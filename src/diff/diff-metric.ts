import type { DiffMetric } from '../model/diff.ts';
import { metricOf } from '../model/metrics.ts';
import type { MetricChange } from '../model/run-report.ts';

/** head / base - 1, as far as that means anything: a base below 0 gives the share of its size. */
const relativeOf = (base: number, head: number, share: number): number =>
  base > 0 ? head / base - 1 : share;

/** A change of figures as the diff states it: shares, compared by their difference, become relative here too. */
export function diffMetric(change: MetricChange): DiffMetric {
  const { metric, scenario, endpoint, base, head, relative, interval, verdict, certainty, basis } = change;
  const isShare = metricOf(metric).unit === 'share';
  const scale = isShare ? (base === null ? 0 : Math.abs(base)) : 1;
  const bounds =
    interval?.lower == null || interval.upper == null ? null : ([interval.lower, interval.upper] as const);
  const isRelative = relative !== null && scale > 0;
  return {
    metric,
    scenario,
    endpoint: endpoint === '*' ? null : endpoint,
    base,
    head,
    relative: isRelative ? relativeOf(base!, head!, relative / scale) : relative === 0 ? 0 : null,
    interval: isRelative && bounds !== null ? [bounds[0] / scale, bounds[1] / scale] : null,
    verdict,
    certainty,
    basis,
    ...(change.settle !== undefined && { settle: change.settle }),
  };
}
