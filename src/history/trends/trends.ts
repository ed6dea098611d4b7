import type { Annotation } from '../../model/documents/annotations.ts';
import { at } from '../../model/checked.ts';
import { metricKey } from '../../model/metrics/metric-value.ts';
import { isBeyondSamples, shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import { metricOf, metricPlace } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendSeries } from '../../model/trend.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { environmentsOf, type Environments } from '../runs/environments.ts';
import { errorCountOf } from '../runs/metric-index.ts';
import { orderRuns } from '../runs/order.ts';
import { confirmedByReports, reportedOf, type ConfirmedByReport } from './reported-changes.ts';
import { trendRun, runValuesByPlace, type RunValue } from './run-values.ts';
import { metricNames, placeNames } from './series-names.ts';
import { analyseTrend, type TrendAnalysis } from './trend-analysis.ts';
import { breaksOf } from './trend-breaks.ts';
import { trendPoints } from './trend-points.ts';
import { trendTargets } from './trend-targets.ts';

/** All that is the same for every series. */
interface TrendSources {
  readonly runs: readonly RunMeasures[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  readonly labelOf: (place: Place) => string;
  readonly environments: (scenario: string | null) => Environments;
  readonly confirmed: ReadonlyMap<string, ConfirmedByReport>;
  /** The build of the latest run that counts; null if none does. */
  readonly latestBuild: string | null;
}

/** True of a percentile beyond which no run has a sample, unless a target asks for it. */
function isBeyondAll(values: readonly RunValue[], project: Project): boolean {
  const { metricValue } = at(values, 0);
  const share = shareOfMetric(metricValue.metric);
  return (
    share !== null &&
    values.every(({ metricValue: { n } }) => isBeyondSamples(share, n)) &&
    trendTargets(project, metricValue, metricValue.isTransaction).length === 0
  );
}

/** True if the standing of a series is one of an earlier build than the latest. */
const isFormer = (
  { newest }: TrendAnalysis,
  values: readonly RunValue[],
  { latestBuild }: TrendSources,
): boolean =>
  newest !== null &&
  values.find(({ of }) => of.facts.run === newest.run)?.of.build !== (latestBuild ?? undefined);

function trendOf(
  values: readonly RunValue[],
  sources: TrendSources,
  known: TrendAnalysis | undefined,
): TrendSeries {
  const { project, annotations, confirmed } = sources;
  const { metric, scenario, endpoint } = at(values, 0).metricValue;
  const { of: newest, metricValue: newestValue } = at(values, -1);
  const { isTransaction, terms } = newestValue;
  const place = { metric, terms, scenario, endpoint };
  const environments = sources.environments(scenario);
  const points = trendPoints(values, place, environments, annotations);
  const breaks = breaksOf(points, values, place, sources);
  const builds = values.map(({ of }) => of.build);
  const errors = metric.startsWith('errors.')
    ? values.map(({ of, metricValue }) =>
        errorCountOf(of.measures, { ...metricValue, metric: 'errors.rate' }),
      )
    : undefined;
  const found = known ?? analyseTrend({ place, points, builds, errors, breaks, project, annotations });
  const key = metricKey(place);
  const { unit, direction } = metricOf(place);
  return {
    key,
    ...place,
    label: sources.labelOf(place),
    ...metricNames(place, newest.measures.kind),
    ...(isTransaction && { isTransaction }),
    unit,
    direction,
    environments: environments.all,
    points,
    breaks,
    ...found,
    ...(isFormer(found, values, sources) && { isFormer: true }),
    ...reportedOf(confirmed.get(key), { points, ...found }),
    targets: trendTargets(project, place, isTransaction),
  };
}

/** What was found out of a trend, without its points. */
export const analysisOf = ({ changePoints, levels, drift, newest }: TrendSeries): TrendAnalysis => ({
  changePoints,
  levels,
  drift,
  newest,
});

/**
 * The history of every metric over all runs that have a date: one series per metric and place, in table order. Change
 * points, levels and drift are found within one environment; runs off the main line and ignored ones are shown only.
 * `known` is what was found out of the same trends before, in their order.
 */
export function trendsOf(
  reports: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
  known: readonly TrendAnalysis[] = [],
): TrendSeries[] {
  const { dated } = orderRuns(reports, ({ measures }) => measures);
  const runs = dated.map(({ measures }) => measures);
  const trendRuns = dated.map((report, i) => trendRun(report, i, { reports, project, annotations }));
  const byScenario = new Map<string | null, Environments>();
  const sources: TrendSources = {
    runs,
    project,
    annotations,
    confirmed: confirmedByReports(dated, project, annotations),
    latestBuild: trendRuns.findLast(({ ignoredBecause }) => ignoredBecause === null)?.build ?? null,
    labelOf: placeNames(dated, project),
    environments: (scenario) => {
      const known = byScenario.get(scenario) ?? environmentsOf(runs, scenario, project);
      byScenario.set(scenario, known);
      return known;
    },
  };
  const metricAt = (values: readonly RunValue[]): number => metricPlace(at(values, 0).metricValue.metric);
  return runValuesByPlace(trendRuns)
    .filter((values) => !isBeyondAll(values, project))
    .sort((a, b) => metricAt(a) - metricAt(b))
    .map((values, i) => trendOf(values, sources, known[i]));
}
