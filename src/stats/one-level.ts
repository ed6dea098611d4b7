import type { Numbers } from './numbers.ts';
import type { PottsOptions } from './potts.ts';

/** Levels that lie no further apart than this many noise units are bounded together. */
const groupWidth = 0.5;

/** Far more than the rounding errors of a cost, and next to nothing beside a penalty. */
const margin = 1e-6;

/** The index of the first level of each group of neighbouring levels, and at last their number. */
function groupsOf(levels: Float64Array, width: number): number[] {
  const starts: number[] = [];
  let end = -Infinity;
  for (let i = 0; i < levels.length; i++) {
    if (levels[i]! <= end) continue;
    starts.push(i);
    end = levels[i]! + width;
  }
  return [...starts, levels.length];
}

/** What one level for all values costs. */
function costOfLevel(values: Numbers, level: number, noise: number, limit: number): number {
  let cost = 0;
  for (const value of values) {
    const distance = (value - level) / noise;
    cost += Math.min(distance * distance, limit);
  }
  return cost;
}

/**
 * True where a fraction of the search shows that no fit with steps costs less than one level for all values, which is
 * so for most histories; false says nothing. Levels of a group count as one that is as near to each value as the
 * nearest of them: a fit with steps costs no less than the best one over such groups. If even that is dearer than one
 * level, the search has nothing to find. `levels` are those of the search, in order.
 */
export function isSurelyOneLevel(
  values: Numbers,
  levels: Float64Array,
  noise: number,
  { outlierLimit, penalty }: PottsOptions,
): boolean {
  const limit = outlierLimit ** 2;
  const starts = groupsOf(levels, groupWidth * noise);
  const count = starts.length - 1;
  const lowest = Float64Array.from({ length: count }, (_, g) => levels[starts[g]!]! / noise);
  const highest = Float64Array.from({ length: count }, (_, g) => levels[starts[g + 1]! - 1]! / noise);
  const staying = new Float64Array(count);
  const stepping = new Float64Array(count).fill(Infinity);
  let best = Infinity;
  for (const given of values) {
    const value = given / noise;
    const jumpCost = best + penalty;
    best = Infinity;
    for (let g = 0; g < count; g++) {
      const distance = Math.max(0, lowest[g]! - value, value - highest[g]!);
      const cost = Math.min(distance * distance, limit);
      const stay = staying[g]! + cost;
      const step = Math.min(stepping[g]!, jumpCost) + cost;
      staying[g] = stay;
      stepping[g] = step;
      if (stay < best) best = stay;
      if (step < best) best = step;
    }
  }
  const likeliest = staying.indexOf(Math.min(...staying));
  const level = levels[(starts[likeliest]! + starts[likeliest + 1]! - 1) >>> 1]!;
  return costOfLevel(values, level, noise, limit) + margin < Math.min(...stepping);
}
