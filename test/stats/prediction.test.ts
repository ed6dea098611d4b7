import { describe, expect, it } from 'vitest';
import { alertInterval, predictionInterval } from '../../src/stats/prediction.ts';

// t(4, 0.975) = 2.7764451052 (scipy.stats.t.ppf); mean 1 and standard deviation sqrt(2.5) of -1, 0, 1, 2, 3.
const half = 2.7764451052 * Math.sqrt(2.5) * Math.sqrt(1.2);

describe('the interval of the next value', () => {
  it('is mean +- t s sqrt(1 + 1/k)', () => {
    const { lower, upper } = predictionInterval([-1, 0, 1, 2, 3], 0.05)!;
    expect(lower).toBeCloseTo(1 - half, 8);
    expect(upper).toBeCloseTo(1 + half, 8);
  });

  it('is that of logarithms if all values are positive', () => {
    const { lower, upper } = predictionInterval([-1, 0, 1, 2, 3].map(Math.exp), 0.05)!;
    expect(Math.log(lower)).toBeCloseTo(1 - half, 8);
    expect(Math.log(upper)).toBeCloseTo(1 + half, 8);
  });

  it('needs five values, and takes the last fifty', () => {
    expect(predictionInterval([1, 2, 3, 4], 0.05)).toBeNull();
    const fifty = Array.from({ length: 50 }, (_, i) => (i % 7) - 3);
    expect(predictionInterval([1e6, ...fifty], 0.05)).toEqual(predictionInterval(fifty, 0.05));
    expect(predictionInterval(fifty.slice(1), 0.05)).not.toEqual(predictionInterval(fifty, 0.05));
  });

  it('of alerts is around the median, by the geometric mean of both deviations', () => {
    // Median 1; distances from it 0, 1, 1, 2, 2: robust deviation 1.4826.
    const spread = Math.sqrt(1.4826 * Math.sqrt(2.5));
    const found = alertInterval([-1, 0, 1, 2, 3], 0.05)!;
    expect(found.upper - 1).toBeCloseTo((half / Math.sqrt(2.5)) * spread, 3);
    expect(1 - found.lower).toBeCloseTo((half / Math.sqrt(2.5)) * spread, 3);
  });
});
