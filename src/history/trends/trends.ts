import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import { labelFor, type RunKind } from '../../model/run-kind.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import { at, entryOf } from '../../model/checked.ts';
import { metricKey, type MetricValue } from '../../model/metrics/metric-value.ts';
import { isBeyondSamples, shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import { metricOf, metricPlace, type MetricRef } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { TrendBreak, TrendPoint, TrendSeries, TrendTarget } from '../../model/trend.ts';
import { endpointNames } from '../../report/measure/endpoint-names.ts';
import { boundOf, holdsFor } from '../../report/targets/target-scope.ts';
import { targetName } from '../../report/targets/targets.ts';
import { isAbout, type Place } from '../runs/annotation-scope.ts';
import { shownReleaseTest } from '../compare/release-test.ts';
import { differencesBetween } from '../compare/comparability.ts';
import { environmentsOf, type Environments } from '../runs/environments.ts';
import { errorCountOf, placeNumber } from '../runs/metric-index.ts';
import { buildOf } from '../runs/build.ts';
import { pageSlug } from '../runs/pairs.ts';
import { whyIgnored } from '../runs/main-line.ts';
import { orderRuns } from '../runs/order.ts';
import { confirmedByReports, type ConfirmedByReport } from './reported-changes.ts';
import { analyseTrend, type TrendAnalysis } from './trend-analysis.ts';
import { confirmingRuns } from '../../stats/prediction.ts';

/** What is the same for every figure of a run. */
interface TrendRun {
  readonly measures: RunMeasures;
  /** Its place among all runs. */
  readonly order: number;
  readonly build: string;
  readonly facts: Pick<TrendPoint, 'run' | 'slug' | 'startedAt' | 'version' | 'commit' | 'release'>;
  /** Why the run counts for nothing; null where it counts. */
  readonly ignoredBecause: string | null;
}

/** A figure and the run that it is of. */
interface Occurrence {
  readonly of: TrendRun;
  readonly figure: MetricValue;
}

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

function trendRun(
  report: RunReport,
  reports: readonly RunReport[],
  order: number,
  project: Project,
  annotations: readonly Annotation[],
): TrendRun {
  const { id, measures } = report;
  const slug = pageSlug(report, reports);
  const { startedAt, manifest } = measures;
  const { version = null, commit = null } = manifest;
  const isRelease = shownReleaseTest(project)?.(measures) ?? false;
  return {
    measures,
    order,
    build: buildOf(measures),
    facts: { run: id, slug, startedAt, version, commit, ...(isRelease && { release: version ?? id }) },
    ignoredBecause: whyIgnored(measures, project, annotations),
  };
}

/** The figures of all runs by place: places of the newest run first, so that what is gone comes last. */
function occurrencesByPlace(runs: readonly TrendRun[]): Occurrence[][] {
  const byPlace = new Map<number, Occurrence[]>();
  for (const of of runs.toReversed()) {
    for (const figure of of.measures.metricValues) {
      const number = placeNumber(figure);
      const known = byPlace.get(number);
      if (known === undefined) byPlace.set(number, [{ of, figure }]);
      else if (at(known, -1).of !== of) known.push({ of, figure });
    }
  }
  return [...byPlace.values()].map((newestFirst) => newestFirst.reverse());
}

/** True of a percentile beyond which no run has a sample, unless a target asks for it. */
function isBeyondAll(occurrences: readonly Occurrence[], project: Project): boolean {
  const { figure } = at(occurrences, 0);
  const share = shareOfMetric(figure.metric);
  return (
    share !== null &&
    occurrences.every(({ figure: { n } }) => isBeyondSamples(share, n)) &&
    targetsOf(project, figure, figure.isTransaction).length === 0
  );
}

/** Why people left runs out of a figure's history, by run; the last word where there are several. */
const whyIgnoredHere = (place: Place, annotations: readonly Annotation[]): ReadonlyMap<string, string> =>
  new Map(
    annotations
      .filter((one) => one.action === 'ignore' && isAbout(one, place))
      .map(({ run, reason }) => [run, reason]),
  );

function pointsOf(
  occurrences: readonly Occurrence[],
  environments: Environments,
  ignoredHere: ReadonlyMap<string, string>,
): TrendPoint[] {
  return occurrences.map(({ of: { facts, measures, ignoredBecause: ofRun }, figure }) => {
    const { value, interval, source } = figure;
    const ignoredBecause = ofRun ?? ignoredHere.get(facts.run) ?? null;
    const environment = entryOf(environments.of, measures);
    const isIgnored = ignoredBecause !== null;
    const { run, slug, startedAt, version, commit, release } = facts;
    const bounds = interval;
    // Key by key: 5,000 runs have a million points, and to spread them takes three times as long.
    const point = {
      run,
      slug,
      startedAt,
      version,
      commit,
      value,
      bounds,
      source,
      environment,
      isIgnored,
      ignoredBecause,
    };
    return release === undefined ? point : { ...point, release };
  });
}

/** Where consecutive points that count are of different environments. */
function environmentBreaks(
  points: readonly TrendPoint[],
  occurrences: readonly Occurrence[],
  project: Project,
): TrendBreak[] {
  const breaks: TrendBreak[] = [];
  let previous = -1;
  for (const [index, { isIgnored, environment }] of points.entries()) {
    if (isIgnored) continue;
    if (previous >= 0 && at(points, previous).environment !== environment) {
      const { of: from } = at(occurrences, previous);
      const { of: to, figure } = at(occurrences, index);
      const differences = differencesBetween(from.measures, to.measures, figure.scenario, project);
      breaks.push({ index, kind: 'environment', label: differences.join('; '), link: null });
    }
    previous = index;
  }
  return breaks;
}

/** Where people said that history starts anew: the first point at or after the run that they named. */
function resetBreaks(
  occurrences: readonly Occurrence[],
  place: Place,
  { runs, annotations }: TrendSources,
): TrendBreak[] {
  return annotations
    .filter((one) => one.action === 'reset' && isAbout(one, place))
    .flatMap((one) => {
      const at = runs.findLastIndex(({ id }) => id === one.run);
      const index = occurrences.findIndex(({ of }) => at >= 0 && of.order >= at);
      return index < 1 ? [] : { index, kind: 'reset' as const, label: one.reason, link: one.link ?? null };
    });
}

function targetsOf({ targets }: Project, place: Place, isTransaction = false): TrendTarget[] {
  const { metric, scenario, endpoint } = place;
  return targets
    .filter((target) => target.metric === metric && holdsFor(target, scenario, endpoint))
    .filter((target) => !isTransaction || target.endpoint !== undefined)
    .map((target) => ({
      id: target.id,
      label: targetName(target),
      ...boundOf(target),
    }));
}

function trendOf(
  occurrences: readonly Occurrence[],
  sources: TrendSources,
  known: TrendAnalysis | undefined,
): TrendSeries {
  const { project, annotations } = sources;
  const { metric, scenario, endpoint } = at(occurrences, 0).figure;
  const { isTransaction } = at(occurrences, -1).figure;
  // As the newest run speaks of it.
  const place = { metric, terms: at(occurrences, -1).figure.terms, scenario, endpoint };
  const environments = sources.environments(scenario);
  const points = pointsOf(occurrences, environments, whyIgnoredHere(place, annotations));
  const breaks = [
    ...environmentBreaks(points, occurrences, project),
    ...resetBreaks(occurrences, place, sources),
  ].sort((a, b) => a.index - b.index);
  const builds = occurrences.map(({ of }) => of.build);
  const errors = metric.startsWith('errors.')
    ? occurrences.map(({ of, figure }) => errorCountOf(of.measures, { ...figure, metric: 'errors.rate' }))
    : undefined;
  const found = known ?? analyseTrend({ place, points, builds, errors, breaks, project, annotations });
  return {
    key: metricKey(place),
    ...place,
    label: sources.labelOf(place),
    ...wordsOf(place, at(occurrences, -1).of.measures.kind),
    ...(isTransaction && { isTransaction }),
    unit: metricOf(place).unit,
    direction: metricOf(place).direction,
    environments: environments.all,
    points,
    breaks,
    ...found,
    ...(isFormer(found, occurrences, sources) && { isFormer: true }),
    ...reportedOf(sources.confirmed.get(metricKey(place)), points, found),
    targets: targetsOf(project, place, isTransaction),
  };
}

/** True if the standing of a series is one of an earlier build than the latest. */
const isFormer = (
  { newest }: TrendAnalysis,
  occurrences: readonly Occurrence[],
  { latestBuild }: TrendSources,
): boolean =>
  newest !== null &&
  occurrences.find(({ of }) => of.facts.run === newest.run)?.of.build !== (latestBuild ?? undefined);

/** What a report confirms, unless a change point of its own time or later has the change. */
function reportedOf(
  confirmed: ConfirmedByReport | undefined,
  points: readonly TrendPoint[],
  { changePoints }: TrendAnalysis,
): Pick<TrendSeries, 'reported'> {
  if (confirmed === undefined) return {};
  const { report, change, after } = confirmed;
  const at = points.findIndex(({ run }) => run === report.id);
  if (at < 0 || changePoints.some(({ index }) => index > at - confirmingRuns)) return {};
  const verdict = change.verdict === 'better' ? 'better' : 'worse';
  return {
    reported: {
      run: report.id,
      relative: change.relative,
      verdict,
      ...(after !== undefined && { after: { run: after.report.id, relative: after.change.relative } }),
    },
  };
}

/** How the metric of a series is called, where the table of metrics does not say it: measures, and all of benchmarks. */
function wordsOf(of: MetricRef, kind: RunKind): Pick<TrendSeries, 'metricLabel' | 'isOfBenchmarks'> {
  const { label } = metricOf(of);
  if (kind === 'benchmark') return { metricLabel: labelFor(kind, label), isOfBenchmarks: true };
  return isMeasure(of.metric) ? { metricLabel: label } : {};
}

function labels(reports: readonly RunReport[], project: Project): (place: Place) => string {
  const names = endpointNames(project);
  const scenarios = new Map(
    reports.flatMap(({ measures }) => measures.scenarios.map(({ id, name }) => [id, name])),
  );
  return ({ scenario, endpoint }) =>
    endpoint === null ? (scenarios.get(scenario ?? '') ?? scenario ?? 'Whole run') : names(endpoint).label;
}

/** What was found out of a trend, without its points. */
export const analysisOf = ({ changePoints, levels, drift, newest }: TrendSeries): TrendAnalysis => ({
  changePoints,
  levels,
  drift,
  newest,
});

/**
 * The history of every figure over all runs that have a date: one series per metric and place, in table order. Change
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
  const trendRuns = dated.map((report, i) => trendRun(report, reports, i, project, annotations));
  const byScenario = new Map<string | null, Environments>();
  const sources: TrendSources = {
    runs,
    project,
    annotations,
    confirmed: confirmedByReports(dated, project, annotations),
    latestBuild: trendRuns.findLast(({ ignoredBecause }) => ignoredBecause === null)?.build ?? null,
    labelOf: labels(dated, project),
    environments: (scenario) => {
      const known = byScenario.get(scenario) ?? environmentsOf(runs, scenario, project);
      byScenario.set(scenario, known);
      return known;
    },
  };
  const metricAt = (occurrences: readonly Occurrence[]): number =>
    metricPlace(at(occurrences, 0).figure.metric);
  return occurrencesByPlace(trendRuns)
    .filter((occurrences) => !isBeyondAll(occurrences, project))
    .sort((a, b) => metricAt(a) - metricAt(b))
    .map((occurrences, i) => trendOf(occurrences, sources, known[i]));
}
