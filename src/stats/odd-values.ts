import { studentTwoSided } from './distributions.ts';
import { roundingError } from './moments.ts';

/** How rarely a session of normal noise is set aside: in one history of two thousand. */
const falseOdd = 0.0005;

/** At most this share of a history is set aside: more than that is how the history is. */
const mostOdd = 1 / 6;

/** Of six values and more, p times their number is above 0.05 for any t below this. */
const leastT = 2.6;

/** Of a level of fewer values nothing tells which one is odd. */
const fewestOnLevel = 3;

/** A value that stands alone, far off the level of all others. */
export interface OddValue {
  /** Its 0-based place among the values. */
  readonly index: number;
  /** By how much it is above (or, negative, below) its level, in the values' unit. */
  readonly deviation: number;
}

/** What is known of the values. */
interface OddOptions {
  /** Where levels begin after the first. */
  readonly starts?: readonly number[];
  /** A variance that rounding hides. */
  readonly least?: number;
  /** How rarely normal noise has an odd value. */
  readonly alpha?: number;
}

/** The values of one level. */
interface Level {
  /** Its places: from the first up to, but not including, `to`. */
  readonly from: number;
  readonly to: number;
  /** The mean and number of the values that are kept. */
  readonly mean: number;
  readonly count: number;
  /** The squared deviations of those values from their mean. */
  readonly squares: number;
}

/** The level of the values in some places that are kept. Loops: this is asked for every metric of every run, in turns. */
function levelOf(values: readonly number[], from: number, to: number, out: ReadonlySet<number>): Level {
  const isKept = (i: number): boolean => out.size === 0 || !out.has(i);
  let [sum, count, squares] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    if (!isKept(i)) continue;
    sum += values[i] ?? NaN;
    count++;
  }
  const mean = sum / count;
  for (let i = from; i < to; i++) if (isKept(i)) squares += ((values[i] ?? NaN) - mean) ** 2;
  return { from, to, mean, count, squares };
}

/** The levels of the values that are kept. */
const levelsOf = (
  values: readonly number[],
  starts: readonly number[],
  out: ReadonlySet<number>,
): readonly Level[] =>
  [0, ...starts].map((from, part) => levelOf(values, from, starts[part] ?? values.length, out));

/** The value that its level misses most, and what the others leave. */
interface Farthest {
  readonly index: number;
  /** The two-sided p value of t of this value against the others. */
  readonly p: number;
}

/** By how much the squared deviations shrink without a value, whose level moves then. */
const shrinks = (deviation: number, count: number): number => (deviation ** 2 * count) / (count - 1);

/** Of the values that are kept, the one farthest from the others of its level; null where there is none to be odd. */
function farthestOf(
  values: readonly number[],
  { starts = [], least = 0 }: OddOptions,
  out: ReadonlySet<number>,
): Farthest | null {
  const levels = levelsOf(values, starts, out);
  let squares = 0;
  for (const level of levels) squares += level.squares;
  let index = -1;
  let left = Infinity;
  let own: Level | undefined;
  for (const level of levels) {
    if (level.count < fewestOnLevel) continue;
    const end = Math.min(level.to, values.length - 1);
    for (let i = level.from; i < end; i++) {
      if (out.has(i)) continue;
      const without = squares - shrinks((values[i] ?? NaN) - level.mean, level.count);
      if (own !== undefined && !(without < left)) continue;
      index = i;
      left = without;
      own = level;
    }
  }
  if (own === undefined) return null;
  const others = own.count - 1;
  const df = values.length - out.size - 2 - starts.length;
  const variance = Math.max(least, left / df);
  const difference = (((values[index] ?? NaN) - own.mean) * (others + 1)) / others;
  const t = difference / Math.sqrt(variance * (1 + 1 / others));
  // With a bound of at most 0.05, a smaller t is never odd, and its probability costs more than all else.
  const isNear = Math.abs(difference) <= roundingError || Math.abs(t) < leastT;
  return { index, p: isNear ? 1 : studentTwoSided(t, df) };
}

/**
 * Values that stand alone: so far off the level of the others that normal noise has none in two thousand histories.
 * Generalised extreme studentised deviates (Rosner, Technometrics 25 (1983) 165-172): the farthest value is taken out, in
 * turns, and the last one that is beyond its bound decides, so that two odd values do not hide each other. Each bound is
 * that of t, divided by the number of values tried (Bonferroni). At most a sixth of the values is odd, and never the last
 * one, which may begin a new level. Fewer than 6 values have no odd one.
 */
export function oddValues(values: readonly number[], options: OddOptions = {}): OddValue[] {
  const { length: count } = values;
  const out = new Set<number>();
  let odd = 0;
  while (out.size < Math.floor(count * mostOdd)) {
    const farthest = farthestOf(values, options, out);
    if (farthest === null) break;
    const isOdd = farthest.p * (count - out.size) < (options.alpha ?? falseOdd);
    out.add(farthest.index);
    if (isOdd) odd = out.size;
  }
  if (odd === 0) return [];
  const found = new Set([...out].slice(0, odd));
  return levelsOf(values, options.starts ?? [], found).flatMap(({ from, to, mean }) =>
    [...found]
      .filter((index) => from <= index && index < to)
      .sort((a, b) => a - b)
      .map((index) => ({ index, deviation: (values[index] ?? NaN) - mean })),
  );
}
