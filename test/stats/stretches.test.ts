import { describe, expect, it } from 'vitest';
import { shareInflation } from '../../src/stats/variance-inflation.ts';

/** Expected values: test/reference-scripts/variance_inflation.py (numpy and scipy). */
describe('stretches that follow each other', () => {
  const sums = [2, 10, 5, 13, 12, 14, 15, 21, 14, 20, 13, 15, 12, 11, 8, 8, 3, 10, 1, 7];
  const batches = sums.map((sum) => ({ count: 30, sum }));

  it('count the more, by their autocorrelation without its bias', () => {
    expect(shareInflation(batches)).toBeCloseTo(16.52596247744832, 6);
    expect(shareInflation(batches, 0.9)).toBeCloseTo(16.014622118915856, 6);
  });
});

describe('stretches of several loads', () => {
  const stretch = (load: number, count: number, sum: number) => ({ load, count, sum });
  const batches = [
    stretch(1, 20, 4),
    stretch(1, 30, 12),
    stretch(1, 25, 3),
    stretch(2, 40, 20),
    stretch(2, 35, 8),
    stretch(3, 50, 30),
    stretch(3, 20, 3),
    stretch(3, 30, 19),
    // Alone with its load: compared with those before it.
    stretch(4, 25, 5),
  ];

  it('are compared with those of the same load, and a single last one with its neighbours', () => {
    expect(shareInflation(batches)).toBeCloseTo(9.711299502305401, 6);
  });

  it('without samples are none', () => {
    expect(
      shareInflation([stretch(9, 0, 0), ...batches.slice(0, 4), stretch(9, 0, 0), ...batches.slice(4)]),
    ).toBeCloseTo(9.711299502305401, 6);
  });
});

it('stretches without any sample are too few', () => {
  expect(shareInflation(Array.from({ length: 9 }, () => ({ count: 0, sum: 0 })))).toBeNull();
});
