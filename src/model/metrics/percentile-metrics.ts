import type { Metric } from './metric.ts';

/** `response.p98`, `response.p99.5`: the percentile that N per cent of the requests did not exceed. */
export type PercentileMetricId = `response.p${number}`;

/** The old name of p99.9, which is what the table calls it. */
const nines = 'response.p999';
const form = /^response\.p(\d{1,2}(?:\.\d{1,2})?)$/;

/** The share of a percentile metric: 0.98 of `response.p98`, 0.999 of `response.p999`; null for other metrics. */
export function shareOfMetric(id: string): number | null {
  if (id === nines) return 0.999;
  const percent = Number(form.exec(id)?.[1] ?? NaN);
  return percent >= 1 && percent <= 99.99 ? Number((percent / 100).toPrecision(6)) : null;
}

/**
 * True where no sample lies beyond a percentile of a tail: p99 of ten samples is the largest one by another name. False where
 * the number of samples is unknown.
 */
export const isBeyondSamples = (share: number, n: number | null): boolean =>
  n !== null && share > 0.5 && n * (1 - share) < 1 - 1e-9;

/** The one id of a percentile: `response.p99.90` is `response.p999`. Null for other metrics, and below 1 or above 99.99. */
export function percentileId(id: string): PercentileMetricId | null {
  const share = shareOfMetric(id);
  return share === null ? null : metricOfShare(share);
}

/** The percentile metric of a share from 0.01 to 0.9999. */
export function metricOfShare(share: number): PercentileMetricId {
  return share === 0.999 ? nines : `response.p${Number((share * 100).toPrecision(6))}`;
}

/** "98th", "99.5th", "91st". */
export function ordinal(percent: number): string {
  const ending = ['th', 'st', 'nd', 'rd'][percent % 10] ?? 'th';
  return `${percent}${percent >= 11 && percent <= 13 ? 'th' : ending}`;
}

/** A percentile of one's own as a metric; null for other ids. */
export function percentileMetric(id: string): Metric | null {
  const share = shareOfMetric(id);
  if (share === null) return null;
  return {
    id,
    label: `${ordinal(Number((share * 100).toPrecision(6)))} percentile response time`,
    unit: 'ms',
    direction: 'lower',
    of: 'endpoint',
    minimumEffect: 0.1,
  };
}
