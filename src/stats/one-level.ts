import type { Numbers } from './numbers.ts';
import type { PottsOptions } from './potts-options.ts';
import { median } from './robust.ts';
import { countWithin } from './sorted.ts';

/** Levels that lie no further apart than this many noise units are bounded together. */
const groupWidth = 0.5;

/** Far more than the rounding errors of a cost, and next to nothing beside a penalty. */
const margin = 1e-6;

/** A search for the best fit, before it is made: all levels that it would try, in order, and what fits cost. */
export interface LevelSearch extends PottsOptions {
  readonly levels: Float64Array;
  readonly noise: number;
}

/** The index of the first level of each group of neighbouring levels, and at last the number of levels. */
function groupStarts(levels: Float64Array, width: number): number[] {
  const starts: number[] = [];
  let end = -Infinity;
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i] ?? NaN;
    if (level <= end) continue;
    starts.push(i);
    end = level + width;
  }
  starts.push(levels.length);
  return starts;
}

/** What one level for all values costs: the highest that is no higher than a given one. */
function costOfLevel(values: Numbers, { levels, noise, outlierLimit }: LevelSearch, atMost: number): number {
  const level = levels[countWithin(levels, atMost) - 1] ?? NaN;
  const limit = outlierLimit ** 2;
  let cost = margin;
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const distance = ((values[i] ?? NaN) - level) / noise;
    cost += Math.min(distance * distance, limit);
  }
  return cost;
}

/** The lowest and the highest level of each group, in noise units. */
function groupsOf({ levels, noise }: LevelSearch): { lowest: Float64Array; highest: Float64Array } {
  const starts = groupStarts(levels, groupWidth * noise);
  const count = starts.length - 1;
  const lowest = new Float64Array(count);
  const highest = new Float64Array(count);
  for (let g = 0; g < count; g++) {
    lowest[g] = (levels[starts[g] ?? NaN] ?? NaN) / noise;
    highest[g] = (levels[(starts[g + 1] ?? NaN) - 1] ?? NaN) / noise;
  }
  return { lowest, highest };
}

/**
 * True where a fraction of the search shows that no fit with steps costs less than one level for all values, which is
 * so for most histories; false says nothing. Levels of a group count as one that is as near to each value as the
 * nearest of them: a fit with steps costs no less than the best one over such groups. Once even those with a step so
 * far and those with one to come are dearer than one level, the search has nothing to find.
 */
export function isSurelyOneLevel(values: Numbers, search: LevelSearch): boolean {
  const { noise, outlierLimit, penalty } = search;
  const limit = outlierLimit ** 2;
  const costAtMedian = costOfLevel(values, search, median(values));
  const { lowest, highest } = groupsOf(search);
  const count = lowest.length;
  const staying = new Float64Array(count);
  const stepping = new Float64Array(count).fill(Infinity);
  let least = Infinity;
  let leastWithStep = Infinity;
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const value = (values[i] ?? NaN) / noise;
    const stepCost = Math.min(least, leastWithStep) + penalty;
    least = Infinity;
    leastWithStep = Infinity;
    // Millions of times per build, so without calls.
    for (let g = 0; g < count; g++) {
      const below = (lowest[g] ?? NaN) - value;
      const above = value - (highest[g] ?? NaN);
      const distance = below > 0 ? below : above > 0 ? above : 0;
      const squared = distance * distance;
      const cost = squared < limit ? squared : limit;
      const stay = (staying[g] ?? NaN) + cost;
      const stepped = stepping[g] ?? NaN;
      const step = (stepped < stepCost ? stepped : stepCost) + cost;
      staying[g] = stay;
      stepping[g] = step;
      if (stay < least) least = stay;
      if (step < leastWithStep) leastWithStep = step;
    }
    if (leastWithStep > costAtMedian && least + penalty > costAtMedian) return true;
  }
  const likeliest = staying.indexOf(least);
  const middle = (((lowest[likeliest] ?? NaN) + (highest[likeliest] ?? NaN)) / 2) * noise;
  return leastWithStep > costOfLevel(values, search, middle);
}
