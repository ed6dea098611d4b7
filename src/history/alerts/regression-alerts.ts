import { at } from '../../model/checked.ts';
import type { Alert } from '../../model/documents/alert.ts';
import type { Annotation } from '../../model/documents/annotations.ts';
import type { Project } from '../../model/documents/project.ts';
import type { TrendChangePoint, TrendSeries } from '../../model/trend.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { annotationFor } from '../runs/annotation-scope.ts';
import { confirmedBy } from '../trends/confirmation.ts';
import type { AlertDraft } from './drafts.ts';
import { environmentName } from './environment-name.ts';
import { isFoundAgain } from './found-again.ts';
import { levelStart, sessionNumbers, type LevelStart, type SessionByRun } from './level-sessions.ts';
import { kindOfMeasures } from '../../model/run-kind.ts';
import { followedSeries } from '../compare/compared-places.ts';
import { isRecovered } from './recovery.ts';
import { metricOfChange } from '../trends/metric-of-change.ts';

/** A regression of one metric. */
interface Regression {
  readonly series: TrendSeries;
  readonly change: TrendChangePoint;
  readonly state: Alert['state'];
  readonly start: LevelStart;
  readonly certainty: 'confirmed' | 'suspected';
}

const stateOf = (series: TrendSeries, change: TrendChangePoint, project: Project): Alert['state'] =>
  change.status !== 'open' ? 'accepted' : isRecovered(series, change, project) ? 'recovered' : 'open';

/** One state for all: open while anything is. */
function stateOfAll(regressions: readonly Regression[]): Alert['state'] {
  const has = (state: Alert['state']): boolean => regressions.some((one) => one.state === state);
  return has('open') ? 'open' : has('recovered') ? 'recovered' : 'accepted';
}

const later = (a: string | null, b: string | null): string | null => ((a ?? '') > (b ?? '') ? a : b);

/** When a regression was confirmed, or its recovery: the start of the run that did. Null if unknown. */
function updatedOf({ series, change, state, start }: Regression): string | null {
  const { points, changePoints } = series;
  const { environment } = at(points, change.index);
  const last = changePoints.findLast((one) => at(points, one.index).environment === environment);
  const isBack = state === 'recovered' && last !== undefined;
  const { index } = isBack ? last : change;
  const confirmed = confirmedBy(series, { index, certainty: 'confirmed' })?.startedAt ?? null;
  return isBack ? confirmed : later(confirmed, start.secondSession);
}

/** The environment in which a level shifted, where its metric was measured in several. */
const environmentOf = ({ series: { environments, points }, change }: Regression): string | null =>
  environmentName(environments, at(points, change.index).environment);

function alertOf(since: string, regressions: readonly Regression[]): AlertDraft {
  const state = stateOfAll(regressions);
  const matching = regressions.filter((one) => one.state === state);
  const environments = [...new Set(matching.flatMap((one) => environmentOf(one) ?? []))];
  return {
    id: `regression-${since}`,
    kind: 'regression',
    state,
    since,
    base: at(matching, 0).start.base,
    metrics: matching.map(({ change, certainty }) => ({ ...metricOfChange(change, 'worse'), certainty })),
    ...(environments.length > 0 && { environments }),
    updated: matching.map(updatedOf).reduce(later),
  };
}

/** What regressions are found in. `runs` are those that count, in order. */
export interface RegressionSources {
  readonly trends: readonly TrendSeries[];
  readonly runs: readonly RunMeasures[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
}

/** A level shift for the worse; null if no session is on its new level. */
function regressionOf(
  series: TrendSeries,
  change: TrendChangePoint,
  { project, annotations }: RegressionSources,
  sessionOf: SessionByRun,
): Regression | null {
  const start = levelStart(series, change, sessionOf);
  if (start === null) return null;
  const isShown = change.certainty === 'confirmed' && start.secondSession !== null;
  const certainty = isShown && isFoundAgain(series, change, project) ? 'confirmed' : 'suspected';
  const isSettled = (['accept', 'explain'] as const).some(
    (action) => annotationFor(annotations, action, start.since, series) !== null,
  );
  const state = isSettled ? 'accepted' : stateOf(series, change, project);
  return { series, change, state, start, certainty };
}

const isCurrent = ({ series: { points, changePoints }, change }: Regression): boolean => {
  const { environment } = at(points, change.index);
  return changePoints.findLast(({ index }) => at(points, index).environment === environment) === change;
};

/** Grouped by the first run that has them, newest first. */
function grouped(regressions: readonly Regression[]): AlertDraft[] {
  const startOf = ({ series, start }: Regression): string =>
    series.points.find(({ run }) => run === start.since)?.startedAt ?? '';
  return [...Map.groupBy(regressions, ({ start }) => start.since)]
    .toSorted(([, [a]], [, [b]]) => (a && b ? startOf(b).localeCompare(startOf(a)) : 0))
    .map(([since, some]) => alertOf(since, some));
}

/**
 * Regressions of what reports follow, grouped by the first run that has them. A group is open while one of its metrics
 * has not returned to its old level and no annotation accepts or explains it. Confirmed ones have enough runs in at least
 * two sessions on the new level. The others are suspected, as long as the level lasts.
 */
export function regressionAlerts(
  sources: RegressionSources,
): Record<'confirmed' | 'suspected', AlertDraft[]> {
  const sessionOf = sessionNumbers(sources.runs);
  const followed = followedSeries(sources.trends, sources.project, kindOfMeasures(sources.runs));
  const regressions = followed.flatMap((series) =>
    series.changePoints
      .filter(({ verdict }) => verdict === 'worse')
      .flatMap((change) => regressionOf(series, change, sources, sessionOf) ?? []),
  );
  const suspected = regressions.filter(
    (one) => one.certainty === 'suspected' && one.state === 'open' && isCurrent(one),
  );
  return {
    confirmed: grouped(regressions.filter(({ certainty }) => certainty === 'confirmed')),
    suspected: grouped(suspected),
  };
}
