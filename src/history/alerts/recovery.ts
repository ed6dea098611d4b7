import { at } from '../../model/checked.ts';
import type { Project } from '../../model/documents/project.ts';
import type { TrendChangePoint, TrendSeries } from '../../model/trend.ts';
import { confirmingRuns } from '../../stats/prediction.ts';
import { isDirected, isWorse } from '../../stats/direction.ts';
import { quantile } from '../../stats/quantile.ts';
import { isComparedByDifference, minimumEffectOf } from '../trends/history-analysis.ts';

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
export function isRecovered(series: TrendSeries, change: TrendChangePoint, project: Project): boolean {
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
