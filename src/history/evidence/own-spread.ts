import { mean } from '../../stats/moments.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { Place } from '../runs/annotation-scope.ts';
import { placeNumber, valueAt } from '../runs/metric-index.ts';
import type { LevelValues, SideValues } from '../trends/level-values.ts';

/** Standard deviations from a value to the end of its 95% interval. */
const toEnd = 1.96;

/** The ends of an interval that count. */
type Ends = readonly ('lower' | 'upper')[];

/** The variance of a run's logarithm by its own interval, on the mean of these ends; null where one is missing. */
function varianceOf(run: RunMeasures, number: number, ends: Ends): number | null {
  const { value, interval } = valueAt(run, number) ?? {};
  let sum = 0;
  for (const end of ends) {
    const bound = interval?.[end];
    if (value === undefined || bound == null || !(value > 0) || !(bound > 0)) return null;
    sum += (Math.log(value / bound) / toEnd) ** 2;
  }
  return sum / ends.length;
}

/** How uncertain the means of a side's sessions are by the own intervals of their runs; null where one has none. */
function ownVariance({ runs }: SideValues, number: number, ends: Ends): number | null {
  const variances: number[] = [];
  for (const session of runs) {
    let sum = 0;
    for (const run of session) {
      const variance = varianceOf(run, number, ends);
      if (variance === null) return null;
      sum += variance;
    }
    variances.push(sum / session.length ** 2);
  }
  return variances.length === 0 ? null : mean(variances);
}

/**
 * The variance by which the head's sessions are less certain than those of the base, on the scale of logarithms; 0 where
 * they are not, or where runs have no intervals. The spread of the base's runs holds the usual uncertainty of one. But a
 * tail with an odd number of slow requests is high and uncertain at once, so the head's own interval counts, on the side
 * that faces the base.
 */
export function excessVariance({ base, head }: LevelValues, place: Place, difference: number): number {
  const number = placeNumber(place);
  const own = ownVariance(head, number, [difference > 0 ? 'lower' : 'upper']);
  const usual = ownVariance(base, number, ['lower', 'upper']);
  return own === null || usual === null ? 0 : Math.max(0, own - usual);
}
