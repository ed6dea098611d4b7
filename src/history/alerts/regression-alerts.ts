import { at } from '../../model/checked.ts';
import type { Alert } from '../../model/documents/alert.ts';
import type { DiffMetric } from '../../model/documents/diff.ts';
import type { Project } from '../../model/documents/project.ts';
import type { TrendChangePoint, TrendSeries } from '../../model/trend.ts';
import { confirmingRuns } from '../../stats/change-points.ts';
import { isDirected, isWorse } from '../../stats/direction.ts';
import { quantile } from '../../stats/quantile.ts';
import { confirmedBy } from '../trends/confirmation.ts';
import type { AlertDraft } from './drafts.ts';
import { isFollowed } from '../compare/compared-places.ts';
import { isComparedByDifference, minimumEffectOf } from '../trends/history-analysis.ts';

/** A confirmed regression of one metric. */
interface Regression {
  readonly series: TrendSeries;
  readonly change: TrendChangePoint;
  readonly state: Alert['state'];
}

/** A level is back where it is no worse than all but the worst tenth of the old one's points. */
const worstShare = 0.1;

/** The values of the level that ended with a change, one per point that counts. */
function valuesBefore({ points, changePoints }: TrendSeries, { index }: TrendChangePoint): number[] {
  const { environment } = at(points, index);
  const start = changePoints.findLast(
    (one) => one.index < index && at(points, one.index).environment === environment,
  );
  return points
    .slice(start?.index ?? 0, index)
    .filter((point) => point.environment === environment && !point.isIgnored)
    .map(({ value }) => value);
}

/**
 * True where the last level of the same environment is as good as the one before the regression, but for the least
 * effect or the scatter that the old level had, for as many runs as confirm a change.
 */
function isRecovered(series: TrendSeries, change: TrendChangePoint, project: Project): boolean {
  const { points, changePoints, direction } = series;
  if (!isDirected(direction)) return false;
  const { environment } = at(points, change.index);
  const last = changePoints.findLast((one) => at(points, one.index).environment === environment);
  if (last === undefined || last.index <= change.index || last.runsAfter < confirmingRuns) return false;
  const least = minimumEffectOf(change, project);
  const slack = isComparedByDifference(change) ? least : least * Math.abs(change.before);
  const limit = direction === 'lower' ? change.before + slack : change.before - slack;
  const old = valuesBefore(series, change).toSorted((a, b) => a - b);
  const usual = quantile(old, direction === 'lower' ? 1 - worstShare : worstShare);
  return !isWorse(last.after - limit, direction) || !isWorse(last.after - usual, direction);
}

const stateOf = (series: TrendSeries, change: TrendChangePoint, project: Project): Alert['state'] =>
  change.status !== 'open' ? 'accepted' : isRecovered(series, change, project) ? 'recovered' : 'open';

/** A change point in the form of `diff --json`: shares are stated relatively there. */
function metricOfChange({
  metric,
  terms,
  scenario,
  endpoint,
  before,
  after,
  relative,
  interval,
  certainty,
  runsBefore,
  runsAfter,
}: TrendChangePoint): DiffMetric {
  const isShare = isComparedByDifference({ metric, terms });
  const scale = isShare && before !== 0 ? Math.abs(before) : 1;
  const bounds: [number, number] | null =
    interval?.lower == null || interval.upper == null
      ? null
      : [interval.lower / scale, interval.upper / scale];
  return {
    metric,
    terms,
    scenario,
    endpoint: endpoint === '*' ? null : endpoint,
    base: before,
    head: after,
    relative: before === 0 || relative === null ? null : relative / scale,
    interval: bounds,
    ...(before === 0 && { unit: isShare ? ('points' as const) : ('absolute' as const) }),
    verdict: 'worse',
    certainty,
    basis: `level of ${runsAfter} points after ${runsBefore}`,
  };
}

/** One state for all: open while anything is. */
function stateOfAll(regressions: readonly Regression[]): Alert['state'] {
  const has = (state: Alert['state']): boolean => regressions.some((one) => one.state === state);
  return has('open') ? 'open' : has('recovered') ? 'recovered' : 'accepted';
}

/** When a regression was confirmed, or its recovery: the start of the run that did. Null if unknown. */
function updatedOf({ series, change, state }: Regression): string | null {
  const { points, changePoints } = series;
  const { environment } = at(points, change.index);
  const last = changePoints.findLast((one) => at(points, one.index).environment === environment);
  const { index } = state === 'recovered' && last !== undefined ? last : change;
  return confirmedBy(series, { index, certainty: 'confirmed' })?.startedAt ?? null;
}

function alertOf(since: string, regressions: readonly Regression[]): AlertDraft {
  const state = stateOfAll(regressions);
  const matching = regressions.filter((one) => one.state === state);
  const base = at(matching, 0).change.lastBefore;
  return {
    id: `regression-${since}`,
    kind: 'regression',
    state,
    since,
    base,
    metrics: matching.map(({ change }) => metricOfChange(change)),
    updated: matching.map(updatedOf).reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b)),
  };
}

/**
 * Confirmed regressions of what reports follow, grouped by the first run that has them, newest first. A group is
 * open while one of its metrics has not returned to its old level and no annotation accepts or explains it.
 */
export function regressionAlerts(trends: readonly TrendSeries[], project: Project): AlertDraft[] {
  const isWanted = isFollowed(project);
  const regressions = trends
    .filter(({ metric }) => isWanted(metric))
    .flatMap((series) =>
      series.changePoints
        .filter(({ verdict, certainty }) => verdict === 'worse' && certainty === 'confirmed')
        .map((change): Regression => ({ series, change, state: stateOf(series, change, project) })),
    );
  const startOf = ({ series, change }: Regression): string => at(series.points, change.index).startedAt ?? '';
  return [...Map.groupBy(regressions, ({ change }) => change.run)]
    .toSorted(([, [a]], [, [b]]) => (a && b ? startOf(b).localeCompare(startOf(a)) : 0))
    .map(([since, some]) => alertOf(since, some));
}
