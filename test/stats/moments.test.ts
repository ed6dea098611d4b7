import { describe, expect, it } from 'vitest';
import {
  addToMoments,
  emptyMoments,
  mean,
  mergeMoments,
  sampleVariance,
  squaredDeviations,
  standardDeviation,
  sum,
  type Moments,
} from '../../src/stats/moments.ts';

const momentsOf = (...values: number[]): Moments => {
  const moments = emptyMoments();
  for (const value of values) addToMoments(moments, value);
  return moments;
};

describe('moments', () => {
  it('are count, mean and squared deviations', () => {
    // 2, 4, 9: mean 5, 9 + 1 + 16.
    expect(momentsOf(2, 4, 9)).toEqual({ count: 3, mean: 5, m2: 26 });
    expect(emptyMoments()).toEqual({ count: 0, mean: 0, m2: 0 });
  });

  it('of two sets together are those of all values', () => {
    // 2, 4, 9, 1, 4: mean 4, 4 + 0 + 25 + 9 + 0.
    expect(mergeMoments(momentsOf(2, 4, 9), momentsOf(1, 4))).toEqual({ count: 5, mean: 4, m2: 38 });
    expect(mergeMoments(momentsOf(2, 4, 9), emptyMoments())).toEqual(momentsOf(2, 4, 9));
    expect(mergeMoments(emptyMoments(), momentsOf(2, 4, 9))).toEqual(momentsOf(2, 4, 9));
  });
});

describe('sums', () => {
  it('keep the digits of small values beside large ones, whichever comes first', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum([1e100, 1, -1e100, 1])).toBe(2);
    expect(mean([])).toBeNaN();
  });

  it('of squared deviations keep them, too', () => {
    expect(squaredDeviations([1e9 + 2, 1e9 + 4, 1e9 + 9])).toBe(26);
    expect(squaredDeviations([])).toBe(0);
    expect(sampleVariance([2, 4, 9])).toBe(13);
    expect(standardDeviation([1, 3])).toBe(Math.SQRT2);
    expect([sampleVariance([5]), standardDeviation([5])]).toEqual([null, null]);
  });
});
