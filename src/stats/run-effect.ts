import type { Numbers } from './numbers.ts';
import { differencesFrom } from './robust.ts';
import { largest } from '../model/long-lists.ts';

/** Fewer other rows than this cannot tell the run from the one row that changed. */
export const fewestOthers = 3;

/** Values of one metric in several places: a row for each place, a column for each run; NaN where there is none. */
export type RunTable = readonly Numbers[];

/** What each run did to all places. */
export interface RunEffects {
  /** As the table: the median deviation of the other rows; NaN where there are fewer than 3 of them. */
  readonly ofOthers: readonly Float64Array[];
  /** For each run the median deviation of all rows; NaN where no row has a value. */
  readonly ofAll: Float64Array;
  /** The share of the rows, 0 to 1, that deviate in a run to one side of a level; NaN where no row has a value. */
  readonly shareBeyond: (run: number, level: number, side: number) => number;
}

/** The median of ascending values; NaN for none. */
function medianOfSorted(sorted: Float64Array): number {
  const count = sorted.length;
  return ((sorted[(count - 1) >> 1] ?? NaN) + (sorted[count >> 1] ?? NaN)) / 2;
}

/** The median of ascending values without one of them, which must be among them. */
function medianWithout(sorted: Float64Array, own: number): number {
  const count = sorted.length - 1;
  // What stands at or behind the value that is left out moves up by one place.
  const at = (i: number): number => sorted[own <= (sorted[i] ?? NaN) ? i + 1 : i] ?? NaN;
  return (at((count - 1) >> 1) + at(count >> 1)) / 2;
}

/** What the rows have for one run, ascending. */
function columnOf(table: RunTable, run: number): Float64Array {
  const column = new Float64Array(table.length);
  let count = 0;
  for (const row of table) {
    const value = row[run] ?? NaN;
    if (!Number.isNaN(value)) column[count++] = value;
  }
  return column.subarray(0, count).sort();
}

/** Each row's mean over the first `known` runs, less what those runs did to all rows. */
function levelsOf(table: RunTable, known: number, effects: Float64Array): number[] {
  return table.map((row) => {
    let [sum, count] = [0, 0];
    for (let run = 0; run < known; run++) {
      const value = (row[run] ?? NaN) - (effects[run] ?? NaN);
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    return sum / count;
  });
}

const deviationsFrom = (table: RunTable, levels: readonly number[]): Float64Array[] =>
  table.map((row, i) => differencesFrom(row, levels[i] ?? NaN));

const rounds = 3;

/**
 * The effect of each run that all its places share, by medians, so that fewer than half of them may change without
 * moving it. Levels come from the first `known` runs (the history); later columns (the head) are only measured
 * against them. Levels and effects are found in turns (median polish with means for the rows: Tukey, Exploratory Data
 * Analysis, 1977, ch. 11), which makes a difference only where runs lack places. Values are on the scale on which
 * effects add up: logarithms.
 */
export function runEffects(table: RunTable, known: number): RunEffects {
  const runs = Math.max(0, largest(table.map((row) => row.length)));
  const ofAll = new Float64Array(runs);
  let deviations: Float64Array[] = [];
  let columns: Float64Array[] = [];
  for (let round = 0; round < rounds; round++) {
    deviations = deviationsFrom(table, levelsOf(table, known, ofAll));
    columns = Array.from(ofAll, (_, run) => columnOf(deviations, run));
    columns.forEach((column, run) => (ofAll[run] = medianOfSorted(column)));
  }
  const ofOthers = table.map(() => new Float64Array(runs).fill(NaN));
  columns.forEach((column, run) => {
    if (column.length <= fewestOthers) return;
    ofOthers.forEach((effects, i) => {
      const own = deviations[i]?.[run] ?? NaN;
      if (!Number.isNaN(own)) effects[run] = medianWithout(column, own);
    });
  });
  const shareBeyond = (run: number, level: number, side: number): number => {
    const column = columns[run] ?? new Float64Array();
    return column.filter((value) => Math.sign(value - level) === Math.sign(side)).length / column.length;
  };
  return { ofOthers, ofAll, shareBeyond };
}
