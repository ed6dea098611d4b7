import { metricOf } from '../model/metrics/metrics.ts';
import type { MetricChange } from '../model/run-report.ts';

/**
 * A change as a share of the base: shares are compared by their difference, but people state expectations relatively.
 * Null for a base of 0, unless nothing changed.
 */
export function asRelative(change: MetricChange): MetricChange {
  const { metric, base, relative, interval } = change;
  if (metricOf(change).unit !== 'share' || relative === null) return change;
  const scale = Math.abs(base ?? 0);
  if (scale === 0) return { ...change, relative: relative === 0 ? 0 : null, interval: null };
  // An error rate cannot fall by more than all of it, whatever a symmetric interval says.
  const floor = metric === 'errors.rate' ? -1 : -Infinity;
  const shrunk = (bound: number | null): number | null =>
    bound === null ? null : Math.max(floor, bound / scale);
  return {
    ...change,
    relative: relative / scale,
    interval: interval && { lower: shrunk(interval.lower), upper: shrunk(interval.upper) },
  };
}
