import { describe, expect, it } from 'vitest';
import { relativeChange, type LevelChange } from '../../src/stats/relative-change.ts';

const change = (before: readonly number[], after: readonly number[], noise = 0): LevelChange =>
  relativeChange(Float64Array.from(before), Float64Array.from(after), noise);

/**
 * By numpy and scipy: s = 1.4826 times the median absolute deviation of each side, squared errors pi / 2 * s^2 / n, degrees
 * of freedom by Welch and Satterthwaite, and scipy.stats.t.ppf(0.975, df) times the root of both errors.
 */
describe('the interval of a change', () => {
  it('is one of ratios where all values are positive', () => {
    // On logarithms: half width 0.8516295 with 2.970 degrees of freedom, around a ratio of 2.
    const found = change([8, 10, 12.5], [14, 18, 20, 23, 30]);
    expect(found).toMatchObject({ before: 10, after: 20, relative: 1 });
    expect(found.interval?.lower).toBeCloseTo(-0.14656196793909737, 10);
    expect(found.interval?.upper).toBeCloseTo(3.6869249432682345, 10);
  });

  it('is one of ratios for values below 1, too', () => {
    const found = change([0.08, 0.1, 0.125], [0.14, 0.18, 0.2, 0.23, 0.3]);
    expect(found.interval?.upper).toBeCloseTo(3.6869249432682345, 10);
  });

  it('assumes no less noise than is known', () => {
    // Half width 1.2324200 with 4.339 degrees of freedom.
    const { interval } = change([8, 10, 12.5], [14, 18, 20, 23, 30], 0.5);
    expect(interval?.lower).toBeCloseTo(-0.4168278550677562, 10);
    expect(interval?.upper).toBeCloseTo(5.8590381669631055, 10);
  });

  it('is one of differences, as a share of the level before, where values are below 0', () => {
    // Half width 4.5253585 around 11, over 10.
    const found = change([-12, -11, -9, -8], [0, 1, 3]);
    expect(found.relative).toBeCloseTo(1.1, 12);
    expect(found.interval?.lower).toBeCloseTo(0.6474641457068311, 10);
    expect(found.interval?.upper).toBeCloseTo(1.552535854293169, 10);
  });

  it('ends at all of the level before where no value is below 0, on either side', () => {
    // Half widths 17.14855 and 7.72141 around -2, over 4.
    expect(change([0, 4, 8], [1, 2, 3]).interval).toEqual({
      lower: -1,
      upper: expect.closeTo(3.7871384701570454, 10) as number,
    });
    expect(change([1, 2, 3], [0, 4, 8]).interval?.lower).toBe(-1);
    expect(change([2, 4, 8], [-1, 2, 3]).interval?.lower).toBeCloseTo(-2.430352962720298, 10);
    expect(change([-1, 4, 8], [1, 2, 3]).interval?.lower).toBeLessThan(-1);
  });

  it('needs two values on each side', () => {
    expect(change([10], [15, 15])).toEqual({ before: 10, after: 15, relative: 0.5, interval: null });
    expect(change([10, 10], [15])).toMatchObject({ interval: null });
    expect(change([0], [15, 15])).toEqual({ before: 0, after: 15, relative: null, interval: null });
    expect(change([0, 0], [15])).toMatchObject({ interval: null });
    expect(change([10, 10], [15, 15]).interval).toEqual({ lower: 0.5, upper: 0.5 });
    expect(change([0, 0], [15, 15]).interval).toEqual({ lower: 15, upper: 15 });
  });
});
