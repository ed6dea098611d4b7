import { describe, expect, it } from 'vitest';
import { noiseOf } from '../../src/stats/potts.ts';

/** A series that begins at 0 and changes by these sizes, up and down in turn. */
const zigzag = (sizes: readonly number[]): number[] => {
  const values = [0];
  sizes.forEach((size, i) => values.push(values[i]! + (i % 2 === 0 ? size : -size)));
  return values;
};
const times = (count: number, value: number): number[] => Array<number>(count).fill(value);
const rest = (count: number): number[] => times(count, 0);

describe('the noise of a series', () => {
  it('is the robust deviation of its differences over the square root of 2', () => {
    // Differences 1, -1, 2, -2: median 0, distances 1, 1, 2, 2.
    expect(noiseOf([0, 1, 0, 2, 0])).toBeCloseTo((1.4826 * 1.5) / Math.SQRT2, 12);
  });

  it('is that of the upper quartile where two kinds of machine take turns', () => {
    // Of 20 sizes, 12 are 1 and 8 are 10. Median 1; place of the upper quartile 0.75 x 19 = 14.25, of the larger kind.
    const mixed = (large: number): number => noiseOf(zigzag([...times(12, 1), ...times(8, large)]));
    expect(mixed(10)).toBeCloseTo(10 / 1.1503 / Math.SQRT2, 12);
    // The two kinds are told apart above 3 x 1.4826 x 1.1503 = 5.1163.
    expect(mixed(5.2)).toBeCloseTo(5.2 / 1.1503 / Math.SQRT2, 12);
    expect(mixed(5.05)).toBeCloseTo(1.4826 / Math.SQRT2, 12);
  });

  it('is not taken from the upper quartile of fewer than 20 differences, or of a quarter of large ones', () => {
    // 19 changes: -100 four times, -1 five, 1 six, 100 four times. Median 1; distances 0 six times, 2 five times, then more.
    expect(noiseOf(zigzag([...times(11, 1), ...times(8, 100)]))).toBeCloseTo((1.4826 * 2) / Math.SQRT2, 12);
    // Sizes 15 and 16 of 20 are 1: so is place 14.25.
    expect(noiseOf(zigzag([...times(16, 1), ...times(4, 10)]))).toBeCloseTo(1.4826 / Math.SQRT2, 12);
  });

  it('is 0 for a constant series, and a quarter of the only step', () => {
    expect(noiseOf(times(12, 7))).toBe(0);
    expect(noiseOf([...rest(6), ...times(6, 8)])).toBe(2);
  });

  it('of values that repeat is the root mean square distance from the median of three neighbours', () => {
    // One value of nine is 6 from its neighbours: 36 over the 7 values with two neighbours.
    expect(noiseOf([0, 0, 0, 0, 6, 0, 0, 0, 0])).toBeCloseTo(Math.sqrt(36 / 7), 12);
    expect(noiseOf([0, 0, 0, 0, -6, 0, 0, 0, 0])).toBeCloseTo(Math.sqrt(36 / 7), 12);
  });

  it('is at least what the values that do not repeat show, if there are five changes and most are small', () => {
    // Changes other than 0: 1, 1, 2, 2 and the step of 100. Their median is 2.
    expect(noiseOf([...rest(13), 100, 101, 100, 102, 100])).toBeCloseTo((2 * 1.4826) / Math.SQRT2, 12);
    // Four changes are too few: 1 twice from the median of three, over the 15 values with two neighbours.
    expect(noiseOf([...rest(13), 100, 101, 100, 102])).toBeCloseTo(Math.sqrt(2 / 15), 12);
    // Here the median of five changes, 30, is more than a quarter of the largest, 100: they are steps, not noise.
    // From the median of three: 30, 30, 30; over the 16 values with two neighbours.
    expect(noiseOf([...rest(13), 100, 130, 100, 130, 100])).toBeCloseTo(Math.sqrt((3 * 30 ** 2) / 16), 12);
  });
});

describe('the noise of a series in another unit', () => {
  it.each([0.001, 1_000])('is as much larger or smaller: by %f', (scale) => {
    const mixed = (large: number): number =>
      noiseOf(zigzag([...times(12, 1), ...times(8, large)]).map((value) => scale * value)) / scale;
    expect(mixed(5.2)).toBeCloseTo(5.2 / 1.1503 / Math.SQRT2, 9);
    expect(mixed(5.05)).toBeCloseTo(1.4826 / Math.SQRT2, 9);
  });
});

describe('the noise of values that repeat', () => {
  it('counts the second value, which has two neighbours', () => {
    expect(noiseOf([0, 6, 0, 0, 0, 0, 0, 0, 0])).toBeCloseTo(Math.sqrt(36 / 7), 12);
  });

  it('is that of small changes up to a quarter of the largest one', () => {
    // Four changes of 25 and a step of 100: their median is 25.
    expect(noiseOf([...rest(13), 100, 125, 100, 125, 100])).toBeCloseTo((25 * 1.4826) / Math.SQRT2, 12);
  });
});
