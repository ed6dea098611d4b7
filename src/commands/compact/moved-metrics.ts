import { metricKey, type MetricValue } from '../../model/metric-value.ts';
import { histogramRelativeError } from '../../stats/histogram.ts';

/** Sums in another order differ in the last digits. */
const rounding = 1e-9;

/** Metrics that hang on single samples in ways that no error bound covers; they may differ where digests merge. */
const unbounded: readonly string[] = ['apdex', 'users.sustained'];

/**
 * Names the figures of a run that are not what they were: percentiles off by more than a digest's stated error, others
 * off at all, figures that came or went. Empty where a digest says the same as the samples that it was made from.
 */
export function movedFigures(before: readonly MetricValue[], after: readonly MetricValue[]): string[] {
  const then = new Map(before.map((one) => [metricKey(one), one.value]));
  const now = new Map(after.map((one) => [metricKey(one), one.value]));
  const keys = new Map([...before, ...after].map((one) => [metricKey(one), one]));
  return [...keys].flatMap(([key, { metric, scenario, endpoint }]) => {
    const [old, fresh] = [then.get(key), now.get(key)];
    if (unbounded.includes(metric) || isSame(old, fresh, metric)) return [];
    const place = [scenario, endpoint].filter((part) => part !== null).join(' / ');
    return [`${metric} of ${place}: ${old ?? 'none'} became ${fresh ?? 'none'}`];
  });
}

function isSame(old: number | undefined, fresh: number | undefined, metric: string): boolean {
  if (old === undefined || fresh === undefined) return false;
  const bound = /^response\.p\d/.test(metric) ? histogramRelativeError + rounding : rounding;
  return Math.abs(fresh - old) <= bound * Math.abs(old);
}
