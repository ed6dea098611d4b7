import type { Numbers } from './numbers.ts';
import { numberAt } from './numbers.ts';
import type { PottsOptions } from './potts.ts';
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
    if ((levels[i] ?? NaN) <= end) continue;
    starts.push(i);
    end = (levels[i] ?? NaN) + width;
  }
  starts.push(levels.length);
  return starts;
}

/** What one level for all values costs: the highest that is no higher than a given one. */
function costOfLevel(values: Numbers, { levels, noise, outlierLimit }: LevelSearch, atMost: number): number {
  const level = numberAt(levels, countWithin(levels, atMost) - 1);
  const limit = outlierLimit ** 2;
  let cost = margin;
  for (const value of values) {
    const distance = (value - level) / noise;
    cost += Math.min(distance * distance, limit);
  }
  return cost;
}

/**
 * True where a fraction of the search shows that no fit with steps costs less than one level for all values, which is
 * so for most histories; false says nothing. Levels of a group count as one that is as near to each value as the
 * nearest of them: a fit with steps costs no less than the best one over such groups. Once even those with a step so
 * far and those with one to come are dearer than one level, the search has nothing to find.
 */
export function isSurelyOneLevel(values: Numbers, search: LevelSearch): boolean {
  const { levels, noise, outlierLimit, penalty } = search;
  const limit = outlierLimit ** 2;
  const costAtMedian = costOfLevel(values, search, median(values));
  const starts = groupStarts(levels, groupWidth * noise);
  const count = starts.length - 1;
  const lowest = new Float64Array(count);
  const highest = new Float64Array(count);
  for (let g = 0; g < count; g++) {
    lowest[g] = (levels[starts[g] ?? NaN] ?? NaN) / noise;
    highest[g] = (levels[(starts[g + 1] ?? NaN) - 1] ?? NaN) / noise;
  }
  const staying = new Float64Array(count);
  const stepping = new Float64Array(count).fill(Infinity);
  let least = Infinity;
  let leastWithStep = Infinity;
  for (const given of values) {
    const value = given / noise;
    const stepCost = Math.min(least, leastWithStep) + penalty;
    least = Infinity;
    leastWithStep = Infinity;
    for (let g = 0; g < count; g++) {
      const distance = Math.max(0, (lowest[g] ?? NaN) - value, value - (highest[g] ?? NaN));
      const cost = Math.min(distance * distance, limit);
      const stay = (staying[g] ?? NaN) + cost;
      const step = Math.min(stepping[g] ?? NaN, stepCost) + cost;
      staying[g] = stay;
      stepping[g] = step;
      if (stay < least) least = stay;
      if (step < leastWithStep) leastWithStep = step;
    }
    if (leastWithStep > costAtMedian && least + penalty > costAtMedian) return true;
  }
  const likeliest = staying.indexOf(least);
  const middle = ((numberAt(lowest, likeliest) + numberAt(highest, likeliest)) / 2) * noise;
  return leastWithStep > costOfLevel(values, search, middle);
}
