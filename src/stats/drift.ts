import { correctedMannKendall } from './mann-kendall.ts';
import type { Interval } from './interval.ts';
import { noiseOf } from './potts.ts';
import { isSlope } from './ramp.ts';
import { median } from './robust.ts';
import { theilSen } from './theil-sen.ts';

/** A trend that is no step. */
export interface Drift {
  /** Change per run as a share of the median level. */
  perRun: number;
  /** 95% interval of `perRun`, widened for autocorrelation. */
  interval: Interval;
  /** Change over the whole stretch, as a share of the median level. */
  total: number;
  p: number;
  runs: number;
}

/** A run costs at most the square of this many noise units, as in the search for steps. */
const outlierLimit = 4;

/** Fewer runs than this show no drift. */
export const minimumDriftRuns = 10;

/**
 * A steady rise or fall within one level (pass the values since the last change point; the newest 200 are used):
 * Mann-Kendall corrected for autocorrelation with p < 0.01, a change over the stretch of at least `minimumEffect`, and
 * a straight line that fits better than any one step. null when there is none, with fewer than 10 runs, or around a
 * median of 0.
 */
export function driftOf(level: ArrayLike<number>, minimumEffect = 0.02): Drift | null {
  const values = Array.from(level).slice(-200);
  const centre = Math.abs(median(values));
  if (values.length < minimumDriftRuns || centre === 0) return null;
  const { p, factor } = correctedMannKendall(values);
  if (p >= 0.01) return null;
  const { slope, interval } = theilSen(values, { varianceFactor: factor });
  const total = (slope * (values.length - 1)) / centre;
  if (Math.abs(total) < minimumEffect) return null;
  if (!isSlope(Float64Array.from(values), { noise: noiseOf(values), outlierLimit })) return null;
  return {
    perRun: slope / centre,
    interval: { lower: interval.lower / centre, upper: interval.upper / centre },
    total,
    p,
    runs: values.length,
  };
}
