import { describe, expect, it } from 'vitest';
import type { MeasureRow, ResponseRow } from '../../../src/model/run-measures.ts';
import { halfText, measureSpread, timeSpread } from '../../../src/report/measure/typical-spread.ts';

/** Quantiles of Student's distribution: scipy.stats.t.ppf(0.975, df). */
const student = { 2: 4.30265273, 15: 2.13144955 };
const near = (value: number): number => expect.closeTo(value, 7) as number;

interface Times {
  readonly n?: number | null;
  readonly ms?: object;
  readonly intervals?: object;
  readonly source?: 'exact' | 'reported';
}
const row = ({ n = 16, ms = {}, intervals = {}, source = 'exact' }: Times): ResponseRow =>
  ({
    timedCount: n,
    latencyMs: { source, mean: 100, p50: 100, stddev: 8, min: null, max: null, ...ms },
    intervals,
  }) as unknown as ResponseRow;
const bounds = { lower: 96.08, upper: 103.92 };

describe("the spread of a benchmark's time", () => {
  it('of a mean is the standard error of its samples', () => {
    // 8 / 100 / sqrt(16)
    expect(timeSpread(row({}), 'mean')).toEqual({
      value: 100,
      error: near(0.02),
      half: near(student[15] * 0.02),
      df: 15,
      n: 16,
    });
  });

  it('of a median has pi / 2 times the variance, or the interval by order statistics', () => {
    const error = 0.02 * Math.sqrt(Math.PI / 2);
    expect(timeSpread(row({}), 'p50')).toMatchObject({
      error: near(error),
      half: near(student[15] * error),
    });
    // (103.92 - 96.08) / (2 * 1.96 * 100)
    expect(timeSpread(row({ intervals: { p50: bounds } }), 'p50')).toMatchObject({
      error: near(0.02),
      half: near(0.0392),
      df: 15,
    });
  });

  it('is as the tool states it', () =>
    expect(timeSpread(row({ source: 'reported', intervals: { mean: bounds } }), 'mean')).toEqual({
      value: 100,
      error: near(0.02),
      half: near(0.0392),
      df: Infinity,
      n: null,
    }));

  it('needs three samples, and supposes as many where their number is unknown', () => {
    expect(timeSpread(row({ n: 2 }), 'mean')).toBeNull();
    const three = { df: 2, half: near((student[2] * 0.08) / Math.sqrt(3)) };
    expect(timeSpread(row({ n: 3 }), 'mean')).toMatchObject({ ...three, n: 3 });
    expect(timeSpread(row({ n: null }), 'mean')).toMatchObject({ ...three, n: null });
  });

  it('is at most half the distance of the extremes (Popoviciu)', () => {
    const extremes = (ms: object): unknown => timeSpread(row({ ms: { stddev: null, ...ms } }), 'mean')?.error;
    // (116 - 84) / 2 / 100 / sqrt(16)
    expect(extremes({ min: 84, max: 116 })).toBeCloseTo(0.04, 12);
    expect(extremes({ min: 100, max: 100 })).toBe(0);
    expect(extremes({ min: 84 })).toBeUndefined();
    expect(extremes({ max: 116 })).toBeUndefined();
  });

  it('is none of a time of 0', () => expect(timeSpread(row({ ms: { mean: 0 } }), 'mean')).toBeNull());
});

describe('the spread of a measure', () => {
  const measure = (rest: Partial<MeasureRow>): MeasureRow => ({ value: 100, ...rest }) as MeasureRow;

  it('is by three readings or more', () => {
    // Standard deviation 2: 2 / sqrt(3) / 100.
    const error = 2 / Math.sqrt(3) / 100;
    expect(measureSpread(measure({ readings: [98, 100, 102] }))).toEqual({
      value: 100,
      error: near(error),
      half: near(student[2] * error),
      df: 2,
      n: 3,
    });
    expect(measureSpread(measure({ readings: [98, 102] }))).toBeNull();
  });

  it('is by the interval of the tool, where bounds without a width are of a count', () => {
    expect(measureSpread(measure({ bounds }))).toMatchObject({
      error: near(0.02),
      half: near(0.0392),
      n: null,
    });
    expect(measureSpread(measure({ bounds: { lower: 100, upper: 100 } }))).toMatchObject({ error: 0, n: 1 });
    expect(measureSpread(measure({ value: 0, bounds }))).toBeNull();
  });

  it('has two digits', () =>
    expect([0.01234, 0.123, 0.1].map((half) => halfText({ half } as never))).toEqual(['1.2%', '12%', '10%']));
});
