import { describe, expect, it } from 'vitest';
import {
  firstChangedProbabilities,
  mostTelling,
  sessionsPerCommit,
  varianceOfLevels,
} from '../../src/stats/bisection.ts';

const before = [1.0, 1.04, 0.97, 1.02];
const after = [1.3, 1.27, 1.33];

/** Expected values: test/reference-scripts/bisection.py, which integrates numerically. */
describe('the first commit on a new level', () => {
  it.each([
    { between: [[], [1.1], []], expected: [0.01657, 0.01657, 0.48343, 0.48343] },
    { between: [[1.03], [1.28], []], expected: [0.00018, 0.99952, 0.00015, 0.00015] },
    { between: [[], [1.16, 1.14], []], expected: [0.24445, 0.24445, 0.25555, 0.25555] },
  ])('is as probable as integration says: $between', ({ between, expected }) => {
    const found = firstChangedProbabilities({ before, after, between });
    for (const [i, one] of expected.entries()) expect(found[i]).toBeCloseTo(one, 5);
  });

  it('is equally probable everywhere before anything was measured', () => {
    expect(firstChangedProbabilities({ before, after, between: [[], [], []] })).toEqual([
      0.25, 0.25, 0.25, 0.25,
    ]);
  });

  it('is certain for values without noise', () => {
    const exact = { before: [100, 100], after: [130, 130], between: [[100], [130]] };
    expect(firstChangedProbabilities(exact).map((one) => Math.round(one * 1e6) / 1e6)).toEqual([0, 1, 0]);
  });
});

describe('what to measure', () => {
  it('is the commit that halves the probability, never the last', () => {
    expect(mostTelling([0.25, 0.25, 0.25, 0.25], 1)).toEqual([1]);
    expect(mostTelling([0.05, 0.05, 0.45, 0.45], 1)).toEqual([2]);
    expect(mostTelling([0.25, 0.25, 0.25, 0.25], 3)).toEqual([0, 1, 2]);
    expect(mostTelling([1], 1)).toEqual([]);
  });

  it('takes as many sessions as find the change in 80% of cases', () => {
    // By scipy.stats.t, in the same script's terms: s² = 0.000895 with 5 degrees of freedom.
    const level = (difference: number): number[] => [0, -0.03, 0.03].map((one) => 1.0075 + difference + one);
    expect(sessionsPerCommit({ before, after: level(0.2925) })).toBe(1);
    expect(sessionsPerCommit({ before, after: level(0.0585) })).toBe(16);
    expect(sessionsPerCommit({ before, after: level(0.043875) })).toBe(Infinity);
    expect(sessionsPerCommit({ before: [1], after: [2] })).toBeNull();
    expect(sessionsPerCommit({ before: [5, 5], after: [6] })).toBe(1);
  });
});

it('the variance of two levels is around their own means', () => {
  // 1 + 1 of one level, 8 of the other, by 3 degrees of freedom.
  expect(varianceOfLevels({ before: [1, 2, 3], after: [4, 8] })).toEqual({ variance: 10 / 3, df: 3 });
  expect(varianceOfLevels({ before: [1], after: [2] })).toEqual({ variance: 0, df: 0 });
});
