import { at } from '../model/checked.ts';
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

/** A cut into levels: what is left of the squared deviations, and where levels begin after the first. */
interface Cut {
  readonly left: number;
  readonly starts: readonly number[];
}

/** The best cuts of the values up to each place into one number of levels. */
interface Cuts {
  /** What is left of the squared deviations; infinite where so many levels have no room. */
  readonly left: Float64Array;
  /** Where the last level begins. */
  readonly start: Int32Array;
}

const cutsOf = (count: number): Cuts => ({
  left: new Float64Array(count + 1).fill(Infinity),
  start: new Int32Array(count + 1),
});

function oneLevel(deviations: Deviations, count: number): Cuts {
  const cuts = cutsOf(count);
  for (let end = fewestOnLevel; end <= count; end++) cuts.left[end] = deviations.of(0, end);
  return cuts;
}

/** The best cuts into one level more than `before` has. */
function withOneMore({ left: before }: Cuts, deviations: Deviations, count: number): Cuts {
  const { left, start } = cutsOf(count);
  for (let end = 2 * fewestOnLevel; end <= count; end++) {
    let [least, at] = [Infinity, 0];
    for (let from = fewestOnLevel; from <= end - fewestOnLevel; from++) {
      const whole = (before[from] ?? Infinity) + deviations.of(from, end);
      if (whole < least) [least, at] = [whole, from];
    }
    left[end] = least;
    start[end] = at;
  }
  return { left, start };
}

/** The best cut of all values into the last of `levels`, each of one level more than the one before. */
function cutOf(levels: readonly Cuts[], count: number): Cut {
  const starts: number[] = [];
  let end = count;
  for (const { start } of levels.slice(1).toReversed()) {
    end = start[end] ?? 0;
    starts.unshift(end);
  }
  return { left: levels.at(-1)?.left[count] ?? Infinity, starts };
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
  const levels = [oneLevel(deviations, count)];
  let best = falseCut;
  let starts: readonly number[] = [];
  for (let steps = 1; steps <= mostSteps; steps++) {
    levels.push(withOneMore(at(levels, steps - 1), deviations, count));
    const cut = cutOf(levels, count);
    if (cut.left === Infinity) break;
    if (!isClear(values, cut, unseen)) continue;
    const p = chanceOf(whole + unseen, cut.left + unseen, count, steps) * waysToChoose(count - 1, steps);
    if (p < best) [best, starts] = [p, cut.starts];
  }
  return starts;
}
