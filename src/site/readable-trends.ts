import type { Bounds } from '../model/metrics/metric-value.ts';
import { metricOf, type MetricTerms } from '../model/metrics/metrics.ts';
import type { TrendSeries } from '../model/trend.ts';
import { readableScale, scaledBy, type UnitScale } from '../model/metrics/unit-scale.ts';

const isTime = ({ metric }: TrendSeries): boolean => metric.startsWith('response.');

/** Series that are read side by side: all times of an endpoint share a unit, any other metric has its own. */
const groupOf = (series: TrendSeries): string =>
  JSON.stringify([series.scenario, series.endpoint, isTime(series) ? 'times' : series.metric]);

/** The unit of a group: that of its medians where it has them. */
function scaleOf(group: readonly TrendSeries[]): UnitScale | null {
  const median = group.find(({ metric }) => metric === 'response.p50') ?? group[0];
  if (median === undefined) return null;
  return readableScale(
    median.unit,
    median.points.map(({ value }) => value),
  );
}

/** The terms of a series whose values are in this unit: what prints a value finds its unit there. */
function inUnit(series: TrendSeries, unit: string): MetricTerms {
  const { label, direction, minimumEffect } = metricOf(series);
  return { label, direction, minimumEffect, unit };
}

function inScale(series: TrendSeries, scale: UnitScale): TrendSeries {
  if (scale.factor === 1) return series;
  const by = (value: number): number => scaledBy(value, scale);
  const side = (value: number | null): number | null => (value === null ? null : by(value));
  const bounds = (both: Bounds | null): Bounds | null =>
    both === null ? null : { lower: side(both.lower), upper: side(both.upper) };
  return {
    ...series,
    unit: scale.unit,
    terms: inUnit(series, scale.unit),
    points: series.points.map((point) => ({
      ...point,
      value: by(point.value),
      bounds: bounds(point.bounds),
    })),
    levels: series.levels.map((level) => ({ ...level, value: by(level.value) })),
    changePoints: series.changePoints.map((change) => ({
      ...change,
      before: by(change.before),
      after: by(change.after),
      // From 0 the interval is one of the difference.
      interval: change.relative === null ? bounds(change.interval) : change.interval,
    })),
    newest:
      series.newest === null
        ? null
        : { ...series.newest, value: by(series.newest.value), expected: bounds(series.newest.expected) },
    targets: series.targets.map((target) => ({ ...target, value: by(target.value) })),
  };
}

/** Trends in the units in which they can be read: nanoseconds of a benchmark are not 0.00025 ms. */
export function readableTrends(trends: readonly TrendSeries[]): TrendSeries[] {
  const scales = new Map(
    [...Map.groupBy(trends, groupOf)].map(([key, group]) => [key, scaleOf(group)] as const),
  );
  return trends.map((series) => {
    const scale = scales.get(groupOf(series)) ?? null;
    return scale === null ? series : inScale(series, scale);
  });
}
