import { metricKey, type MetricValue } from '../../model/metrics/metric-value.ts';
import { histogramRelativeError } from '../../stats/histogram.ts';

/** Sums in another order differ in the last digits. */
const rounding = 1e-9;

/** Metrics that depend on single samples beyond any error bound. They may differ after digests are merged. */
const unbounded: readonly string[] = ['apdex', 'users.sustained'];

/**
 * Lists the metrics whose value changed between two measurements of a run: percentiles that differ by more than a
 * digest's stated error, other metrics that differ at all, and metrics that appeared or disappeared.
 */
export function changedMetricValues(before: readonly MetricValue[], after: readonly MetricValue[]): string[] {
  const then = new Map(before.map((one) => [metricKey(one), one.value]));
  const now = new Map(after.map((one) => [metricKey(one), one.value]));
  const keys = new Map([...before, ...after].map((one) => [metricKey(one), one]));
  return [...keys].flatMap(([key, { metric, scenario, endpoint }]) => {
    const [earlier, later] = [then.get(key), now.get(key)];
    if (unbounded.includes(metric) || isSame(earlier, later, metric)) return [];
    const place = [scenario, endpoint].filter((part) => part !== null).join(' / ');
    return [`${metric} of ${place}: ${earlier ?? 'none'} became ${later ?? 'none'}`];
  });
}

function isSame(earlier: number | undefined, later: number | undefined, metric: string): boolean {
  if (earlier === undefined || later === undefined) return false;
  const bound = /^response\.p\d/.test(metric) ? histogramRelativeError + rounding : rounding;
  return Math.abs(later - earlier) <= bound * Math.abs(earlier);
}
