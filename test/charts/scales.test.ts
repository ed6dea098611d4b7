import { describe, expect, it } from 'vitest';
import { linearScale, logScale, oneTwoFive, timeScale, zeroScale } from '../../src/charts/scales.ts';

describe('a logarithmic scale', () => {
  it('counts 1, 2, 5 in every decade', () => {
    expect(oneTwoFive(1, 100)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(oneTwoFive(0.03, 0.6)).toEqual([0.05, 0.1, 0.2, 0.5]);
  });

  it('ends on such numbers around the values', () => {
    expect(logScale([13, 780])).toEqual({ domain: [10, 1000], ticks: [10, 20, 50, 100, 200, 500, 1000] });
  });

  it('keeps to powers of ten where more would crowd', () => {
    expect(logScale([0.2, 90_000])?.ticks).toEqual([1, 10, 100, 1000, 10_000, 100_000]);
  });

  it('has room for a single value, and is none without a positive one', () => {
    expect(logScale([20])?.domain).toEqual([20, 50]);
    expect(logScale([0, -3])).toBeNull();
  });
});

describe('a linear scale', () => {
  it('starts at zero with four or five round steps', () => {
    expect(zeroScale([37])).toEqual({ domain: [0, 40], ticks: [0, 10, 20, 30, 40] });
    expect(zeroScale([0.004], 0.01).domain).toEqual([0, 0.01]);
  });

  it('is a scale even of nothing but zeros', () => {
    expect(zeroScale([0, 0]).domain).toEqual([0, 1]);
  });

  it('need not start at zero where levels are to be seen', () => {
    expect(linearScale([212, 263]).domain).toEqual([200, 280]);
    expect(linearScale([5, 5]).domain[0]).toBeLessThanOrEqual(5);
    expect(linearScale([5, 5]).domain[1]).toBeGreaterThan(5);
  });
});

describe('a scale of time', () => {
  it('steps as clocks do and counts in a unit that fits', () => {
    expect(timeScale(180, 6)).toEqual({
      domain: [0, 180],
      ticks: [0, 30, 60, 90, 120, 150, 180],
      unitSeconds: 1,
    });
    expect(timeScale(1_500, 6)).toMatchObject({ ticks: [0, 300, 600, 900, 1_200, 1_500], unitSeconds: 60 });
    expect(timeScale(36_000, 6)).toMatchObject({
      ticks: [0, 7_200, 14_400, 21_600, 28_800, 36_000],
      unitSeconds: 3_600,
    });
  });
});
