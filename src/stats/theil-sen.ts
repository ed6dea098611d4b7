import { normalQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import type { Numbers } from './numbers.ts';
import { quantile } from './quantile.ts';
import { tieSizes } from './ranks.ts';
import { median, medianInPlace } from './robust.ts';

/** A robust straight line. */
export interface RobustLine {
  /** Median of all pairwise slopes, per unit of x (per step when x is not given); NaN for fewer than 2 points. */
  slope: number;
  intercept: number;
}

/** A robust straight line with an interval of its slope. */
export interface RobustSlope extends RobustLine {
  interval: Interval;
}

function pairwiseSlopes(values: Numbers, places: Numbers | null): Float64Array {
  const n = values.length;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const run = places === null ? j - i : (places[j] ?? NaN) - (places[i] ?? NaN);
      if (run !== 0) slopes[count++] = ((values[j] ?? NaN) - (values[i] ?? NaN)) / run;
    }
  }
  return slopes.subarray(0, count);
}

/** The line of a slope through the medians. */
function lineOf(slope: number, values: Numbers, places: Numbers | null): RobustLine {
  const middle = places === null ? (values.length - 1) / 2 : median(places);
  return { slope, intercept: median(values) - slope * middle };
}

/** The line of `theilSen` without its interval, for which slopes need not be sorted. */
export const robustLine = (values: Numbers, places: Numbers | null = null): RobustLine =>
  lineOf(medianInPlace(pairwiseSlopes(values, places)), values, places);

/**
 * Theil-Sen line (Theil 1950; Sen, JASA 63 (1968) 1379-1389) with Sen's interval for the slope: the ranks
 * (N +- z sqrt(variance of Kendall's S)) / 2 of the N pairwise slopes. `varianceFactor` widens it for values that
 * resemble their neighbours. The line goes through the medians. O(n^2 log n): thin out beyond some 1,000 points.
 */
export function theilSen(
  values: Numbers,
  options: { places?: Numbers; level?: number; varianceFactor?: number } = {},
): RobustSlope {
  const { places = null, level = 0.95, varianceFactor = 1 } = options;
  const slopes = pairwiseSlopes(values, places).sort();
  const part = (n: number): number => n * (n - 1) * (2 * n + 5);
  const ties = [...tieSizes(values), ...(places === null ? [] : tieSizes(places))];
  const variance =
    (ties.reduce((rest, size) => rest - part(size), part(values.length)) / 18) * varianceFactor;
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt(Math.max(0, variance));
  const upper = Math.min(slopes.length - 1, Math.round((slopes.length + reach) / 2));
  const lower = Math.max(0, Math.round((slopes.length - reach) / 2) - 1);
  return {
    ...lineOf(quantile(slopes, 0.5), values, places),
    interval: { lower: slopes[lower] ?? NaN, upper: slopes[upper] ?? NaN },
  };
}
