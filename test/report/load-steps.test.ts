import { describe, expect, it } from 'vitest';
import { at } from '../../src/model/checked.ts';
import type { Digest, ReportedPoint } from '../../src/model/documents/digest.ts';
import type { Manifest } from '../../src/model/documents/manifest.ts';
import { projectSchema } from '../../src/model/documents/project.ts';
import type { RunMeasures } from '../../src/model/run-measures.ts';
import type { TargetResult } from '../../src/model/run-report.ts';
import { achievedText } from '../../src/report/targets/achieved-text.ts';
import { judgedValues } from '../../src/report/measure/judged-values.ts';
import { judgeTargets } from '../../src/report/targets/targets.ts';
import { unjudgedText } from '../../src/report/steps/unjudged-text.ts';
import { digestOf, measuresOf, startMs, type LoadSpec } from './findings/make-load.ts';

const project = projectSchema.parse({
  targets: [
    { id: 'fast', metric: 'response.p95', below: 500 },
    { id: 'users', metric: 'users.sustained', atLeast: 50 },
  ],
});

const usersTarget = (measures: RunMeasures): TargetResult =>
  at(judgeTargets(project, judgedValues(measures), measures.within), 1);

/** Steps of 30 s each: users, requests per second, median in ms. */
async function stepped(...steps: readonly (readonly [number, number, number])[]): Promise<TargetResult> {
  const step = (t: number) => at(steps, Math.min(steps.length - 1, Math.floor(t / 30)));
  const load: LoadSpec = {
    seconds: 30 * steps.length,
    rate: (t) => step(t)[1],
    medianMs: ({ t }) => step(t)[2],
    users: (t) => step(t)[0],
  };
  return usersTarget(await measuresOf({ loads: [load], project }));
}

describe('users that a run sustains', () => {
  it('are not as many as asked if a lower step fails', async () => {
    expect(await stepped([10, 20, 50], [30, 20, 900], [60, 20, 900])).toMatchObject({
      achieved: 10,
      interval: { lower: 10, upper: 30 },
      verdict: 'not met',
    });
  });

  it('are inconclusive if no higher load was tried', async () => {
    const target = await stepped([10, 20, 50]);
    expect(target).toMatchObject({
      achieved: 10,
      interval: { lower: 10, upper: null },
      verdict: 'inconclusive',
    });
    expect(target.settle).toMatch(/^At least 10; no higher load failed\. Add a load step of 50 users/);
  });

  it('are inconclusive between a step that met the targets and one that failed', async () => {
    expect((await stepped([10, 20, 50], [80, 20, 900])).verdict).toBe('inconclusive');
  });

  it('are met by a step with enough requests', async () => {
    expect(await stepped([10, 20, 50], [60, 20, 50])).toMatchObject({ achieved: 60, verdict: 'met' });
  });

  it('are not proven by a handful of requests', async () => {
    expect(await stepped([10, 20, 50], [60, 0.3, 50])).toMatchObject({
      achieved: 10,
      verdict: 'inconclusive',
    });
  });

  it('are those of the highest step within the targets as measured, where none is proven', async () => {
    expect(await stepped([10, 0.3, 50], [48, 20, 900])).toMatchObject({
      achieved: 10,
      interval: { lower: 0, upper: 48 },
      verdict: 'not met',
    });
    expect(await stepped([10, 0.3, 50], [60, 20, 900])).toMatchObject({
      achieved: 10,
      interval: { lower: 0, upper: 60 },
      verdict: 'inconclusive',
    });
  });

  it('are unknown, not 0, where a step may meet the targets but did not as measured', async () => {
    const belowLimit = await stepped([10, 0.2, 480], [48, 20, 900]);
    expect(belowLimit).toMatchObject({
      achieved: null,
      interval: { lower: 0, upper: 48 },
      margin: null,
      verdict: 'not met',
    });
    expect(achievedText(belowLimit)).toBe('below 48\u00a0users');
  });

  it('are 0 where the lowest step fails already', async () => {
    const failed = await stepped([10, 20, 900], [60, 20, 900]);
    expect(failed).toMatchObject({ achieved: 0, verdict: 'not met' });
    expect(achievedText(failed)).toBe('below 10\u00a0users');
  });

  it('do not count above a step that failed', async () => {
    expect(await stepped([10, 20, 50], [30, 20, 900], [60, 20, 50])).toMatchObject({
      achieved: 10,
      verdict: 'not met',
    });
  });
});

describe('a load that does not change', () => {
  const load = { seconds: 30, rate: 20, medianMs: 50 };

  it('is one step of as many users as the manifest says', async () => {
    const manifest: Manifest = { scenarios: [{ id: 'load', users: 60 }] };
    const measures = await measuresOf({ loads: [load], project, manifest });
    expect(measures.steps).toMatchObject([{ users: 60, startSeconds: 0, meetsTargets: true }]);
    expect(usersTarget(measures).verdict).toBe('met');
  });

  it('is none if nobody knows its users', async () => {
    expect((await measuresOf({ loads: [load], project })).steps).toEqual([]);
  });
});

describe('the history that a tool printed', () => {
  /** A point a second; users and p95 in ms by second. */
  const history = (
    seconds: number,
    users: (s: number) => number,
    p95: (s: number) => number,
  ): ReportedPoint[] =>
    Array.from({ length: seconds }, (_, s) => ({
      scenario: 'load',
      endpoint: '*',
      atMs: startMs + 1_000 * s,
      requestsPerSecond: 40,
      errorsPerSecond: 0,
      users: users(s),
      p50: 20,
      p95: p95(s),
    }));

  const printed = async (
    timeline: readonly ReportedPoint[],
    manifest: Manifest = {},
  ): Promise<RunMeasures> => {
    const digest: Digest = await digestOf([]);
    const row = {
      scenario: 'load',
      endpoint: 'read',
      count: 40 * timeline.length,
      errors: 0,
      errorTypes: [],
      latency: null,
      latencyOk: null,
      latencyFailed: null,
      firstStartMs: null,
      lastEndMs: null,
      reportedRequestsPerSecond: 40,
      slices: null,
      maxUsers: null,
    };
    return measuresOf({ project, manifest, digests: [{ ...digest, endpoints: [row], timeline }] });
  };

  it('gives steps of 10 s and more, judged by the windows that lie in them', async () => {
    const users = (s: number): number => (s < 5 ? s : s < 40 ? 50 : 100);
    const measures = await printed(history(80, users, (s) => (s < 42 ? 100 : 800)));
    expect(measures.steps.map((step) => [step.users, step.p95, step.meetsTargets])).toEqual([
      [50, 100, true],
      [100, 800, false],
    ]);
    expect(usersTarget(measures)).toMatchObject({ achieved: 50, verdict: 'met' });
  });

  it('counts from the moment at which a step begins: the point there says what was before it', async () => {
    const ramp = history(
      41,
      (s) => (s < 10 ? 5 : 50),
      () => 100,
    );
    // Ten requests a second and five errors until the 10th second; then 100 requests a second, and two errors in all.
    const timeline = ramp.map((point, s) => ({
      ...point,
      requestsPerSecond: s <= 10 ? 10 : 100,
      errorsPerSecond: s <= 10 ? 5 : s === 20 || s === 30 ? 1 : 0,
    }));
    const step = (await printed(timeline)).steps.find(({ users }) => users === 50);
    expect(step).toMatchObject({
      startSeconds: 10,
      durationSeconds: 30,
      count: 3_000,
      requestsPerSecond: 100,
    });
    expect(step?.errorRate).toBeCloseTo(2 / 3_000, 12);
  });

  it('is inconclusive where windows lie on both sides of a bound', async () => {
    const measures = await printed(
      history(
        60,
        () => 50,
        (s) => (s % 2 === 0 ? 400 : 600),
      ),
    );
    expect(measures.steps).toMatchObject([{ users: 50, meetsTargets: null, isInconclusive: true }]);
  });

  it('leaves steps of the manifest that it cannot measure, with a warning', async () => {
    const steps = [{ users: 10, startSeconds: 500, durationSeconds: 30 }];
    const manifest: Manifest = { scenarios: [{ id: 'load', steps }] };
    const { problems } = await printed(
      history(
        60,
        () => 50,
        () => 100,
      ),
      manifest,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      '1 load step of scenario "load" is ignored: no file of it has requests with their times in it.',
    ]);
  });
});

describe('a printed history of several endpoints', () => {
  const asked = projectSchema.parse({
    targets: [
      { id: 'errors', metric: 'errors.rate', below: 0.01 },
      { id: 'users', metric: 'users.sustained', atLeast: 50 },
    ],
  });

  /** A point each second, or each ten seconds for one endpoint; errors per second by the users of the moment. */
  const course = (
    endpoint: string,
    everySeconds: number,
    rate: number,
    errors: (users: number) => number,
  ): ReportedPoint[] =>
    Array.from({ length: 120 / everySeconds + 1 }, (_, i) => i * everySeconds).map((s) => {
      const users = s <= 60 ? 25 : 50;
      return {
        scenario: 'load',
        endpoint,
        atMs: startMs + 1_000 * s,
        requestsPerSecond: rate,
        errorsPerSecond: errors(users),
        users,
        p50: 20,
        p95: 50,
      };
    });

  const of = async (timeline: readonly ReportedPoint[], project = asked): Promise<RunMeasures> => {
    const printed = (p: number, value: number) => ({ p, value, lower: null, upper: null });
    const latency = { ...noLatency, quantiles: [printed(0.5, 20), printed(0.95, 50), printed(0.99, 80)] };
    const row = (endpoint: string, count: number, errors: number) => ({
      ...unknownRow,
      endpoint,
      count,
      errors,
      latency,
    });
    const endpoints = [row('read', 12_000, 0), row('pay', 1_200, 46)];
    return measuresOf({ project, digests: [{ ...(await digestOf([])), endpoints, timeline }] });
  };

  const noLatency = {
    source: 'reported' as const,
    relativeError: null,
    count: null,
    min: null,
    max: null,
    mean: null,
    m2: null,
    reportedStddev: null,
    quantiles: null,
    histogram: null,
  };
  const unknownRow = {
    scenario: 'load',
    errorTypes: [],
    latencyOk: null,
    latencyFailed: null,
    firstStartMs: null,
    lastEndMs: null,
    reportedRequestsPerSecond: null,
    slices: null,
    maxUsers: null,
  };

  // 110 requests a second, of which 0.4 fail: 0.36%. They are all of the 10 that pay: 4%.
  const all = course('*', 1, 110, () => 0.4);
  const read = course('read', 10, 100, () => 0);

  it('misses a target that one endpoint misses at every step', async () => {
    const measures = await of([...all, ...read, ...course('pay', 10, 10, () => 0.4)], asked);
    expect(measures.steps.map(({ users, meetsTargets }) => [users, meetsTargets])).toEqual([
      [25, false],
      [50, false],
    ]);
    expect(at(judgeTargets(asked, judgedValues(measures), measures.within), 1)).toMatchObject({
      achieved: 0,
      verdict: 'not met',
    });
  });

  it('is met up to the step at which an endpoint begins to fail', async () => {
    const pay = course('pay', 10, 10, (users) => (users === 25 ? 0 : 0.8));
    const measures = await of([...all, ...read, ...pay]);
    expect(measures.steps.map(({ users, meetsTargets }) => [users, meetsTargets])).toEqual([
      [25, true],
      [50, false],
    ]);
  });

  it('cannot be judged where it has all requests together', async () => {
    const measures = await of(all);
    expect(measures.steps).toMatchObject([
      { users: 25, meetsTargets: null, unjudged: ['errors.rate'] },
      { users: 50, meetsTargets: null, unjudged: ['errors.rate'] },
    ]);
    expect(at(judgeTargets(asked, judgedValues(measures), measures.within), 1).verdict).toBe('not measured');
    expect(unjudgedText(measures.steps)).toBe(
      'Load steps cannot be judged by each endpoint: the files do not give its error rate over time.',
    );
  });

  it('misses a target where all requests together are above a limit', async () => {
    const measures = await of(course('*', 1, 110, (users) => (users === 25 ? 0.4 : 11)));
    expect(measures.steps.map(({ meetsTargets }) => meetsTargets)).toEqual([null, false]);
    expect(judgedValues(measures).find(({ metric }) => metric === 'users.sustained')).toMatchObject({
      value: null,
      interval: { lower: 0, upper: 50 },
    });
  });

  it('misses no number of errors by the sum over all endpoints', async () => {
    // 0.4 a second for 60 s are 24, perhaps 12 of either endpoint.
    const few = projectSchema.parse({ targets: [{ id: 'count', metric: 'errors.count', below: 20 }] });
    const measures = await of(all, few);
    expect(measures.steps.map(({ meetsTargets }) => meetsTargets)).toEqual([null, null]);
  });

  it('cannot be judged on what it does not contain', async () => {
    const slow = projectSchema.parse({ targets: [{ id: 'p99', metric: 'response.p99', below: 10 }] });
    const measures = await of([...all, ...read, ...course('pay', 10, 10, () => 0)], slow);
    expect(measures.steps).toMatchObject([{ unjudged: ['response.p99'] }, { unjudged: ['response.p99'] }]);
  });
});

describe('a load that did not change, as its tool printed it', () => {
  // wrk prints a 99th percentile, and no 95th.
  const wrk = async (metric: 'response.p95' | 'response.p99'): Promise<RunMeasures> => {
    const asked = projectSchema.parse({
      targets: [
        { id: 'fast', metric, below: 100 },
        { id: 'errors', metric: 'errors.rate', below: 0.01 },
      ],
    });
    const p99 = { p: 0.99, value: 64, lower: null, upper: null };
    const none = { relativeError: null, count: null, min: null, max: null, mean: null, m2: null };
    const row = {
      scenario: 'load',
      endpoint: '/orders',
      count: 12_680,
      errors: 0,
      errorTypes: [],
      latency: {
        source: 'reported' as const,
        ...none,
        reportedStddev: null,
        quantiles: [p99],
        histogram: null,
      },
      latencyOk: null,
      latencyFailed: null,
      firstStartMs: null,
      lastEndMs: null,
      reportedRequestsPerSecond: 158,
      slices: null,
      maxUsers: 8,
    };
    const manifest: Manifest = { scenarios: [{ id: 'load', users: 8 }] };
    return measuresOf({
      project: asked,
      manifest,
      digests: [{ ...(await digestOf([])), durationSeconds: 80, endpoints: [row] }],
    });
  };

  it('meets the targets if the tool printed their metrics', async () => {
    const { steps } = await wrk('response.p99');
    expect(steps.map(({ users, meetsTargets }) => [users, meetsTargets])).toEqual([[8, true]]);
  });

  it('meets no target whose metric the tool did not print', async () => {
    const { steps } = await wrk('response.p95');
    expect(steps).toMatchObject([{ users: 8, meetsTargets: null, unjudged: ['response.p95'] }]);
    expect(unjudgedText(steps)).toBe(
      'The load cannot be judged: the files do not give the 95th percentile response time of each endpoint.',
    );
  });
});

it.each([
  ['response.p98', 900, false],
  ['response.p98', 1_100, true],
  ['response.mean', 400, false],
  ['response.mean', 600, true],
] as const)('a step of samples is judged on %s below %d', async (metric, below, isMet) => {
  const wanted = projectSchema.parse({ targets: [{ id: 'own', metric, below }] });
  // Half of the requests take 1 s, the others next to nothing.
  const load: LoadSpec = {
    seconds: 30,
    rate: 200,
    spread: 0,
    users: () => 10,
    medianMs: ({ t }) => (Math.round(t * 200) % 2 === 0 ? 1_000 : 0.01),
  };
  const { steps } = await measuresOf({ loads: [load], project: wanted });
  expect(steps.map(({ meetsTargets }) => meetsTargets)).toEqual([isMet]);
});
