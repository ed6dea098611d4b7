import { breakLetter } from '../../charts/trends/trend-panel.ts';
import type { TrendSeries } from '../../model/trend.ts';
import type { PackedSeries, TrendData } from '../trends/trend-data.ts';
import { filterText, isEverything, isPlaceShown, type TrendFilter } from '../trends/filters/trend-filter.ts';

/** The series of another place that is most like the one a reader came from: metric and scenario, then metric alone. */
export function likeliest(
  candidates: readonly PackedSeries[],
  former: TrendSeries,
  filter: TrendFilter,
): PackedSeries | undefined {
  const sameMetric = candidates.filter(({ metric }) => metric === former.metric);
  return (
    sameMetric.find(({ scenario }) => scenario === former.scenario) ??
    sameMetric.find((one) => isPlaceShown(one, { ...filter, endpoint: null })) ??
    candidates[0]
  );
}

/** How many runs are to be seen, why no more, and what cuts them. */
export function stateText({ points, breaks }: TrendSeries, data: TrendData, filter: TrendFilter): string {
  const runs = `${points.length} ${points.length === 1 ? 'run' : 'runs'}`;
  const cuts = breaks.map(({ label }, i) => ` ${breakLetter(i)}: ${label}.`).join('');
  const state = isEverything(filter)
    ? `All ${runs} of this metric.`
    : `${runs} of this metric. Shown: ${filterText(data, filter)}.`;
  return state + cuts;
}
