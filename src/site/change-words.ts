import { formatChangeBound, formatChangeIn, formatValue } from '../model/text/format.ts';
import type { MetricId } from '../model/metrics/metrics.ts';
import { seriesMetric, type TrendChangePoint, type TrendSeries } from '../model/trend.ts';

const short: Partial<Record<MetricId, string>> = {
  'response.p50': 'p50',
  'response.p90': 'p90',
  'response.p95': 'p95',
  'response.p99': 'p99',
  'response.p999': 'p99.9',
  'errors.rate': 'Errors',
  'throughput.requestsPerSecond': 'Requests/s',
  'cpu.average': 'CPU',
};

/** The metric of a series in a word or two. */
export const shortNameOf = (series: TrendSeries): string => short[series.metric] ?? seriesMetric(series);

/** The metric of a series in a line beneath its place: "p95 response time". */
export const panelNameOf = (series: TrendSeries): string =>
  /^response\.p\d/.test(series.metric) && short[series.metric] !== undefined
    ? `${short[series.metric]} response time`
    : seriesMetric(series);

/** A change in words: how much, from where to where, and within which interval. */
export interface ChangeFacts {
  readonly size: string;
  readonly levels: string;
  readonly interval: string | null;
  readonly isSure: boolean;
}

/** The words for a change point. A share changes by points: its size is the difference. */
export function changeFacts({ unit }: TrendSeries, change: TrendChangePoint): ChangeFacts {
  const { relative, interval, before, after, certainty } = change;
  return {
    size: formatChangeIn(unit, relative),
    levels: `${formatValue(before, unit)} to ${formatValue(after, unit)}`,
    interval:
      interval?.lower == null || interval.upper == null
        ? null
        : [interval.lower, interval.upper]
            .map((bound) => formatChangeBound(unit, relative, bound))
            .join(' to '),
    isSure: certainty === 'confirmed',
  };
}
