import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../src/model/metrics/metric-value.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import { judgeTargets } from '../../src/report/targets/targets.ts';
import { verdictSentence } from '../../src/report/targets/verdict-sentence.ts';

const project = projectSchema.parse({
  targets: [{ id: 'p95', metric: 'response.p95', below: 500 }],
});

const p95 = (endpoint: string, value: number, n = 1_000, scenario = 'load'): MetricValue => ({
  metric: 'response.p95',
  scenario,
  endpoint,
  value,
  interval: n < 72 ? { lower: null, upper: null } : { lower: value, upper: value },
  tolerance: null,
  source: 'exact',
  relativeError: 0,
  n,
  files: ['a.csv'],
  estimator: 'Hyndman-Fan 7',
});

describe('what a target without endpoint holds for', () => {
  it('is each endpoint, and not all samples pooled beside them', () => {
    const [result] = judgeTargets(project, [p95('*', 900), p95('a', 100), p95('b', 300)]);
    expect([result!.verdict, result!.endpoint, result!.judged]).toEqual(['met', 'b', 2]);
  });

  it('is all samples where the tool distinguishes no endpoints', () => {
    const [result] = judgeTargets(project, [p95('*', 1_834)]);
    expect([result!.verdict, result!.endpoint, result!.achieved]).toEqual(['not met', '*', 1_834]);
  });

  it('is decided for each scenario by itself', () => {
    const [result] = judgeTargets(project, [p95('a', 100), p95('*', 900), p95('*', 600, 1_000, 'other')]);
    expect([result!.scenario, result!.achieved, result!.judged]).toEqual(['other', 600, 2]);
  });
});

it('names the endpoint that is known least, of those with the same value', () => {
  const ofErrors = (endpoint: string, upper: number | null): MetricValue => ({
    ...p95(endpoint, 0),
    metric: 'errors.rate',
    interval: { lower: 0, upper },
  });
  const rules = projectSchema.parse({ targets: [{ id: 'errors', metric: 'errors.rate', below: 0.01 }] });
  const worst = (...values: MetricValue[]): unknown => judgeTargets(rules, values)[0]!.endpoint;
  expect(worst(ofErrors('often', 0.0007), ofErrors('rare', 0.004))).toBe('rare');
  expect(worst(ofErrors('rare', 0.004), ofErrors('often', 0.0007))).toBe('rare');
  expect(worst(ofErrors('rare', null), ofErrors('often', 0.02))).toBe('rare');
});

it('judges a value as reported only if a tool reported it', () => {
  const asReported = (rest: Partial<MetricValue>): unknown =>
    judgeTargets(project, [{ ...p95('a', 100), interval: null, ...rest }])[0]!.asReported;
  expect(asReported({ source: 'reported', relativeError: null })).toBe(true);
  expect(asReported({})).toBe(false);
  expect(judgeTargets(project, [])[0]!.asReported).toBe(false);
});

it('is counted in the verdict of a run that misses it', () => {
  const two = projectSchema.parse({
    targets: [
      { id: 'p95', label: 'Speed', metric: 'response.p95', below: 500 },
      { id: 'slow', metric: 'response.p95', below: 1_000 },
    ],
  });
  const sentence = (rules: typeof project): string =>
    verdictSentence({ targets: judgeTargets(rules, [p95('a', 600)]) }).replace(/\s/g, ' ');
  expect(sentence(two)).toBe('The run does not meet 1 of 2 targets: Speed (600 ms, target: below 500 ms).');
  expect(sentence(project)).toBe('The run does not meet its target: p95 (600 ms, target: below 500 ms).');
});

it('is called by its label, else by its id, whatever it applies to', () => {
  const targets = [
    { id: 'voucher', metric: 'response.p95', endpoint: 'a', below: 200 },
    { id: 'address', metric: 'response.p95', endpoint: 'b', below: 200 },
    { id: 'pay', label: 'Paying', metric: 'response.p95', endpoint: 'b', below: 200 },
  ];
  const results = judgeTargets(projectSchema.parse({ targets }), [p95('a', 100), p95('b', 100)]);
  expect(results.map(({ label }) => label)).toEqual(['voucher', 'address', 'Paying']);
});

it('says in good words that samples are too few', () => {
  const settle = (n: number): string => judgeTargets(project, [p95('a', 100, n)])[0]!.settle!;
  expect(settle(1)).toMatch(/^One sample is too few/);
  expect(settle(3)).toMatch(/^3 samples are too few/);
});

describe('a target on users', () => {
  const users = (scenario: string, value: number, upper: number | null): MetricValue => ({
    ...p95('', value, 1, scenario),
    metric: 'users.sustained',
    endpoint: null,
    interval: { lower: value, upper },
  });
  const wanted: typeof project = {
    ...project,
    targets: [{ id: 'users', metric: 'users.sustained', atLeast: 50 }],
  };
  const verdict = (...values: MetricValue[]): unknown[] => {
    const [result] = judgeTargets(wanted, values);
    return [result!.verdict, result!.scenario];
  };

  it('is judged by the scenarios that tried that many', () => {
    expect(verdict(users('steady', 24, null), users('stress', 0, 48))).toEqual(['not met', 'stress']);
    expect(verdict(users('steady', 24, null), users('stress', 64, null))).toEqual(['met', 'stress']);
    expect(verdict(users('steady', 24, null), users('stress', 30, 64))).toEqual(['inconclusive', 'stress']);
  });

  it('names the loads between which the limit is', () => {
    const settle = (lower: number): unknown => judgeTargets(wanted, [users('stress', lower, 64)])[0]!.settle;
    expect(settle(30)).toBe('At least 30, but fewer than 64. Add a load step of 50 users.');
    expect(settle(0)).toBe('Fewer than 64. Add a load step of 50 users.');
  });

  it('is inconclusive where none did', () => {
    expect(verdict(users('steady', 24, null))).toEqual(['inconclusive', 'steady']);
  });
});

describe('a target without a scenario', () => {
  const verdictOf = (...values: readonly MetricValue[]): unknown[] =>
    judgeTargets(project, values).map(({ verdict, scenario, judged }) => [verdict, scenario, judged]);

  it('is not about setup and teardown where there is any load', () => {
    expect(verdictOf(p95('a', 100), p95('boot', 900, 1_000, 'setup'))).toEqual([['met', 'load', 1]]);
    expect(verdictOf(p95('boot', 900, 1_000, 'setup'))).toEqual([['not met', 'setup', 1]]);
  });

  it('is about requests, not the transactions that contain them', () => {
    expect(verdictOf(p95('a', 100), { ...p95('checkout', 900), isTransaction: true })).toEqual([
      ['met', 'load', 1],
    ]);
  });
});
