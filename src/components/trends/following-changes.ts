import { confirmingRuns } from '../../stats/prediction.ts';
import type { TrendChangePoint, TrendSeries } from '../../model/trend.ts';

const isOfAllRequests = ({ endpoint, metric }: TrendSeries): boolean =>
  endpoint === '*' && metric.startsWith('response.');

const metricIn = ({ metric, scenario }: TrendSeries): string => JSON.stringify([metric, scenario]);

/**
 * Whether a level shift of all requests only follows from one of an endpoint of the scenario: in the same metric, the same
 * way and within a few runs. The mixture of all requests often places it at another run. Reports and alerts leave it out.
 */
function followingChanges(
  trends: readonly TrendSeries[],
): (series: TrendSeries, change: TrendChangePoint) => boolean {
  const parts = Map.groupBy(
    trends.filter(({ endpoint }) => endpoint !== null && endpoint !== '*'),
    metricIn,
  );
  return (series, change) => {
    if (!isOfAllRequests(series) || series.targets.length > 0) return false;
    const placeOf = new Map(series.points.map(({ run }, i) => [run, i]));
    return (parts.get(metricIn(series)) ?? [])
      .flatMap(({ changePoints }) => changePoints)
      .some(
        ({ run, verdict }) =>
          verdict === change.verdict &&
          Math.abs((placeOf.get(run) ?? Infinity) - change.index) < confirmingRuns,
      );
  };
}

/** Series without the level shifts of all requests that only follow from one of an endpoint. */
export function withoutFollowing(trends: readonly TrendSeries[]): TrendSeries[] {
  const follows = followingChanges(trends);
  return trends.map((series) => {
    const changePoints = series.changePoints.filter((change) => !follows(series, change));
    return changePoints.length === series.changePoints.length ? series : { ...series, changePoints };
  });
}
