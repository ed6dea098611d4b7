import { expect, it } from 'vitest';
import { HistoryAnalyses } from '../../src/history/trends/history-analysis.ts';
import { sidesOf } from '../../src/history/compare/compared-sides.ts';
import { pend, type Pending } from '../../src/history/compare/pending-change.ts';
import { defaultProject } from '../../src/model/documents/project.ts';
import type { MetricId } from '../../src/model/metrics/metrics.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { makeRun } from './make-run.ts';

/** The change of a metric that two runs have from so many samples, before any evidence. */
function pending(
  metric: MetricId,
  n: number,
  { isSame = false, kind = 'load' }: { isSame?: boolean; kind?: RunMeasures['kind'] } = {},
): Pending {
  const [base, head] = [1, 2].map((day): RunMeasures => {
    const run = makeRun({ day, endpoints: { pay: { p50: isSame ? 100 : 100 * day } } });
    const [first] = run.metricValues.filter((one) => one.metric === 'response.p50' && one.endpoint === 'pay');
    if (first === undefined) throw new Error('There is a median.');
    return {
      ...run,
      kind,
      metricValues: [...run.metricValues.filter((one) => one.metric !== metric), { ...first, metric, n }],
    };
  }) as [RunMeasures, RunMeasures];
  const around = { history: [base], besides: [], project: defaultProject, annotations: [] };
  const comparison = { base, head, ...around, analyses: new HistoryAnalyses() };
  const place = { metric, scenario: 'shop', endpoint: 'pay' };
  return pend(comparison, sidesOf(comparison, 'shop'), place, isSame);
}

it.each([
  // n >= ln 0.05 / ln q, rounded up; of a low percentile q is what lies above it.
  ['response.p50', 5],
  ['response.p90', 29],
  ['response.p95', 59],
  ['response.p99', 299],
  ['response.p5', 59],
] as const)('%s needs %i samples to be compared', (metric, fewest) => {
  expect(pending(metric, fewest).settled).toBeNull();
  expect(pending(metric, fewest - 1).settled).toEqual({
    verdict: 'cannot-tell',
    why: `${fewest - 1} samples are too few for this percentile: it needs ${fewest}`,
  });
});

it('a single sample is named in the singular', () => {
  expect(pending('response.p99', 1).settled?.why).toBe(
    '1 sample is too few for this percentile: it needs 299',
  );
});

it('the median of benchmarks is compared from any number, and the same data are no change', () => {
  expect(pending('response.p50', 2, { kind: 'benchmark' }).settled).toBeNull();
  expect(pending('response.p95', 2, { kind: 'benchmark' }).settled).not.toBeNull();
  expect(pending('response.p50', 2, { isSame: true }).settled).toEqual({
    verdict: 'no-change-shown',
    why: 'the same data',
  });
  expect(pending('response.p50', 100)).toMatchObject({ base: 100, head: 200, own: 1 });
});
