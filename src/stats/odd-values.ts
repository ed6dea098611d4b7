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

/** Values on their levels. */
interface Levels {
  /** For each value the mean of its level, and how many values are on it. */
  readonly levels: readonly number[];
  readonly counts: readonly number[];
  /** The squared deviations of all from their levels. */
  readonly squares: number;
}

/** The levels of the values that are kept. */
function levelsOf(
  values: readonly number[],
  starts: readonly number[],
  isKept: (i: number) => boolean,
): Levels {
  const bounds = [0, ...starts, values.length];
  const levels = values.map(() => NaN);
  const counts = values.map(() => 0);
  let squares = 0;
  for (let part = 0; part + 1 < bounds.length; part++) {
    const [from = 0, to = 0] = [bounds[part], bounds[part + 1]];
    const kept = values.slice(from, to).filter((_, i) => isKept(from + i));
    const level = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    squares += kept.reduce((sum, value) => sum + (value - level) ** 2, 0);
    levels.fill(level, from, to);
    counts.fill(kept.length, from, to);
  }
  return { levels, counts, squares };
}

/** The value that its level misses most, and what the others leave. */
interface Farthest {
  readonly index: number;
  /** The two-sided p value of t of this value against the others. */
  readonly p: number;
}

/** Of the values that are kept, the one farthest from the others of its level; null where there is none to be odd. */
function farthestOf(
  values: readonly number[],
  options: OddOptions,
  out: ReadonlySet<number>,
): Farthest | null {
  const { starts = [], least = 0 } = options;
  const { levels, counts, squares } = levelsOf(values, starts, (i) => !out.has(i));
  const deviation = (i: number): number => (values[i] ?? NaN) - (levels[i] ?? NaN);
  // The squared deviations that are left without a value, whose level moves then.
  const without = (i: number): number => {
    const n = counts[i] ?? 0;
    return squares - (deviation(i) ** 2 * n) / (n - 1);
  };
  let farthest: number | null = null;
  for (let i = 0; i < values.length - 1; i++) {
    if (out.has(i) || (counts[i] ?? 0) < fewestOnLevel) continue;
    if (farthest === null || without(i) < without(farthest)) farthest = i;
  }
  if (farthest === null) return null;
  const others = (counts[farthest] ?? 0) - 1;
  const df = values.length - out.size - 2 - starts.length;
  const variance = Math.max(least, without(farthest) / df);
  const difference = (deviation(farthest) * (others + 1)) / others;
  const t = difference / Math.sqrt(variance * (1 + 1 / others));
  // With a bound of at most 0.05, a smaller t is never odd, and its probability costs more than all else.
  const isNear = Math.abs(difference) <= roundingError || Math.abs(t) < leastT;
  return { index: farthest, p: isNear ? 1 : studentTwoSided(t, df) };
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
  const found = new Set([...out].slice(0, odd));
  const { levels } = levelsOf(values, options.starts ?? [], (i) => !found.has(i));
  return [...found]
    .sort((a, b) => a - b)
    .map((index) => ({ index, deviation: (values[index] ?? NaN) - (levels[index] ?? NaN) }));
}
