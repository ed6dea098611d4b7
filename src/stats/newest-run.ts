import { isWorse, type Direction } from './direction.ts';
import type { Interval } from './interval.ts';
import { numberAt, type Numbers } from './numbers.ts';
import { alertInterval, confirmingRuns, minimumHistory } from './prediction.ts';
import { largest, smallest } from '../model/long-lists.ts';

/**
 * The alpha of the alert's interval. Chosen on labelled histories for at most 1.5% false alerts per point with the
 * shortest delay; the measured rates are in docs/statistics.md.
 */
const alertProbability = 0.0002;

/** Differences below this share of the level are the computer's, not the run's. */
const roundingError = 1e-9;

/** What the newest run of a history looks like: a provisional answer, before a change point can be confirmed. */
export interface NewestRun {
  verdict: 'worse' | 'better' | 'no-change-shown' | 'cannot-tell';
  /** Where the newest value was expected (99.98%); null when there are too few runs to expect anything. */
  interval: Interval | null;
}

/** How the newest run is compared with its level. */
interface NewestRunOptions {
  readonly direction?: Direction;
  /** As a share of the level. */
  readonly minimumEffect?: number;
  /** The least difference that matters, in the metric's own unit. */
  readonly leastDifference?: number;
  readonly levelStarts?: readonly number[];
  /** The values that the metric can have. Without a lower one it is 0, if no value is below 0. */
  readonly limits?: Partial<Interval>;
  /** False of a metric whose usual value may be 0: its changes are no ratios. */
  readonly isRatio?: boolean;
}

const noRuns = { from: 0, to: 0 };

/**
 * Where the runs begin and end (exclusively) that the newest of so many is compared with: its level's, or the level
 * before while it has fewer than 5 runs itself. Once the newest run is the one that confirms its level, the level before
 * has ended, and there are none.
 */
export function currentLevel(count: number, levelStarts: readonly number[]): { from: number; to: number } {
  const last = count - 1;
  const starts = [0, ...levelStarts].filter((start) => start < last);
  const ownStart = starts.at(-1) ?? 0;
  if (ownStart > 0 && last + 1 - ownStart >= confirmingRuns && last - ownStart < minimumHistory)
    return noRuns;
  let to = last;
  for (const from of starts.reverse()) {
    if (to - from >= minimumHistory) return { from, to };
    to = from;
  }
  return noRuns;
}

/** An interval without the values that the metric cannot have. Measured ones may lie beyond a limit by rounding. */
function within(interval: Interval, values: Numbers, limits: Partial<Interval>): Interval {
  const [least, most] = [smallest(values), largest(values)];
  const { lower = least >= 0 ? 0 : -Infinity, upper = Infinity } = limits;
  return {
    lower: Math.max(Math.min(lower, least), interval.lower),
    upper: Math.min(Math.max(upper, most), interval.upper),
  };
}

/** Judges the last value against the level it should be on (a prediction interval) and the minimum effect. */
export function newestRun(history: ArrayLike<number>, options: NewestRunOptions = {}): NewestRun {
  const { direction = 'lower', minimumEffect = 0, leastDifference = 0, levelStarts = [] } = options;
  const { limits = {}, isRatio = true } = options;
  const values = Float64Array.from(history);
  const { from, to } = currentLevel(values.length, levelStarts);
  const newest = numberAt(values, values.length - 1);
  // 0 has no logarithm: on their scale it would be infinitely far from any level.
  const interval = alertInterval(values.subarray(from, to), alertProbability, isRatio && newest > 0);
  if (interval === null) return { verdict: 'cannot-tell', interval };
  const shown = within(interval, values, limits);
  // Halved before they are added: the sum of two huge bounds is Infinity.
  const centre = interval.lower / 2 + interval.upper / 2;
  const isOutside = newest < interval.lower || newest > interval.upper;
  const least = Math.max(leastDifference, Math.max(minimumEffect, roundingError) * Math.abs(centre));
  const isLarge = Math.abs(newest - centre) >= least;
  if (!isOutside || !isLarge) return { verdict: 'no-change-shown', interval: shown };
  return { verdict: isWorse(newest - centre, direction) ? 'worse' : 'better', interval: shown };
}
