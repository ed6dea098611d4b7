import { formatChangeIn, formatChangeRangeIn, formatValue } from '../model/text/format.ts';
import { shortNames } from '../model/text/short-metric.ts';
import { seriesMetric, type TrendChangePoint, type TrendSeries } from '../model/trend.ts';

/** The metric of a series in a word or two. */
export const shortNameOf = (series: TrendSeries): string => {
  const short = shortNames[series.metric];
  if (short === undefined) return seriesMetric(series);
  // "p95" and "p99.9" stay as they are.
  return /^p\d/.test(short) ? short : short.charAt(0).toUpperCase() + short.slice(1);
};

/** The metric of a series in a line beneath its place: "p95 response time". Benchmarks have a "Median", as in their tables. */
export const panelNameOf = (series: TrendSeries): string =>
  series.isOfBenchmarks !== true &&
  /^response\.p\d/.test(series.metric) &&
  shortNames[series.metric] !== undefined
    ? `${shortNameOf(series)} response time`
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
        : formatChangeRangeIn(unit, relative, interval.lower, interval.upper),
    isSure: certainty === 'confirmed',
  };
}
