import { describe, expect, it } from 'vitest';
import {
  bounds95,
  boundsOfMargin,
  deviationOfQuartiles,
  medianBounds,
} from '../../../src/ingest/fields/estimate-bounds.ts';

const around = (value: number, half: number): object => ({
  lower: expect.closeTo(value - half, 4) as number,
  upper: expect.closeTo(value + half, 4) as number,
});

// Quantiles from published tables: z 0.95 1.644854, 0.975 1.959964, 0.995 2.575829; t of 9 degrees 0.95 1.833113, 0.975
// 2.262157; t of 1 degree 0.95 6.313752, 0.975 12.706205.
describe('the 95% bounds of a mean', () => {
  it('are those of another level, by the normal distribution or by Student’s', () => {
    expect(bounds95(100, 5, 0.95)).toEqual(around(100, 5));
    expect(bounds95(100, 5, 0.9)).toEqual(around(100, (5 * 1.959964) / 1.644854));
    expect(bounds95(100, 5, 0.99)).toEqual(around(100, (5 * 1.959964) / 2.575829));
    expect(bounds95(100, 5, 0.9, 10)).toEqual(around(100, (5 * 2.262157) / 1.833113));
    expect(bounds95(100, 5, 0.9, 2)).toEqual(around(100, (5 * 12.706205) / 6.313752));
    expect(bounds95(100, 0, 0.9)).toEqual({ lower: 100, upper: 100 });
  });

  it('are none without a value, a width, or two samples', () => {
    expect(bounds95(null, 5, 0.95)).toBeNull();
    expect(bounds95(100, null, 0.95)).toBeNull();
    expect(bounds95(100, -1, 0.95)).toBeNull();
    expect(bounds95(100, NaN, 0.95)).toBeNull();
    expect(bounds95(100, Infinity, 0.95)).toBeNull();
    expect(bounds95(100, 5, 0.95, 1)).toBeNull();
  });

  it('are a share of it, where a tool prints a margin', () => {
    expect(boundsOfMargin(200, 3)).toEqual(around(200, 6));
    expect(boundsOfMargin(200, null)).toBeNull();
    expect(boundsOfMargin(200, undefined)).toBeNull();
  });
});

it('the 95% bounds of a median are sqrt(pi / 2) times as wide as those of a mean', () => {
  expect(medianBounds(100, 10, 25)).toEqual(around(100, 1.959964 * 10 * Math.sqrt(Math.PI / 50)));
  expect(medianBounds(100, 0, 25)).toEqual({ lower: 100, upper: 100 });
  expect(medianBounds(100, -1, 25)).toBeNull();
  expect(medianBounds(null, 10, 25)).toBeNull();
  expect(medianBounds(100, null, 25)).toBeNull();
});

it('quartiles of normal values lie 1.349 standard deviations apart', () => {
  expect(deviationOfQuartiles(10, 10 + 1.3489795)).toBeCloseTo(1, 6);
});
