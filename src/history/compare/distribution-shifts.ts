import { isCalled } from '../../model/metrics/called.ts';
import type { QuantileBand } from '../../model/run-curves.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { DistributionShift, MetricChange } from '../../model/run-report.ts';
import { isUneven, shiftFunction, type QuantileEstimate } from '../../stats/shift-function.ts';
import { largest } from '../../model/long-lists.ts';

/** More than these are not shown: the first are those that changed most. */
const mostShifts = 3;

const estimatesOf = (band: QuantileBand | undefined): QuantileEstimate[] =>
  (band?.quantiles ?? []).map(([share, value, lower, upper]) => ({
    share,
    value,
    interval: { lower, upper },
  }));

/**
 * Where the shape of an endpoint's response times changed, not just their level. Only endpoints of which a response time
 * is called changed: that rests on more than these two runs.
 */
export function distributionShifts(
  base: RunMeasures,
  head: RunMeasures,
  changes: readonly Pick<MetricChange, 'metric' | 'scenario' | 'endpoint' | 'verdict'>[],
): DistributionShift[] {
  const called = changes.filter((change) => change.metric.startsWith('response.p') && isCalled(change));
  const hasChanged = (band: QuantileBand): boolean =>
    called.some(({ scenario, endpoint }) => scenario === band.scenario && endpoint === band.endpoint);
  return head.quantileBands
    .filter(hasChanged)
    .map((band) => {
      const { scenario, endpoint } = band;
      const before = base.quantileBands.find((one) => one.scenario === scenario && one.endpoint === endpoint);
      return { scenario, endpoint, quantiles: shiftFunction(estimatesOf(before), estimatesOf(band)) };
    })
    .filter(({ quantiles }) => quantiles.length >= 3 && isUneven(quantiles))
    .toSorted((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, mostShifts);
}

const sizeOf = ({ quantiles }: DistributionShift): number =>
  largest(quantiles.map(({ relative }) => Math.abs(Math.log1p(relative))));
