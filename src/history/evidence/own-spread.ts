import { memoised } from '../../model/memoised.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import { mean } from '../../stats/moments.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { metricValuesByPlace, placeNumber, valueAt } from '../runs/metric-index.ts';
import { valueOfPlace } from '../runs/scenario-history.ts';
import type { LevelValues, SideValues } from '../trends/level-values.ts';

/** Standard deviations from a value to the end of its 95% interval. */
const toEnd = 1.96;

/** The ends of an interval that count. */
type Ends = readonly ('lower' | 'upper')[];

/** The variance of a value's logarithm by its own interval, on the mean of these ends; NaN where one is missing. */
function varianceOf(of: MetricValue | undefined, ends: Ends): number {
  const { value, interval } = of ?? {};
  let sum = 0;
  for (const end of ends) {
    const bound = interval?.[end];
    if (value === undefined || bound == null || !(value > 0) || !(bound > 0)) return NaN;
    sum += (Math.log(value / bound) / toEnd) ** 2;
  }
  return sum / ends.length;
}

/** What the intervals of a run say on both ends, by place. Memoised: every later run asks for it. */
const usualVariances = memoised((run: RunMeasures) =>
  Float64Array.from(metricValuesByPlace(run), (value) => varianceOf(value, ['lower', 'upper'])),
);

/** How uncertain the means of a side's sessions are, given the variance of each run; NaN where one has none. */
function ownVariance({ runs }: SideValues, ofRun: (run: RunMeasures) => number): number {
  const variances: number[] = [];
  for (const session of runs) {
    let sum = 0;
    for (const run of session) sum += ofRun(run);
    if (Number.isNaN(sum)) return NaN;
    variances.push(sum / session.length ** 2);
  }
  return mean(variances);
}

/**
 * The variance by which the head's sessions are less certain than those of the base, on the scale of logarithms; 0 where
 * they are not, or where runs have no intervals. The spread of the base's runs holds the usual uncertainty of one. But a
 * tail with an odd number of slow requests is high and uncertain at once, so the head's own interval counts, on the side
 * that faces the base.
 */
export function excessVariance({ base, head }: LevelValues, place: Place, difference: number): number {
  const number = placeNumber(place);
  const facing: Ends = [difference > 0 ? 'lower' : 'upper'];
  const own = ownVariance(head, (run) => varianceOf(valueAt(run, number), facing));
  const usual = ownVariance(base, (run) => valueOfPlace(usualVariances(run), number));
  return Number.isNaN(own - usual) ? 0 : Math.max(0, own - usual);
}
