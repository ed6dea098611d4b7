import { expect, it } from 'vitest';
import type { MetricValue } from '../../../src/model/metrics/metric-value.ts';
import { changedMetricValues } from '../../../src/commands/compact/changed-metric-values.ts';

const figure = (metric: MetricValue['metric'], value: number): MetricValue => ({
  metric,
  scenario: 'peak',
  endpoint: 'list',
  value,
  interval: null,
  tolerance: null,
  source: 'exact',
  relativeError: 0,
  n: 100,
  files: [],
  estimator: 'test',
});

it('allows percentiles the stated error of a digest, and nothing to other figures', () => {
  const before = [figure('response.p95', 200), figure('response.max', 900)];
  expect(changedMetricValues(before, [figure('response.p95', 201), figure('response.max', 900)])).toEqual([]);
  expect(changedMetricValues(before, [figure('response.p95', 201.1), figure('response.max', 900.1)])).toEqual(
    ['response.p95 of peak / list: 200 became 201.1', 'response.max of peak / list: 900 became 900.1'],
  );
});

it('names figures that came or went', () => {
  expect(changedMetricValues([figure('errors.rate', 0)], [figure('errors.count', 0)])).toEqual([
    'errors.rate of peak / list: 0 became none',
    'errors.count of peak / list: none became 0',
  ]);
});
