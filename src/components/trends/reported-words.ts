import { formatChangeIn } from '../../model/text/format.ts';
import { seriesMetric, type TrendSeries } from '../../model/trend.ts';

/** "mean response time of Pay in Buying" */
export const placed = (series: TrendSeries): string => {
  const { label, scenario } = series;
  return `${seriesMetric(series).toLowerCase()} of ${label}${scenario === null || scenario === label ? '' : ` in ${scenario}`}`;
};

/** So many are named, the others counted. */
const mostNamed = 2;

/**
 * What reports confirm before a level shift can be found, regressions first: "Confirmed by reports, too recent for a level
 * shift (regression): median response time of Pay +41% since v2."; null if there is nothing.
 */
export function reportedText(trends: readonly TrendSeries[]): string | null {
  const all = trends.filter(({ reported }) => reported !== undefined);
  const worse = all.filter(({ reported }) => reported?.verdict === 'worse');
  const told = worse.length > 0 ? worse : all;
  if (told.length === 0) return null;
  const named = told.slice(0, mostNamed).map(changeOf);
  const more = told.length - named.length;
  const list = more > 0 ? `${named.join(', ')}, and ${more} more` : named.join(' and ');
  return `Confirmed by reports, too recent for a level shift (${worse.length > 0 ? 'regression' : 'improvement'}): ${list}.`;
}

const sizeOf = (relative: number | null, { unit }: TrendSeries): string =>
  relative === null ? 'from 0' : formatChangeIn(unit, relative);

/** "−28% since r10, after +42% in r06": what reports confirm of a series; null if there is nothing. */
export function reportedChange(series: TrendSeries): string | null {
  if (series.reported === undefined) return null;
  const { relative, run, after } = series.reported;
  const before = after === undefined ? '' : `, after ${sizeOf(after.relative, series)} in ${after.run}`;
  return `${sizeOf(relative, series)} since ${run}${before}`;
}

const changeOf = (series: TrendSeries): string => `${placed(series)} ${reportedChange(series) ?? ''}`;
