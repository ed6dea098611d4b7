import { describe, expect, it } from 'vitest';
import { robustLine, theilSen } from '../../src/stats/theil-sen.ts';

/** The slope between i^2 and j^2 is i + j: once 1, 2, 16, 17, twice 3, 4, 14, 15, thrice 5, 6, 12, 13, ... five times 9. */
const squares = Array.from({ length: 10 }, (_, i) => i * i);

describe('Sen’s interval of a slope', () => {
  // scipy.stats.theilslopes(squares, range(10), alpha) agrees with each. Without ties the variance is 10 x 9 x 25 / 18 = 125.
  it('takes the slopes of ranks (45 -+ z sqrt(125)) / 2', () => {
    // z is 1.96: ranks 12 and 33 by rounding.
    expect(theilSen(squares)).toEqual({
      slope: 9,
      intercept: 20.5 - 9 * 4.5,
      interval: { lower: 6, upper: 12 },
    });
    // z is 0.674: ranks 19 and 26.
    expect(theilSen(squares, { level: 0.5 }).interval).toEqual({ lower: 8, upper: 10 });
  });

  it('is as wide as all slopes where values resemble their neighbours so much', () => {
    // Twice the deviation: ranks 1 and 44.
    expect(theilSen(squares, { varianceFactor: 4 }).interval).toEqual({ lower: 1, upper: 17 });
    expect(theilSen(squares, { varianceFactor: 9 }).interval).toEqual({ lower: 1, upper: 17 });
  });

  it('is that of all slopes of few values', () => {
    expect(theilSen([1, 2, 4])).toEqual({ slope: 1.5, intercept: 0.5, interval: { lower: 1, upper: 2 } });
    expect(theilSen([1, 3])).toEqual({ slope: 2, intercept: 1, interval: { lower: 2, upper: 2 } });
    expect(theilSen([1])).toEqual({ slope: NaN, intercept: NaN, interval: { lower: NaN, upper: NaN } });
  });

  it('is narrower where values or places are equal', () => {
    // scipy.stats.theilslopes([1, 1, 2, 5, 3, 8, 8, 13, 9, 12], range(10)), and with x = 0, 0, 1, 2, 2, 3, 4, 5, 6, 7.
    const values = [1, 1, 2, 5, 3, 8, 8, 13, 9, 12];
    expect(theilSen(values).interval).toEqual({ lower: 0.8, upper: 2 });
    const places = [0, 0, 1, 2, 2, 3, 4, 5, 6, 7];
    const { slope, interval } = theilSen(values, { places });
    expect([slope, interval.lower, interval.upper]).toEqual([5 / 3, 1, 2.5]);
  });
});

it('a line goes through the medians of values and places', () => {
  // Slopes 2, 2, 2; the median of 10, 12, 20 is 12.
  expect(robustLine([20, 24, 40], [10, 12, 20])).toEqual({ slope: 2, intercept: 0 });
  // Two values of one place have no slope.
  expect(robustLine([1, 5, 7], [0, 0, 2])).toEqual({ slope: 2, intercept: 5 });
});
