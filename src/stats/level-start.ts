import { mean, roundingError } from './moments.ts';
import { incompleteBeta } from './special-functions.ts';

/** A level of fewer values is not told from a single odd one. */
const fewestOnLevel = 2;

/** More steps than this in one history are noise, or a task for the search for change points. */
const mostSteps = 3;

/** Fewer values do not show how one level spreads. */
export const fewestValues = 6;

/**
 * Levels lie this many standard deviations apart at least. Sessions that resemble the one before, or a machine that is slow
 * now and then, also leave less when they are cut, but not so much less.
 */
const leastStep = 5;

/** How rarely values of one level are cut by chance: in one history of two hundred. */
const falseCut = 0.005;

/** The squared deviations of any stretch of values from its mean, in constant time. */
class Deviations {
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor(values: readonly number[]) {
    // Around the first value, since sums of squares lose digits far from 0.
    const origin = values[0] ?? 0;
    this.#sums = new Float64Array(values.length + 1);
    this.#squares = new Float64Array(values.length + 1);
    values.forEach((value, i) => {
      this.#sums[i + 1] = (this.#sums[i] ?? 0) + (value - origin);
      this.#squares[i + 1] = (this.#squares[i] ?? 0) + (value - origin) ** 2;
    });
  }

  /** Of the values from `start` up to, but not including, `end`. */
  of(start: number, end: number): number {
    const sum = (this.#sums[end] ?? 0) - (this.#sums[start] ?? 0);
    const squares = (this.#squares[end] ?? 0) - (this.#squares[start] ?? 0);
    return Math.max(0, squares - sum ** 2 / (end - start));
  }
}

/** The best cut into levels: what is left of the squared deviations, and where levels begin after the first. */
interface Cut {
  readonly left: number;
  readonly starts: readonly number[];
}

/** The best cuts of the first values into one level more than `before` has; `before[end]` cuts those up to `end`. */
function withOneMore(before: readonly (Cut | null)[], deviations: Deviations, count: number): (Cut | null)[] {
  return Array.from({ length: count + 1 }, (_, end) => {
    let best: Cut | null = null;
    for (let start = fewestOnLevel; start <= end - fewestOnLevel; start++) {
      const cut = before[start] ?? null;
      if (cut === null) continue;
      const left = cut.left + deviations.of(start, end);
      if (best === null || left < best.left) best = { left, starts: [...cut.starts, start] };
    }
    return best;
  });
}

/** True if neighbouring levels lie far enough apart for the spread that is left; `unseen` is hidden by rounding. */
function isClear(values: readonly number[], { left, starts }: Cut, unseen: number): boolean {
  const spread = Math.sqrt((left + unseen) / (values.length - 1 - starts.length));
  const levels = [0, ...starts].map((start, i) => mean(values.slice(start, starts[i])));
  return levels.every(
    (level, i) => i === 0 || Math.abs(level - (levels[i - 1] ?? NaN)) >= leastStep * spread,
  );
}

/** The number of ways to choose k of n. */
function waysToChoose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

/** The p value of an F test: does a cut into `steps` + 1 levels leave less than one level does by chance? */
function chanceOf(whole: number, left: number, count: number, steps: number): number {
  const df = count - 1 - steps;
  if (!(whole > left)) return 1;
  // The survival function of F = ((whole - left) / steps) / (left / df).
  return incompleteBeta(left / whole, df / 2, steps / 2);
}

/**
 * Where levels begin in a short history, after the first: empty for values of one level. The history is cut by least
 * squares into up to four levels of two values or more. Each number of steps is judged by an F test, multiplied by the
 * number of places where so many steps may lie (Bonferroni). Values are taken as independent and roughly normal, as those
 * of sessions are. A single odd value makes no level, and values that wander leave more than a cut explains. `least` is the
 * variance below which a spread is not seen, because values are rounded.
 */
export function levelStarts(values: readonly number[], least = 0): readonly number[] {
  const { length: count } = values;
  if (count < fewestValues) return [];
  const deviations = new Deviations(values);
  const unseen = least * count;
  const whole = deviations.of(0, count);
  if (whole + unseen <= count * roundingError ** 2) return [];
  let cuts: readonly (Cut | null)[] = Array.from({ length: count + 1 }, (_, end) =>
    end < fewestOnLevel ? null : { left: deviations.of(0, end), starts: [] },
  );
  let best = falseCut;
  let starts: readonly number[] = [];
  for (let steps = 1; steps <= mostSteps; steps++) {
    cuts = withOneMore(cuts, deviations, count);
    const cut = cuts[count];
    if (cut == null) break;
    if (!isClear(values, cut, unseen)) continue;
    const p = chanceOf(whole + unseen, cut.left + unseen, count, steps) * waysToChoose(count - 1, steps);
    if (p < best) [best, starts] = [p, cut.starts];
  }
  return starts;
}
