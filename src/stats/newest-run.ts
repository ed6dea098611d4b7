import { isWorse, type Direction } from './direction.ts';
import type { Interval } from './interval.ts';
import { numberAt } from './numbers.ts';
import { alertInterval, confirmingRuns, minimumHistory } from './prediction.ts';

/**
 * The alpha of the alert's interval. Chosen on labelled histories for at most 1.5% false alerts per point with the
 * shortest delay; the measured rates are in docs/statistics.md.
 */
export const alertProbability = 0.0002;

/** Differences below this share of the level are the computer's, not the run's. */
const roundingError = 1e-9;

/** What the newest run of a history looks like: a provisional answer, before a change point can be confirmed. */
export interface NewestRun {
  verdict: 'worse' | 'better' | 'no-change-shown' | 'cannot-tell';
  /** Where the newest value was expected (99.98%); null when there are too few runs to expect anything. */
  interval: Interval | null;
}

/**
 * The runs that the newest one is compared with: its level's, or the level before while it has fewer than 5 runs itself.
 * Once the newest run is the one that confirms its level, the level before has ended, and there are none.
 */
export function currentLevel(values: Float64Array, levelStarts: readonly number[]): Float64Array {
  const last = values.length - 1;
  const starts = [0, ...levelStarts].filter((start) => start < last);
  const ownStart = starts.at(-1) ?? 0;
  if (ownStart > 0 && last + 1 - ownStart >= confirmingRuns && last - ownStart < minimumHistory)
    return values.subarray(0, 0);
  let end = last;
  for (const start of starts.reverse()) {
    if (end - start >= minimumHistory) return values.subarray(start, end);
    end = start;
  }
  return values.subarray(0, 0);
}

/** Judges the last value against the level it should be on (a prediction interval) and the minimum effect. */
export function newestRun(
  history: ArrayLike<number>,
  options: { direction?: Direction; minimumEffect?: number; levelStarts?: readonly number[] } = {},
): NewestRun {
  const { direction = 'lower', minimumEffect = 0, levelStarts = [] } = options;
  const values = Float64Array.from(history);
  const level = currentLevel(values, levelStarts);
  const interval = alertInterval(level, alertProbability);
  if (interval === null) return { verdict: 'cannot-tell', interval };
  const newest = numberAt(values, values.length - 1);
  // Halved before they are added: the sum of two huge bounds is Infinity.
  const centre = interval.lower / 2 + interval.upper / 2;
  const isOutside = newest < interval.lower || newest > interval.upper;
  const isLarge = Math.abs(newest - centre) >= Math.max(minimumEffect, roundingError) * Math.abs(centre);
  if (!isOutside || !isLarge) return { verdict: 'no-change-shown', interval };
  return { verdict: isWorse(newest - centre, direction) ? 'worse' : 'better', interval };
}
