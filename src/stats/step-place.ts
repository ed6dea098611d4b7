import { numberAt } from './numbers.ts';
import { median } from './robust.ts';

/** How far a step may be moved. */
const reach = 5;

/** The place within reach at which the values before lie nearest to one level and those from it on to the other. */
function bestPlace(values: Float64Array, from: number, to: number, step: number): number {
  const before = median(values.subarray(from, step));
  const after = median(values.subarray(step, to));
  const first = Math.max(from + 1, step - reach);
  const last = Math.min(to - 1, step + reach);
  let cost = 0;
  let least = 0;
  let best = first;
  for (let place = first; place < last; place++) {
    cost += Math.abs(numberAt(values, place) - before) - Math.abs(numberAt(values, place) - after);
    const isBetter = cost < least - 1e-12 || (place + 1 === step && cost <= least + 1e-12);
    if (!isBetter) continue;
    least = cost;
    best = place + 1;
  }
  return best;
}

/**
 * Moves each step by up to 5 runs to where the sum of distances to the two medians is least. The bounded cost of the
 * fit cannot tell on which side a run belongs that is far from both levels; its distance can.
 */
export function placedSteps(values: Float64Array, steps: readonly number[]): number[] {
  const placed = [...steps];
  steps.forEach((step, i) => {
    placed[i] = bestPlace(values, placed[i - 1] ?? 0, steps[i + 1] ?? values.length, step);
  });
  return placed;
}
