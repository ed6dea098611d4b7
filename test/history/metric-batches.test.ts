import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../src/history/evidence/metric-batches.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { Timeline } from '../../src/model/run-curves.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

/** Rates of 40 seconds, and their means in 20 stretches of two seconds. */
const rates = Array.from({ length: 40 }, (_, i) => i);
const stretches = Array.from({ length: 20 }, (_, i) => 2 * i + 0.5);

const timeline = (values: readonly (number | null)[], over: Partial<Timeline> = {}): Timeline => ({
  scenario: 'shop',
  widthSeconds: 1,
  source: 'samples',
  points: values.map((requestsPerSecond, atSeconds) => ({
    atSeconds,
    requestsPerSecond,
    errorRate: 0,
    p50: null,
    p95: null,
    p99: null,
    users: null,
  })),
  ...over,
});

const batches = { p50: [90, 100, 110], p95: [180, 200, 220] };
const run: RunMeasures = {
  ...makeRun({
    day: 1,
    endpoints: { browse: { p50: 40, batches: { p50: [40], p95: [80] } }, pay: { p50: 100, batches } },
    measures: {
      'measure.ops': { value: 5, scenario: 'shop', readings: [4, 5, 6] },
      'measure.bytes': { value: 5, scenario: 'shop' },
    },
  }),
  timelines: [timeline([1], { source: 'reported' }), timeline([2], { scenario: 'batch' }), timeline(rates)],
};
const of = (metric: MetricId, endpoint: string | null, scenario = 'shop', from = run): readonly number[] =>
  batchesOf(from, { metric, scenario, endpoint });

describe('the stretches of a run', () => {
  it('have medians and 95th percentiles of an endpoint', () => {
    expect(of('response.p50', 'pay')).toEqual([90, 100, 110]);
    expect(of('response.p95', 'pay')).toEqual([180, 200, 220]);
    expect(of('response.p99', 'pay')).toEqual([]);
    expect(of('response.p50', 'refund')).toEqual([]);
    expect(of('response.p50', 'pay', 'batch')).toEqual([]);
  });

  it('have mean rates of a scenario, counted from its samples', () => {
    expect(of('throughput.requestsPerSecond', null)).toEqual(stretches);
    expect(of('throughput.requestsPerSecond', 'pay')).toEqual([]);
    expect(of('throughput.requestsPerSecond', null, 'other')).toEqual([]);
  });

  it('leave out what is unknown', () => {
    const gaps = {
      ...run,
      timelines: [timeline(rates.map((rate) => (rate === 1 || rate > 37 ? null : rate)))],
    };
    expect(of('throughput.requestsPerSecond', null, 'shop', gaps)).toEqual([0, ...stretches.slice(1, -1)]);
  });

  it('of a measure are its readings', () => {
    expect(of('measure.ops', null)).toEqual([4, 5, 6]);
    expect(of('measure.bytes', null)).toEqual([]);
    expect(of('measure.ops', 'pay')).toEqual([]);
    expect(of('measure.ops', null, 'batch')).toEqual([]);
  });

  it('of other metrics are unknown', () => {
    expect(of('cpu.average', null)).toEqual([]);
    expect(of('errors.rate', 'pay')).toEqual([]);
  });
});
