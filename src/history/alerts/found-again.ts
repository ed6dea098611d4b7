import { at } from '../../model/checked.ts';
import type { Project } from '../../model/documents/project.ts';
import type { TrendChangePoint, TrendSeries } from '../../model/trend.ts';
import { confirmingRuns } from '../../stats/prediction.ts';
import { buildKey } from '../runs/build.ts';
import { analyseTrend } from '../trends/trend-analysis.ts';

/**
 * True if a confirmed change does not depend on the newest run alone. One that is first seen long after it began must also
 * be found without that run: small levels in coarse values come and go with single runs. A level that has just become
 * long enough is exempt.
 */
export function isFoundAgain(series: TrendSeries, change: TrendChangePoint, project: Project): boolean {
  if (change.runsAfter < 2 * confirmingRuns) return true;
  const { points } = series;
  const { environment } = at(points, change.index);
  const newest = points.findLastIndex((point) => point.environment === environment && !point.isIgnored);
  const before = points.filter((_, i) => i < newest);
  const { changePoints } = analyseTrend({
    place: series,
    points: before,
    builds: before.map(buildKey),
    breaks: series.breaks.filter(({ index }) => index < newest),
    project,
    annotations: [],
  });
  return changePoints.some(
    (one) =>
      one.verdict === change.verdict &&
      one.certainty === 'confirmed' &&
      Math.abs(one.index - change.index) <= confirmingRuns,
  );
}
