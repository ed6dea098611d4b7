import { at } from '../../model/checked.ts';
import type { TrendChangePoint, TrendPoint, TrendSeries } from '../../model/trend.ts';
import { confirmingRuns } from '../../stats/prediction.ts';
import { buildKey } from '../runs/build.ts';
import { pointsOf } from '../runs/scenario-history.ts';

/**
 * The point that confirmed a change: the one with which runs (builds, where the history counts builds) enough stood on
 * the new level. Null for a change that is not confirmed.
 */
export function confirmedBy(
  { points }: Pick<TrendSeries, 'points'>,
  { index: changeIndex, certainty }: Pick<TrendChangePoint, 'index' | 'certainty'>,
): TrendPoint | null {
  if (certainty !== 'confirmed') return null;
  const first = at(points, changeIndex, 'a change point is one of the points');
  const counted = points.filter((point) => !point.isIgnored && point.environment === first.environment);
  const groups = pointsOf(counted, buildKey);
  const index = groups.findIndex((members) => members.includes(first));
  return groups[index + confirmingRuns - 1]?.[0] ?? null;
}
