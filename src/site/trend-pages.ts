import { defaultScenario } from '../model/lifecycle.ts';
import { present } from '../model/checked.ts';
import type { RunReport } from '../model/run-report.ts';
import { slug } from '../model/text/slug.ts';
import type { TrendSeries } from '../model/trend.ts';
import { readableTrends } from './readable-trends.ts';

/** The page of an endpoint or operation with all its series; whole scenarios share one. */
export interface TrendPage {
  readonly slug: string;
  readonly label: string;
  readonly series: readonly TrendSeries[];
}

/** The series as readers know them: scenarios under their names instead of their ids, values in readable units. */
export function namedTrends(trends: readonly TrendSeries[], reports: readonly RunReport[]): TrendSeries[] {
  const names = new Map(
    reports.flatMap(({ measures }) => measures.scenarios.map(({ id, name }) => [id, name])),
  );
  return readableTrends(trends).map((series) => {
    if (series.scenario === null) return series;
    // Benchmarks know no scenarios: a single one, with or without a name, is only the folder of their files.
    const isPart = series.endpoint !== null && series.endpoint !== '*';
    if (
      names.size <= 1 &&
      (series.isOfBenchmarks === true || (isPart && series.scenario === defaultScenario))
    )
      return { ...series, scenario: null };
    return { ...series, scenario: names.get(series.scenario) ?? series.scenario };
  });
}

const wholeKey = '*';

/** All trend pages, whole scenarios first, then endpoints in the order in which the series name them. */
export function trendPages(trends: readonly TrendSeries[]): TrendPage[] {
  const groups = Map.groupBy(trends, ({ endpoint }) => endpoint ?? wholeKey);
  const slugs = new Set([...groups.keys()].map(slug));
  const whole = present(
    ['whole-scenarios', 'all-requests', 'every-request'].find((name) => !slugs.has(name)),
    'no project names endpoints after all three',
  );
  return [...groups]
    .map(([key, series]) => ({
      slug: key === wholeKey ? whole : slug(key),
      label:
        key === wholeKey
          ? series[0]?.isOfBenchmarks === true || series.every(({ scenario }) => scenario === null)
            ? 'Whole run'
            : 'Whole scenarios'
          : (series[0]?.label ?? key),
      series,
    }))
    .toSorted((a, b) => Number(b.slug === whole) - Number(a.slug === whole));
}
