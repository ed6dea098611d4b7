import { metricKey } from '../../model/metrics/metric-value.ts';
import type { MetricId } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunReport } from '../../model/run-report.ts';
import { targetName } from '../../report/targets/targets.ts';
import { slug } from '../../model/text/slug.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import { seriesMetric, type TrendSeries } from '../../model/trend.ts';
import type { Badge } from './badge-svg.ts';
import { trendBadge, valueBadge } from './trend-badge.ts';

/** What a scenario has badges for: of all its requests, and of the scenario itself. */
const badgeMetrics: readonly MetricId[] = [
  'response.p50',
  'response.p95',
  'errors.rate',
  'throughput.requestsPerSecond',
  'cpu.average',
];

/** Further scenarios have no badges, so that a site with thousands of them does not grow by as many files. */
const mostScenarios = 25;

/** Two badges of one metric of a scenario. */
export interface MetricBadges {
  /** Part of the address. */
  readonly scenario: string;
  readonly metric: MetricId;
  readonly value: Badge;
  readonly trend: Badge;
}

const isOfScenario = ({ metric, scenario, endpoint, isOfBenchmarks }: TrendSeries): boolean =>
  scenario !== null &&
  isOfBenchmarks === undefined &&
  (endpoint === null || endpoint === '*') &&
  badgeMetrics.includes(metric);

/** Badges of the main metrics of each scenario. The scenarios of the latest runs come first. */
export function metricBadges(trends: readonly TrendSeries[]): MetricBadges[] {
  const byScenario = Map.groupBy(trends.filter(isOfScenario), ({ scenario }) => scenario ?? '');
  return [...byScenario].slice(0, mostScenarios).flatMap(([scenario, some]) =>
    badgeMetrics.flatMap((metric): MetricBadges[] => {
      const series = some.find((one) => one.metric === metric);
      if (series === undefined) return [];
      const label =
        scenario === defaultScenario ? seriesMetric(series) : `${seriesMetric(series)} · ${scenario}`;
      const [value, trend] = [valueBadge(label, series), trendBadge(label, series)];
      return [{ scenario: slug(scenario), metric, value, trend }];
    }),
  );
}

/** A trend badge for each target, by its id: of the place at which the latest run is furthest from the target. */
export function targetTrends(
  { targets }: Project,
  report: RunReport | undefined,
  trends: readonly TrendSeries[],
): Map<string, Badge> {
  const byKey = new Map(trends.map((series) => [series.key, series]));
  return new Map(
    targets.map((target) => {
      const result = report?.targets.find(({ id }) => id === target.id);
      const series = result && byKey.get(metricKey(result));
      return [target.id, trendBadge(targetName(target), series)];
    }),
  );
}
