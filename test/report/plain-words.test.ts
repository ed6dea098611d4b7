import { describe, expect, it } from 'vitest';
import { momentText } from '../../src/charts/run-parts.ts';
import { inShort } from '../../src/report/words/in-short.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import { targetMissed } from '../../src/report/findings/target-missed.ts';
import type { FindingInput } from '../../src/report/findings/rule.ts';
import { judgeTargets } from '../../src/report/targets/targets.ts';
import { makeReports, makeRun } from '../history/make-run.ts';

const errors = (value: number, n: number, upper: number): MetricValue => ({
  metric: 'errors.rate',
  scenario: 'shop',
  endpoint: 'pay',
  value,
  interval: { lower: value, upper },
  tolerance: null,
  source: 'exact',
  relativeError: 0,
  n,
  files: ['a.csv'],
  estimator: 'failed / all requests',
});

const project = projectSchema.parse({ targets: [{ id: 'e', metric: 'errors.rate', below: 0.01 }] });

describe('a missed target', () => {
  const beyond = (value: number): unknown => {
    const measures: RunMeasures = makeRun({ day: 1, endpoints: { pay: { p50: 100 } } });
    const targets = judgeTargets(project, [errors(value, 1_000, value)]);
    const [found] = targetMissed.find({ measures, targets } as Partial<FindingInput> as FindingInput);
    return found!.evidence.find(({ label }) => label === 'Beyond the bound')!.value;
  };

  it('is so many per cent beyond its bound, and far beyond it so many times as much', () => {
    // 0.015 is half as much again as 0.01; 0.23 is 23 times as much.
    expect(beyond(0.015)).toBe('+50%');
    expect(beyond(0.23)).toBe('23 × target');
  });
});

it('counts one request in the singular', () => {
  const settle = (n: number): string => judgeTargets(project, [errors(0, n, 0.8)])[0]!.settle!;
  expect(settle(1)).toMatch(/^0% of 1 request failed /);
  expect(settle(2)).toMatch(/^0% of 2 requests failed /);
});

it('says when something happened in a scenario', () => {
  expect(momentText(0)).toBe('at the start');
  expect(momentText(125).replace(/\s/g, ' ')).toBe('2 min 5 s in');
});

it('calls all requests "them", not "its requests"', () => {
  const slowest = (...endpoints: readonly string[]): string | undefined => {
    const specs = Object.fromEntries(endpoints.map((name, i) => [name, { p50: 100 - i }]));
    const fast = projectSchema.parse({ targets: [{ id: 'p95', metric: 'response.p95', below: 500 }] });
    const [report] = makeReports([makeRun({ day: 1, endpoints: specs })], { project: fast });
    return inShort(report!)
      .find(({ label }) => label === 'Slowest')
      ?.text.replace(/\s/g, ' ');
  };
  expect(slowest('*')).toMatch(/95% of them finish within 200 ms/);
  expect(slowest('pay')).toMatch(/95% of all requests finish within 200 ms/);
  expect(slowest('pay', 'list')).toMatch(/pay.*95% of its requests finish within 200 ms/);
});
