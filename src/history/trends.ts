import type { Annotation } from '../model/annotations.ts';
import { figureKey, type Figure } from '../model/figure.ts';
import { metricIds, metricOf } from '../model/metrics.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { RunReport } from '../model/run-report.ts';
import type { TrendBreak, TrendPoint, TrendSeries, TrendTarget } from '../model/trend.ts';
import { endpointNames } from '../report/endpoint-names.ts';
import { boundOf, holdsFor } from '../report/target-scope.ts';
import { boundText } from '../report/targets.ts';
import { annotationFor, isAbout, type Place } from './annotation-scope.ts';
import { differencesBetween } from './comparability.ts';
import { environmentsOf, type Environments } from './environments.ts';
import { placeNumber } from './figure-index.ts';
import { buildOf, whyIgnored } from './main-line.ts';
import { orderRuns } from './order.ts';
import { analyseTrend } from './trend-analysis.ts';

/** A figure and the run that it is of. */
interface Occurrence {
  readonly report: RunReport;
  readonly figure: Figure;
}

/** All that is the same for every series. */
interface TrendSources {
  readonly runs: readonly RunMeasures[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  /** Why a run counts for nothing, by run; null where it counts. */
  readonly ignored: ReadonlyMap<string, string | null>;
  readonly labelOf: (place: Place) => string;
  readonly environments: (scenario: string | null) => Environments;
}

/** The figures of all runs by place: places of the newest run first, so that what is gone comes last. */
function occurrencesByPlace(reports: readonly RunReport[]): Occurrence[][] {
  const byPlace = new Map<number, Occurrence[]>();
  for (const report of reports.toReversed()) {
    for (const figure of report.measures.figures) {
      const number = placeNumber(figure);
      const known = byPlace.get(number);
      if (known === undefined) byPlace.set(number, [{ report, figure }]);
      else if (known.at(-1)!.report !== report) known.push({ report, figure });
    }
  }
  return [...byPlace.values()].map((newestFirst) => newestFirst.reverse());
}

function whyPointIgnored(sources: TrendSources, run: string, place: Place): string | null {
  const ofRun = sources.ignored.get(run) ?? null;
  return ofRun ?? annotationFor(sources.annotations, 'ignore', run, place)?.reason ?? null;
}

function pointsOf(
  occurrences: readonly Occurrence[],
  environments: Environments,
  sources: TrendSources,
): TrendPoint[] {
  return occurrences.map(({ report: { id, slug, measures }, figure }) => {
    const ignoredBecause = whyPointIgnored(sources, id, figure);
    return {
      run: id,
      slug,
      startedAt: measures.startedAt,
      version: measures.manifest.version ?? null,
      commit: measures.manifest.commit ?? null,
      value: figure.value,
      bounds: figure.interval,
      source: figure.source,
      environment: environments.of.get(measures)!,
      isIgnored: ignoredBecause !== null,
      ignoredBecause,
    };
  });
}

/** Where consecutive points that count are of different environments. */
function environmentBreaks(
  points: readonly TrendPoint[],
  occurrences: readonly Occurrence[],
  project: Project,
): TrendBreak[] {
  const counted = points.flatMap((point, i) => (point.isIgnored ? [] : i));
  return counted.flatMap((index, i) => {
    const previous = counted[i - 1];
    if (previous === undefined || points[previous]!.environment === points[index]!.environment) return [];
    const [from, to] = [occurrences[previous]!, occurrences[index]!];
    const differences = differencesBetween(
      from.report.measures,
      to.report.measures,
      to.figure.scenario,
      project,
    );
    return { index, kind: 'environment' as const, label: differences.join('; '), link: null };
  });
}

/** Where people said that history starts anew: the first point at or after the run that they named. */
function resetBreaks(occurrences: readonly Occurrence[], place: Place, sources: TrendSources): TrendBreak[] {
  const order = new Map(sources.runs.map(({ id }, i) => [id, i]));
  return sources.annotations
    .filter((one) => one.action === 'reset' && isAbout(one, place))
    .flatMap((one) => {
      const at = order.get(one.run);
      const index = occurrences.findIndex(({ report }) => at !== undefined && order.get(report.id)! >= at);
      return index < 1 ? [] : { index, kind: 'reset' as const, label: one.reason, link: one.link ?? null };
    });
}

function targetsOf({ targets }: Project, { metric, scenario, endpoint }: Place): TrendTarget[] {
  return targets
    .filter((target) => target.metric === metric && holdsFor(target, scenario, endpoint))
    .map((target) => ({
      id: target.id,
      label: target.label ?? `${metricOf(metric).label} ${boundText(boundOf(target), metric)}`,
      ...boundOf(target),
    }));
}

function trendOf(occurrences: readonly Occurrence[], sources: TrendSources): TrendSeries {
  const { project, annotations } = sources;
  const { metric, scenario, endpoint } = occurrences[0]!.figure;
  const place = { metric, scenario, endpoint };
  const environments = sources.environments(scenario);
  const points = pointsOf(occurrences, environments, sources);
  const breaks = [
    ...environmentBreaks(points, occurrences, project),
    ...resetBreaks(occurrences, place, sources),
  ].sort((a, b) => a.index - b.index);
  const builds = occurrences.map(({ report }) => buildOf(report.measures));
  return {
    key: figureKey(place),
    ...place,
    label: sources.labelOf(place),
    unit: metricOf(metric).unit,
    direction: metricOf(metric).direction,
    environments: environments.all,
    points,
    breaks,
    ...analyseTrend({ place, points, builds, breaks, project, annotations }),
    targets: targetsOf(project, place),
  };
}

function labels(reports: readonly RunReport[], project: Project): (place: Place) => string {
  const names = endpointNames(project);
  const scenarios = new Map(
    reports.flatMap(({ measures }) => measures.scenarios.map(({ id, name }) => [id, name])),
  );
  return ({ scenario, endpoint }) =>
    endpoint === null ? (scenarios.get(scenario ?? '') ?? scenario ?? 'Whole run') : names(endpoint).label;
}

/**
 * The history of every figure over all runs that have a date: one series per metric and place, in table order. Change
 * points, levels and drift are found within one environment; runs off the main line and ignored ones are shown only.
 */
export function trendsOf(
  reports: readonly RunReport[],
  project: Project,
  annotations: readonly Annotation[],
): TrendSeries[] {
  const { dated } = orderRuns(reports, ({ measures }) => measures);
  const runs = dated.map(({ measures }) => measures);
  const byScenario = new Map<string | null, Environments>();
  const sources: TrendSources = {
    runs,
    project,
    annotations,
    ignored: new Map(runs.map((run) => [run.id, whyIgnored(run, project, annotations)])),
    labelOf: labels(dated, project),
    environments: (scenario) => {
      const known = byScenario.get(scenario) ?? environmentsOf(runs, scenario, project);
      byScenario.set(scenario, known);
      return known;
    },
  };
  const order = new Map(metricIds.map((id, i) => [id, i]));
  return occurrencesByPlace(dated)
    .map((occurrences) => trendOf(occurrences, sources))
    .sort((a, b) => order.get(a.metric)! - order.get(b.metric)!);
}
