import { expect, it } from 'vitest';
import { exampleReport } from '../charts/example-report.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';

const rate = (endpoint: string, value: number): MetricValue => ({
  ...exampleReport().measures.metricValues[0]!,
  metric: 'errors.rate',
  scenario: 'browse',
  endpoint,
  value,
});

it('shows the errors of all requests, not of the endpoint that always fails', () => {
  const report = exampleReport();
  const metricValues = [rate('missing', 1), rate('search', 0), rate('*', 0.228)];
  const { keyValues } = reportHead({
    ...report,
    targets: [],
    measures: { ...report.measures, metricValues },
  });
  expect(keyValues.map(({ label, value }) => [label, value.replace(/\s/g, ' ')])).toEqual([
    ['Error rate', '22.8%'],
  ]);
});
