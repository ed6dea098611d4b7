import { describe, expect, it } from 'vitest';
import { countedValue, sampleSpread, type SampleSpread } from '../../src/history/evidence/sample-spread.ts';
import type { MeasureRow, ResponseRow, RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

const metric = 'measure.x' as const;
const measurePlace = { metric, scenario: null, endpoint: null };
const ofMeasure = (row: Partial<MeasureRow> & { value: number }): RunMeasures => ({
  ...makeRun({ day: 1, measures: { [metric]: row } }),
  kind: 'benchmark',
});
const spreadOf = (row: Partial<MeasureRow> & { value: number }): SampleSpread | null =>
  sampleSpread(ofMeasure(row), measurePlace);

describe('the spread of a measure of one run of benchmarks', () => {
  it('is that of its readings', () => {
    // The mean is 100, the standard deviation 10 (numpy, ddof 1), so the standard error is 10 / sqrt(3) %.
    const found = spreadOf({ value: 100, readings: [90, 100, 110] });
    expect(found).toMatchObject({ log: Math.log(100), df: 2, n: 3 });
    expect(found?.variance).toBeCloseTo(0.01 / 3, 12);
    expect(found?.isAssumed).toBeUndefined();
  });

  it('is that of the bounds that the tool states: four times 1.96 standard errors apart, by half', () => {
    const found = spreadOf({ value: 100, bounds: { lower: 90.2, upper: 109.8 } });
    expect(found).toMatchObject({ df: Infinity, n: null });
    expect(found?.variance).toBeCloseTo(0.05 ** 2, 12);
  });

  it('is nothing for sizes and counts of allocations', () => {
    for (const unit of ['B', 'kB', 'MiB', 'bytes', 'B/op', 'allocs/op', 'bytes/iter', 'allocations'])
      expect(spreadOf({ value: 64, unit }), unit).toEqual({ log: Math.log(64), variance: 0, df: 1, n: 1 });
  });

  it('is assumed of a time or a rate: 5%', () => {
    for (const unit of ['ns', 'ms/op', 'ops/s'])
      expect(spreadOf({ value: 64, unit }), unit).toMatchObject({
        variance: 0.05 ** 2,
        df: Infinity,
        isAssumed: true,
      });
  });

  it('is unknown for anything else, and where there is no logarithm', () => {
    expect(spreadOf({ value: 64, unit: 'misses/op' })).toBeNull();
    expect(spreadOf({ value: 0, unit: 'B/op' })).toBeNull();
    expect(
      sampleSpread(ofMeasure({ value: 64, unit: 'B' }), { ...measurePlace, endpoint: 'pay' }),
    ).toBeNull();
    expect(
      sampleSpread(ofMeasure({ value: 64, unit: 'B' }), { ...measurePlace, scenario: 'shop' }),
    ).toBeNull();
    expect(sampleSpread({ ...ofMeasure({ value: 64, unit: 'B' }), kind: 'load' }, measurePlace)).toBeNull();
  });
});

describe('a count of one run of benchmarks', () => {
  it('may be 0, and is of what is the same each time', () => {
    const count = (row: Partial<MeasureRow> & { value: number }): number | null =>
      countedValue(ofMeasure(row), measurePlace);
    expect([count({ value: 0, unit: 'allocs/op' }), count({ value: 3, unit: 'B' })]).toEqual([0, 3]);
    expect([count({ value: -1, unit: 'B' }), count({ value: 3, unit: 'ms' })]).toEqual([null, null]);
    expect(countedValue({ ...ofMeasure({ value: 3, unit: 'B' }), kind: 'load' }, measurePlace)).toBeNull();
    expect(
      countedValue(ofMeasure({ value: 3, unit: 'B' }), { ...measurePlace, metric: 'response.p50' }),
    ).toBeNull();
    expect(countedValue(ofMeasure({ value: 3, unit: 'B' }), { ...measurePlace, endpoint: 'pay' })).toBeNull();
  });
});

describe('the spread of a benchmark’s time', () => {
  const place = { metric: 'response.p50', scenario: 'shop', endpoint: 'pay' } as const;
  const timed = (over: Partial<ResponseRow>, latency: object = {}): RunMeasures => {
    const run = makeRun({ day: 1 });
    const response = run.response.map((row): ResponseRow => ({
      ...row,
      ...over,
      latencyMs: row.latencyMs && { ...row.latencyMs, mean: 100, stddev: 20, p50: 100, ...latency },
    }));
    return { ...run, response, kind: 'benchmark' };
  };

  it('is the standard error of its mean; of its median by sqrt(pi / 2) more', () => {
    const ofMean = sampleSpread(timed({ timedCount: 16 }), { ...place, metric: 'response.mean' });
    // 20% over the root of 16.
    expect(ofMean).toMatchObject({ df: 15, n: 16 });
    expect(ofMean?.variance).toBeCloseTo(0.05 ** 2, 12);
    expect(sampleSpread(timed({ timedCount: 16 }), place)?.variance).toBeCloseTo(
      (0.05 ** 2 * Math.PI) / 2,
      12,
    );
  });

  it('is by ranks where there is an interval of the median', () => {
    const intervals = { p50: { lower: 90.2, upper: 109.8 } };
    expect(sampleSpread(timed({ timedCount: 16, intervals }), place)?.variance).toBeCloseTo(0.05 ** 2, 12);
    const reported = sampleSpread(timed({ timedCount: 16, intervals }, { source: 'reported' }), place);
    expect(reported).toMatchObject({ df: Infinity, n: null });
  });

  it('of extremes alone is half their distance at most (Popoviciu), of unknown samples that of three', () => {
    const found = sampleSpread(timed({ timedCount: null }, { stddev: null, min: 80, max: 120 }), {
      ...place,
      metric: 'response.mean',
    });
    expect(found).toMatchObject({ df: 2, n: null });
    expect(found?.variance).toBeCloseTo(0.2 ** 2 / 3, 12);
  });

  it('is assumed of fewer than three samples, and known of no other percentile', () => {
    expect(sampleSpread(timed({ timedCount: 2 }), place)).toMatchObject({
      variance: 0.05 ** 2,
      isAssumed: true,
    });
    expect(sampleSpread(timed({ timedCount: 3 }), place)?.isAssumed).toBeUndefined();
    expect(sampleSpread(timed({}), { ...place, metric: 'response.p95' })).toBeNull();
    expect(sampleSpread(timed({}), { ...place, endpoint: 'list' })).toBeNull();
    expect(sampleSpread(timed({}, { p50: 0 }), place)).toBeNull();
  });
});
