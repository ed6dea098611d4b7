import type { Numbers } from './numbers.ts';
import { numberAt } from './numbers.ts';

/** Mid-ranks from 1 in the order given: equal values share the mean of their ranks. */
export function midRanks(values: Numbers): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((a, b) => numberAt(values, a) - numberAt(values, b));
  const ranks = new Float64Array(order.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (
      end < order.length &&
      numberAt(values, numberAt(order, end)) === numberAt(values, numberAt(order, start))
    )
      end++;
    for (let i = start; i < end; i++) ranks[numberAt(order, i)] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** Sizes of the groups of equal values that have more than one member. */
export function tieSizes(values: Numbers): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}
