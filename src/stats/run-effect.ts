import type { Numbers } from './numbers.ts';

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
}

function medianOfSorted(sorted: readonly number[], without = -1): number {
  const count = without < 0 ? sorted.length : sorted.length - 1;
  const at = (i: number): number => sorted[without >= 0 && i >= without ? i + 1 : i] ?? NaN;
  return (at((count - 1) >> 1) + at(count >> 1)) / 2;
}

const columnOf = (table: RunTable, run: number): number[] =>
  table
    .map((row) => row[run] ?? NaN)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);

/** Each row's mean over the first `known` runs, less what those runs did to all rows. */
function levelsOf(table: RunTable, known: number, effects: Numbers): number[] {
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
  table.map((row, i) => Float64Array.from(row, (value) => value - (levels[i] ?? NaN)));

const rounds = 3;

/**
 * The effect of each run that all its places share, by medians, so that fewer than half of them may change without
 * moving it. Levels come from the first `known` runs (the history); later columns (the head) are only measured
 * against them. Levels and effects are found in turns (median polish with means for the rows: Tukey, Exploratory Data
 * Analysis, 1977, ch. 11), which makes a difference only where runs lack places. Values are on the scale on which
 * effects add up: logarithms.
 */
export function runEffects(table: RunTable, known: number): RunEffects {
  const runs = Math.max(0, ...table.map((row) => row.length));
  let ofAll = new Float64Array(runs);
  let deviations: Float64Array[] = [];
  for (let round = 0; round < rounds; round++) {
    deviations = deviationsFrom(table, levelsOf(table, known, ofAll));
    ofAll = Float64Array.from({ length: runs }, (_, run) => medianOfSorted(columnOf(deviations, run)));
  }
  const ofOthers = table.map(() => new Float64Array(runs).fill(NaN));
  for (let run = 0; run < runs; run++) {
    const column = columnOf(deviations, run);
    if (column.length <= fewestOthers) continue;
    deviations.forEach((row, i) => {
      const own = row[run] ?? NaN;
      const effects = ofOthers[i];
      if (!Number.isNaN(own) && effects) effects[run] = medianOfSorted(column, column.indexOf(own));
    });
  }
  return { ofOthers, ofAll };
}
