import { describe, expect, it } from 'vitest';
import { mergeSteps } from '../../src/stats/segment-merge.ts';
import { stepEvidence, supportedSteps, aroundSteps } from '../../src/stats/step-evidence.ts';

/** Five values on each of some levels. */
const levels = (...some: readonly number[]): Float64Array =>
  Float64Array.from(some.flatMap((level) => Array<number>(5).fill(level)));

describe('steps between levels', () => {
  it('that are too low are merged one at a time, the weakest first', () => {
    expect(mergeSteps(levels(0, 1, 2, 10), [5, 10, 15], 3)).toEqual([15]);
    // Merged with the level before, 2 becomes 1 in the median, and the step to 3 is then 2 high.
    expect(mergeSteps(levels(0, 0.5, 2, 4), [5, 10, 15], 1.5)).toEqual([10, 15]);
    expect(mergeSteps(levels(0, 3, 6), [5, 10], 3)).toEqual([5, 10]);
    expect(mergeSteps(levels(0, 2.9, 6), [5, 10], 3)).toEqual([10]);
    expect(mergeSteps(levels(5, 5), [5], 0.1)).toEqual([]);
    expect(mergeSteps(levels(5), [], 1)).toEqual([]);
  });

  it('must have a score of 1 as well', () => {
    const score = (before: number, after: number): number => (after > before ? 2 : 0.5);
    expect(mergeSteps(levels(0, 10, 0), [5, 10], 1, score)).toEqual([5]);
  });

  it('save the cost of one level, each value bounded', () => {
    const price = { noise: 1, outlierLimit: 4, penalty: 10 };
    // One level at the median, 0 or 3: five values are 3 away and cost 9 each.
    expect(stepEvidence(levels(0, 0, 3), 10, price)).toBe(45);
    // 16 is the most that a value costs.
    expect(stepEvidence(levels(0, 0, 30), 10, price)).toBe(80);
    expect(stepEvidence(levels(0, 0, 3), 10, { ...price, noise: 3 })).toBe(5);
  });

  it('are kept where they save their price; jumps always', () => {
    const price = { noise: 1, outlierLimit: 4, penalty: 46 };
    expect(supportedSteps(levels(0, 0, 3), [10], price)).toEqual([]);
    expect(supportedSteps(levels(0, 0, 3), [10], { ...price, penalty: 45 })).toEqual([10]);
    // Five noise units from one run to the next.
    expect(supportedSteps(levels(0, 0, 5), [10], { ...price, penalty: 1_000 })).toEqual([10]);
    expect(aroundSteps(levels(0, 1, 2), [5, 10]).map(({ values, step }) => [values.length, step])).toEqual([
      [10, 5],
      [10, 5],
    ]);
  });
});
