import { describe, expect, it } from 'vitest';
import {
  quantile,
  quantileInterval,
  quantileRanks,
  quantileRankSides,
  reachedUpper,
  samplesForQuantile,
  type QuantileType,
} from '../../src/stats/quantile.ts';

const values = [2, 4, 7, 11, 16];

describe('the nine sample quantiles', () => {
  // By the definitions of Hyndman & Fan, by hand: n p is 1.5, and 2, and 2.5.
  it.each([
    [1, 4, 4, 7],
    [2, 4, 5.5, 7],
    [3, 4, 4, 4],
    [4, 3, 4, 5.5],
    [5, 4, 5.5, 7],
    [6, 3.6, 5.2, 7],
    [7, 4.6, 5.8, 7],
    [8, 2 + 2 * (0.3 * (5 + 1 / 3) + 1 / 3 - 1), 4 + 3 * (0.4 * (5 + 1 / 3) + 1 / 3 - 2), 7],
    [9, 3.9, 4 + 3 * (0.4 * 5.25 + 0.375 - 2), 7],
  ])('type %d', (type, third, twoFifths, middle) => {
    const of = (p: number): number => quantile(values, p, type as QuantileType);
    expect([of(0.3), of(0.4), of(0.5)]).toEqual([
      expect.closeTo(third, 12),
      expect.closeTo(twoFifths, 12),
      expect.closeTo(middle, 12),
    ]);
    expect([of(0), of(1), of(-1), of(2)]).toEqual([2, 16, 2, 16]);
  });

  it('of nothing is NaN, of one value that value', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([3], 0.99)).toBe(3);
  });

  it('does not count rounding: 0.95 of 100 values is the 95th by type 1', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(quantile(hundred, 0.95, 1)).toBe(95);
    expect(quantile(hundred, 0.07, 1)).toBe(7);
    expect(quantile(hundred, 0.07, 2)).toBe(7.5);
  });
});

describe('ranks that bound a quantile', () => {
  // Conover: of n = 10 values, P(2 <= B <= 8) = 1 - 2 x 11 / 1024 = 97.9% for the median; 6 values have 1 - 2 / 64.
  it('of the median are symmetric', () => {
    expect(quantileRanks(10, 0.5)).toEqual({ lower: 2, upper: 9 });
    expect(quantileRanks(6, 0.5)).toEqual({ lower: 1, upper: 6 });
    expect(quantileRanks(5, 0.5)).toBeNull();
    expect(quantileRanks(5, 0.5, 0.9)).toEqual({ lower: 1, upper: 5 });
    expect(quantileRanks(0, 0.5)).toBeNull();
  });

  it('are open on the side that the values cannot bound', () => {
    // 0.95^20 = 36%: the largest of 20 values is often below the 95th percentile.
    expect(quantileRankSides(20, 0.95).upper).toBeNull();
    expect(quantileRankSides(20, 0.05).lower).toBeNull();
    expect(quantileInterval([1, 2, 3], 0.5)).toEqual({ lower: -Infinity, upper: Infinity });
    expect(quantileInterval([1, 2, 3, 4, 5, 6], 0.5)).toEqual({ lower: 1, upper: 6 });
  });

  it('of dependent values are those of fewer, moved outwards', () => {
    // 20 values that count as 10: ranks 2 and 9 of 10 are above rank 2 and up to rank 18 of 20.
    expect(quantileRankSides(20, 0.5, 0.95, { inflation: 2 })).toEqual({ lower: 3, upper: 18 });
    expect(quantileRankSides(20, 0.5, 0.95, { inflation: 21 })).toEqual({ lower: null, upper: null });
    expect(quantileRankSides(20, 0.5, 0.95, { inflation: 20 })).toEqual({ lower: null, upper: null });
  });

  it('reach to where the quantile would be if unseen values were all below or all above', () => {
    // 100 values and 40 unseen: the median of 140 is at 70.5, which is 30 of the seen ones, or 71.
    const { lower, upper } = quantileRankSides(100, 0.5, 0.95, { unseen: 40 });
    expect([lower, upper]).toEqual([30, 71]);
    expect(quantileRankSides(100, 0.5, 0.95, { unseen: 140 }).lower).toBeNull();
  });

  it('exist from so many values on', () => {
    // 0.5^n <= 0.025 from 6 on; 0.95^n <= 0.025 from 72 on; 0.99^n from 368 on.
    expect([0.5, 0.95, 0.99, 0.05].map((p) => samplesForQuantile(p))).toEqual([6, 72, 368, 72].map((n) => n));
    expect(samplesForQuantile(0.5, 0.9)).toBe(5);
  });
});

it('an upper bound that is reached lies three times as far as the lower, or at the largest value', () => {
  expect(reachedUpper(100, 50, 500)).toBe(800);
  expect(reachedUpper(100, 50, 900)).toBe(900);
  expect(reachedUpper(100, 0, 150)).toBe(150);
});
