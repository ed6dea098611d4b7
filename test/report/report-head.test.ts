import { expect, it } from 'vitest';
import { exampleReport } from '../charts/example-report.ts';
import { headline } from '../../src/report/words/headline.ts';
import { performanceComparedToTarget } from '../../src/report/sections/performance-compared-to-target.ts';
import { reportHead } from '../../src/report/words/report-head.ts';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';

const rate = (endpoint: string, value: number): MetricValue => ({
  ...exampleReport().measures.metricValues[0]!,
  metric: 'errors.rate',
  scenario: 'browse',
  endpoint,
  value,
});

it('shows four targets at most, those that are not met first', () => {
  const report = exampleReport();
  const [one] = report.targets.filter(({ achieved }) => achieved !== null);
  const verdicts = ['met', 'met', 'inconclusive', 'met', 'not met', 'met'] as const;
  const targets = verdicts.map((verdict, i) => ({ ...one!, id: `t${i}`, label: `t${i}`, verdict }));
  expect(reportHead({ ...report, targets }).keyValues.map(({ target }) => target)).toEqual([
    't4',
    't2',
    't0',
    't1',
  ]);
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

it('says "both" of two targets that are met', () => {
  const report = exampleReport();
  const [target] = report.targets;
  const targets = [target!, target!].map((one) => ({ ...one, verdict: 'met' as const }));
  const context = { ...report.context, changes: [], common: null, objectives: [] };
  expect(headline({ ...report, targets, verdict: 'met', context })).toBe('Both targets met');
});

it('repeats no metric below a target that is called after it', () => {
  const report = exampleReport();
  const [target] = report.targets;
  const notesOf = (label: string): unknown[] =>
    performanceComparedToTarget
      .blocks({ report: { ...report, targets: [{ ...target!, metric: 'response.p95', label }] } } as never)
      .flatMap((block) =>
        block.kind === 'table' && block.id === 'targets' ? block.rows.map((row) => row.metric?.note) : [],
      );
  expect(notesOf('95th percentile response time below 600 ms')).toEqual([undefined]);
  expect(notesOf('Fast enough')).toEqual(['95th percentile response time']);
});

const keyValuesOf = (...metricValues: readonly MetricValue[]): string[][] => {
  const report = exampleReport();
  const context = { ...report.context, changes: [] };
  const measures = { ...report.measures, metricValues };
  return reportHead({ ...report, targets: [], context, measures }).keyValues.map(({ label, value, note }) => [
    label,
    value.replace(/\s/g, ' '),
    note,
  ]);
};
const timed = (endpoint: string, value: number, rest: Partial<MetricValue> = {}): MetricValue => ({
  ...rate(endpoint, value),
  metric: 'response.p95',
  ...rest,
});

it('shows the slowest endpoint, not the transaction that it is a step of', () => {
  const buy = timed('buy', 900, { isTransaction: true });
  expect(keyValuesOf(buy, timed('zz', 20), timed('yy', 300), timed('*', 500))).toEqual([
    ['95th percentile response time', '300 ms', expect.stringMatching(/^yy in /)],
  ]);
});

it('shows the lowest of a metric that is better higher', () => {
  const throughput = (endpoint: string, value: number): MetricValue =>
    timed(endpoint, value, { metric: 'throughput.requestsPerSecond' });
  expect(keyValuesOf(throughput('zz', 20), throughput('yy', 300)).map(([, value]) => value)).toEqual([
    '20/s',
  ]);
});
