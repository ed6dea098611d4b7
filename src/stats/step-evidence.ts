import { isJump } from './abrupt-step.ts';
import { numberAt } from './numbers.ts';
import { median } from './robust.ts';
import { smallest } from '../model/long-lists.ts';

/** What a distance from a level costs, and what a step has to save. */
export interface StepPrice {
  /** One noise unit. */
  readonly noise: number;
  /** A value costs at most the square of this many noise units. */
  readonly outlierLimit: number;
  /** What a step has to save, in noise units squared. */
  readonly penalty: number;
}

function costOfLevel(values: Float64Array, { noise, outlierLimit }: StepPrice): number {
  const level = median(values);
  let cost = 0;
  for (const value of values) cost += Math.min(((value - level) / noise) ** 2, outlierLimit ** 2);
  return cost;
}

/** How much two levels fit the values better than one: in noise units squared, each value bounded. */
export function stepEvidence(values: Float64Array, step: number, price: StepPrice): number {
  const apart = costOfLevel(values.subarray(0, step), price) + costOfLevel(values.subarray(step), price);
  return costOfLevel(values, price) - apart;
}

/** The values of the two levels around each step, and where in them the step is. */
export function aroundSteps(
  values: Float64Array,
  steps: readonly number[],
): { values: Float64Array; step: number }[] {
  return steps.map((step, i) => {
    const from = steps[i - 1] ?? 0;
    return { values: values.subarray(from, steps[i + 1] ?? values.length), step: step - from };
  });
}

/** The steps that save their price, after the weakest have been removed one at a time. Jumps always stay. */
export function supportedSteps(values: Float64Array, steps: readonly number[], price: StepPrice): number[] {
  const kept = [...steps];
  for (;;) {
    const evidence = aroundSteps(values, kept).map((around) =>
      isJump(around.values, around.step, price.noise)
        ? Infinity
        : stepEvidence(around.values, around.step, price),
    );
    const weakest = evidence.indexOf(smallest(evidence));
    if (weakest < 0 || numberAt(evidence, weakest) >= price.penalty) return kept;
    kept.splice(weakest, 1);
  }
}
