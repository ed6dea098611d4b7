import { describe, expect, it } from 'vitest';
import type { Target } from '../../../src/model/documents/project.ts';
import type { MetricValue } from '../../../src/model/metrics/metric-value.ts';
import type { StepMeasures } from '../../../src/model/run-measures.ts';
import { constantLoad, wholeScenarioStep } from '../../../src/report/steps/constant-load.ts';
import { unjudgedText } from '../../../src/report/steps/unjudged-text.ts';
import { judgeByEndpoint, joinJudged, stepVerdict } from '../../../src/report/steps/step-verdict.ts';

type Gathered = Parameters<typeof constantLoad>[0];
type Scenario = Parameters<typeof constantLoad>[1];

const row = (maxUsers: number | null, users: readonly (number | null)[] = []): object => ({
  digest: { maxUsers, slices: users.length === 0 ? null : { items: users.map((some) => ({ users: some })) } },
});
const step = (
  of: { pooled?: object | null; endpoints?: readonly object[] },
  scenario: { users?: number | null; durationSeconds?: number | null } = {},
): ReturnType<typeof constantLoad> =>
  constantLoad(
    { pooled: null, endpoints: [], ...of } as unknown as Gathered,
    { users: null, durationSeconds: 60, ...scenario } as unknown as Scenario,
  );

describe('the one step of a constant load', () => {
  it('has the users of the manifest, else the most that the tool says', () => {
    const whole = { startSeconds: 0, durationSeconds: 60 };
    expect(step({ endpoints: [row(20), row(30)], pooled: row(10) }, { users: 5 })).toEqual({
      users: 5,
      ...whole,
    });
    expect(step({ endpoints: [row(20), row(30)], pooled: row(10) })).toEqual({ users: 30, ...whole });
    expect(step({ endpoints: [row(null)], pooled: row(10) })).toEqual({ users: 10, ...whole });
    expect(step({ endpoints: [row(null)] })).toBeNull();
    expect(step({})).toBeNull();
  });

  it('is none if the tool says that the users changed, unless the manifest states them', () => {
    const ramp = { digest: { maxUsers: 500, slices: null, usersVary: true } };
    expect(step({ endpoints: [ramp] })).toBeNull();
    expect(step({ endpoints: [row(500)], pooled: ramp })).toBeNull();
    expect(step({ endpoints: [ramp] }, { users: 50 })?.users).toBe(50);
  });

  it('is none where users over time say more, or nothing says how long it took', () => {
    expect(step({ pooled: row(10, [null, 7]) }, { users: 5 })).toBeNull();
    expect(step({ pooled: row(10, [null, null]) })?.users).toBe(10);
    expect(step({ pooled: row(10) }, { durationSeconds: null })).toBeNull();
    expect(step({ pooled: row(10) }, { durationSeconds: 0 })).toBeNull();
  });
});

describe('a step over a whole scenario', () => {
  const load = { users: 10, startSeconds: 0, durationSeconds: 60 };
  const value = (metric: string, endpoint: string, of: number, scenario = 'a'): MetricValue =>
    ({ metric, scenario, endpoint, value: of, interval: null, n: 100 }) as unknown as MetricValue;
  const whole = (
    total: { count: number | null; errors: number | null; requestsPerSecond: number | null },
    targets: readonly object[] = [],
    values: readonly MetricValue[] = [],
  ): StepMeasures | null =>
    wholeScenarioStep(
      { id: 'a', total } as unknown as Parameters<typeof wholeScenarioStep>[0],
      load,
      targets as unknown as readonly Target[],
      values,
    );
  const total = { count: 200, errors: 10, requestsPerSecond: 20 };

  it('has the values of all its requests', () => {
    const values = [
      value('response.p50', '*', 7, 'b'),
      value('response.p50', 'pay', 9),
      value('response.p50', '*', 8),
      value('response.p99', '*', 80),
    ];
    expect(whole(total, [], values)).toEqual({
      scenario: 'a',
      ...load,
      count: 200,
      requestsPerSecond: 20,
      errorRate: 0.05,
      p50: 8,
      p95: null,
      p99: 80,
      source: 'reported',
      meetsTargets: null,
    });
    expect(whole({ ...total, errors: null })?.errorRate).toBeNull();
    expect(whole({ ...total, errors: 0 })?.errorRate).toBe(0);
  });

  it('is none without a count or a rate', () => {
    expect(whole({ ...total, count: null })).toBeNull();
    expect(whole({ ...total, requestsPerSecond: null })).toBeNull();
  });

  it('is judged by its rate, where a target of all endpoints asks for one', () => {
    const metric = 'throughput.requestsPerSecond';
    const meets = (target: object): boolean | null | undefined =>
      whole(total, [{ id: 't', metric, ...target }])?.meetsTargets;
    expect(meets({ atLeast: 20 })).toBe(true);
    expect(meets({ above: 20 })).toBeNull();
    expect(meets({ above: 20, scenario: 'a' })).toBeNull();
    expect(meets({ above: 20, scenario: 'b' })).toBeNull();
    expect(meets({ above: 20, endpoint: 'pay' })).toBeNull();
  });
});

describe('a step over a whole scenario that misses a least rate', () => {
  const load = { users: 10, startSeconds: 0, durationSeconds: 60 };
  const scenario = { id: 'a', total: { count: 200, errors: 10, requestsPerSecond: 20 } };
  const errors = { metric: 'errors.rate', scenario: 'a', endpoint: '*', value: 0.05, interval: null, n: 200 };
  const verdict = (rate: number, below: number): object =>
    wholeScenarioStep(
      scenario as unknown as Parameters<typeof wholeScenarioStep>[0],
      load,
      [
        { id: 'r', metric: 'throughput.requestsPerSecond', atLeast: rate },
        { id: 'e', metric: 'errors.rate', below },
      ],
      [errors as unknown as MetricValue],
    )!;

  it('shows no limit of users by that alone: fewer of them would miss it, too', () => {
    expect(verdict(50, 0.1)).toMatchObject({ meetsTargets: null, missesRate: true });
    expect(verdict(50, 0.01)).toMatchObject({ meetsTargets: false });
    expect(verdict(50, 0.01)).not.toHaveProperty('missesRate');
    expect(verdict(20, 0.1)).toMatchObject({ meetsTargets: true });
    expect(verdict(20, 0.1)).not.toHaveProperty('missesRate');
    expect(unjudgedText([verdict(50, 0.1) as StepMeasures])).toMatch(/Fewer users would miss it, too\.$/);
    expect(unjudgedText([verdict(20, 0.1) as StepMeasures])).toBeNull();
  });
});

describe('the verdict on a step', () => {
  const target = { id: 't', metric: 'response.p95', below: 100 } as unknown as Target;
  const values = (value: number, lower = value, upper = value): object => ({
    'response.p95': { value, interval: { lower, upper } },
  });
  const verdict = (...endpoints: readonly (object | null | undefined)[]): object =>
    stepVerdict(judgeByEndpoint(target, endpoints as Parameters<typeof judgeByEndpoint>[1]));

  it('is met, missed, or open as those of its endpoints are', () => {
    expect(verdict(values(50), values(99))).toEqual({ meetsTargets: true });
    expect(verdict(values(50), values(150))).toEqual({ meetsTargets: false });
    expect(verdict(values(90, 80, 110))).toEqual({
      meetsTargets: null,
      isInconclusive: true,
      isWithinTargets: true,
    });
    expect(verdict(values(90, 80, 110), values(105, 90, 120))).toEqual({
      meetsTargets: null,
      isInconclusive: true,
      isWithinTargets: false,
    });
    expect(verdict()).toEqual({ meetsTargets: null });
  });

  it('is unknown with an endpoint that cannot be judged, unless another misses', () => {
    const unjudged = { meetsTargets: null, unjudged: ['response.p95'] };
    expect(verdict(values(50), undefined)).toEqual(unjudged);
    expect(verdict(values(50), {})).toEqual(unjudged);
    expect(verdict(values(50), { 'response.p95': { value: NaN, interval: null } })).toEqual(unjudged);
    expect(verdict(values(150), undefined)).toEqual({ meetsTargets: false });
    // One without requests misses nothing.
    expect(verdict(values(50), null)).toEqual({ meetsTargets: true });
  });

  it('of several targets names each metric once', () => {
    const one = judgeByEndpoint(target, [undefined]);
    expect(joinJudged([one, one])).toEqual({ values: [], unjudged: ['response.p95'] });
  });
});
