import { describe, expect, it } from 'vitest';
import { Recorder } from '../../src/ingest/record/recorder.ts';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';
import type { ErrorRow } from '../../src/model/run-measures.ts';
import { metricValuesOf } from '../../src/report/measure/metric-values.ts';
import { measuresOf } from './findings/make-load.ts';
import { makeRun } from '../history/make-run.ts';

const run = makeRun({ day: 1, endpoints: { pay: { p50: 100 } } });
const find = (values: readonly MetricValue[], metric: string): MetricValue | undefined =>
  values.find((one) => one.metric === metric);

it('a run has the parameters of its benchmarks where a tool states them', async () => {
  const parameters = [{ endpoint: 'sort', values: { size: '10' } }];
  const of = async (stated: object): Promise<unknown> => {
    const recorder = new Recorder();
    recorder.reported({ endpoint: 'sort', count: null, errors: null, latency: { mean: 5 } });
    const measures = await measuresOf({ digests: [{ ...(await recorder.digest()), ...stated }] });
    return measures.benchmarkParameters;
  };
  expect(await of({ parameters })).toEqual(parameters);
  expect(await of({})).toBeUndefined();
});

describe('the metrics of a run', () => {
  it('say how each was estimated', () => {
    const estimator = (source: 'exact' | 'reported', metric: string): string | undefined => {
      const response = run.response.map((row) => ({
        ...row,
        latencyMs: row.latencyMs && { ...row.latencyMs, source },
      }));
      return find(metricValuesOf({ ...run, response }), metric)?.estimator;
    };
    expect(estimator('exact', 'response.mean')).toBe('arithmetic mean');
    expect(estimator('exact', 'response.p95')).toBe('Hyndman-Fan 7');
    expect(estimator('reported', 'response.mean')).toBe('reported by the tool');
  });

  it('have an error rate from one request on', () => {
    const rate = (count: number, errors: number): unknown => {
      const values = metricValuesOf({
        ...run,
        response: run.response.map((row) => ({ ...row, count, errors })),
      });
      return [find(values, 'errors.rate')?.value, find(values, 'errors.count')?.value];
    };
    expect(rate(1, 1)).toEqual([1, 1]);
    expect(rate(0, 0)).toEqual([undefined, undefined]);
  });

  it('tell counted failures of a scenario from those that a tool reports', () => {
    const source = (of: ErrorRow['source']): string | undefined => {
      const row = {
        scenario: 'shop',
        count: 200,
        errors: 4,
        rate: 0.02,
        interval: null,
        types: [],
        files: [],
      };
      return find(metricValuesOf({ ...run, response: [], errors: [{ ...row, source: of }] }), 'errors.rate')
        ?.source;
    };
    expect(source('counted')).toBe('exact');
    expect(source('reported')).toBe('reported');
  });
});
