import { describe, expect, it } from 'vitest';
import type { ReportedPoint } from '../../../src/model/documents/digest.ts';
import type { LoadStep } from '../../../src/model/documents/manifest.ts';
import type { Target } from '../../../src/model/documents/project.ts';
import type { StepMeasures } from '../../../src/model/run-measures.ts';
import { reportedSteps } from '../../../src/report/steps/reported-steps.ts';

const firstMs = Date.UTC(2026, 10, 20, 10);

/** A point of all requests of scenario a, so many seconds after the first. */
const point = (second: number, rest: Partial<ReportedPoint> = {}): ReportedPoint => ({
  scenario: 'a',
  endpoint: '*',
  atMs: firstMs + second * 1_000,
  requestsPerSecond: 5,
  errorsPerSecond: 0,
  users: 10,
  p50: null,
  p95: null,
  ...rest,
});

/** Points every two seconds, the last included. */
const points = (from: number, to: number, rest: Partial<ReportedPoint> = {}): ReportedPoint[] =>
  Array.from({ length: (to - from) / 2 + 1 }, (_, i) => point(from + 2 * i, rest));

interface Options {
  readonly endpoints?: readonly string[];
  readonly stated?: readonly LoadStep[];
  readonly targets?: readonly object[];
  readonly isMeasured?: boolean;
}

const stepsOf = (
  history: readonly ReportedPoint[],
  { endpoints = ['*'], stated = [], targets = [], isMeasured = true }: Options = {},
): StepMeasures[] =>
  reportedSteps(
    { id: 'a', endpoints: endpoints.map((endpoint) => ({ digest: { endpoint } })) } as unknown as Parameters<
      typeof reportedSteps
    >[0],
    history,
    stated,
    { targets: targets as readonly Target[], isMeasured: () => isMeasured },
  );

const ranges = (steps: readonly StepMeasures[]): unknown[] =>
  steps.map(({ users, startSeconds, durationSeconds }) => [users, startSeconds, durationSeconds]);

describe('steps of a reported history', () => {
  it('are stretches of unchanged users of at least ten seconds', () => {
    const history = [
      ...points(0, 8, { users: 5 }),
      ...points(10, 20, { users: 10 }),
      ...points(22, 40, { users: null }),
      ...points(42, 60, { users: 0 }),
      ...points(62, 100, { users: 20 }),
    ];
    expect(ranges(stepsOf(history))).toEqual([
      [10, 10, 10],
      [20, 62, 38],
    ]);
    // The order of the rows in the file is not that of time.
    expect(ranges(stepsOf(history.toReversed()))).toEqual([
      [10, 10, 10],
      [20, 62, 38],
    ]);
  });

  it('may have two points only', () => {
    const history = [point(0), point(12), point(14, { users: 20 }), point(30, { users: 20 })];
    expect(ranges(stepsOf(history))).toEqual([
      [10, 0, 12],
      [20, 14, 16],
    ]);
  });

  it('are those of the manifest, if it states some', () => {
    const stated = [{ users: 7, startSeconds: 4, durationSeconds: 10 }];
    expect(ranges(stepsOf(points(0, 40), { stated }))).toEqual([[7, 4, 10]]);
  });

  it('are none without points of all requests of the scenario', () => {
    expect(stepsOf(points(0, 40, { scenario: 'b' }))).toEqual([]);
    expect(stepsOf(points(0, 40, { endpoint: 'pay' }))).toEqual([]);
  });

  it('are of the scenario alone', () => {
    const history = [...points(0, 20), ...points(0, 60, { scenario: 'b', users: 30 })];
    expect(ranges(stepsOf(history))).toEqual([[10, 0, 20]]);
  });
});

describe('a step of a reported history', () => {
  const stated = [{ users: 10, startSeconds: 10, durationSeconds: 20 }];

  it('has the requests since the point at which it begins, and percentiles whose ten seconds lie in it', () => {
    const history = [
      ...points(0, 10, { requestsPerSecond: 100, errorsPerSecond: 50, p50: 900, p95: 9_000 }),
      ...points(12, 18, { requestsPerSecond: 4, errorsPerSecond: 1, p50: 800, p95: 8_000 }),
      point(20, { requestsPerSecond: 4, errorsPerSecond: 1, p50: 5, p95: 55 }),
      point(22, { requestsPerSecond: 4, errorsPerSecond: 1, p50: 10, p95: 70 }),
      point(24, { requestsPerSecond: 4, errorsPerSecond: 1, p50: 40, p95: 80 }),
      point(30, { requestsPerSecond: 8, errorsPerSecond: 0, p50: 20, p95: 60 }),
      point(32, { requestsPerSecond: 100, errorsPerSecond: 50, p50: 900, p95: 9_000 }),
    ];
    // 7 times 2 s at 4/s, 6 s at 8/s: 56 + 48 = 104 requests, 14 of them failed. Of 5, 10, 20, 40 the lower middle is 10.
    expect(stepsOf(history, { stated })).toEqual([
      {
        scenario: 'a',
        users: 10,
        startSeconds: 10,
        durationSeconds: 20,
        count: 104,
        requestsPerSecond: 5.2,
        errorRate: 14 / 104,
        p50: 10,
        p95: 60,
        p99: null,
        source: 'reported',
        meetsTargets: null,
      },
    ]);
  });

  it('goes on in gaps of the history as beside them', () => {
    const history = [
      ...points(0, 18, { requestsPerSecond: 6, errorsPerSecond: 3 }),
      ...points(20, 30, { requestsPerSecond: null, errorsPerSecond: null }),
    ];
    // 8 s of 20 s are known: 48 requests and 24 failures there are 120 and 60 in all.
    expect(stepsOf(history, { stated })).toMatchObject([
      { count: 120, requestsPerSecond: 6, errorRate: 0.5, p50: null, p95: null },
    ]);
  });

  it('has no error rate where one of its rates of errors is unknown', () => {
    const history = [...points(0, 28), point(30, { errorsPerSecond: null })];
    expect(stepsOf(history, { stated })).toMatchObject([{ count: 100, errorRate: null }]);
  });

  it('adds rows of one moment', () => {
    const history = points(0, 40).flatMap((one) => [one, { ...one, requestsPerSecond: 1 }]);
    expect(stepsOf(history, { stated })).toMatchObject([{ count: 120, requestsPerSecond: 6 }]);
  });

  it('has no more errors than requests', () => {
    const history = points(0, 40, { requestsPerSecond: 1, errorsPerSecond: 1.5 });
    expect(stepsOf(history, { stated })).toMatchObject([{ count: 20, errorRate: 1 }]);
  });

  it('is left out without two points or without requests in it', () => {
    expect(stepsOf([point(0), point(12), point(40)], { stated })).toEqual([]);
    expect(stepsOf(points(0, 40, { requestsPerSecond: null }), { stated })).toEqual([]);
    expect(stepsOf(points(0, 40, { requestsPerSecond: 0 }), { stated })).toEqual([]);
    // Nearly none: 20 s at 0.02/s round to 0.
    expect(stepsOf(points(0, 40, { requestsPerSecond: 0.02 }), { stated })).toEqual([]);
  });
});

describe('the verdict on a step of a reported history', () => {
  const stated = [{ users: 10, startSeconds: 0, durationSeconds: 30 }];
  const of = (endpoint: string, p95: number, rest: Partial<ReportedPoint> = {}): ReportedPoint[] =>
    points(0, 40, { endpoint, p95, p50: p95, ...rest });
  const verdict = (
    history: readonly ReportedPoint[],
    target: object,
    { endpoints = ['pay', 'read'], isMeasured = true }: Options = {},
  ): unknown => {
    const [step] = stepsOf(history, { endpoints, stated, targets: [{ id: 't', ...target }], isMeasured });
    return step?.unjudged ?? step?.meetsTargets;
  };
  const fast = { metric: 'response.p95', below: 100 };

  it('is of each endpoint', () => {
    const history = (pay: number): ReportedPoint[] => [...of('*', 50), ...of('pay', pay), ...of('read', 50)];
    expect(verdict(history(60), fast)).toBe(true);
    expect(verdict(history(150), fast)).toBe(false);
    expect(verdict(history(150), { ...fast, endpoint: 'read' })).toBe(true);
    expect(verdict(history(150), { ...fast, endpoint: '*' })).toBe(true);
  });

  it('is of all requests where the scenario has no endpoints, or one without points of its own', () => {
    expect(verdict(of('*', 50), fast, { endpoints: ['*'] })).toBe(true);
    expect(verdict(of('*', 150), fast, { endpoints: ['*'] })).toBe(false);
    expect(verdict(of('*', 50), { ...fast, scenario: 'b' }, { endpoints: ['*'] })).toBeNull();
    expect(verdict(of('*', 50), fast, { endpoints: ['pay'] })).toBe(true);
    expect(verdict(of('*', 50), fast, { endpoints: ['*', 'pay'] })).toBe(true);
  });

  it('is of the points of an only endpoint, if it has some', () => {
    expect(verdict([...of('*', 50), ...of('pay', 150)], fast, { endpoints: ['pay'] })).toBe(false);
  });

  it('is unknown with an endpoint that has no points, unless all requests together miss', () => {
    expect(verdict([...of('*', 50), ...of('pay', 50)], fast)).toEqual(['response.p95']);
    expect(verdict([...of('*', 150), ...of('pay', 50)], fast)).toBe(false);
    expect(verdict([...of('*', 150), ...of('pay', 50), ...of('read', 50)], fast)).toBe(true);
    // What one endpoint misses is not shown by all of them.
    expect(verdict([...of('*', 150), ...of('pay', 50)], { ...fast, endpoint: 'read' })).toEqual([
      'response.p95',
    ]);
    expect(verdict([...of('*', 150), ...of('pay', 50)], { metric: 'response.p95', atMost: 100 })).toBe(false);
    expect(verdict([...of('*', 50), ...of('pay', 50)], { metric: 'response.p95', above: 100 })).toBe(false);
    expect(verdict([...of('*', 50), ...of('pay', 150)], { metric: 'response.p95', above: 100 })).toEqual([
      'response.p95',
    ]);
  });

  it('takes no number of errors of all requests for that of an endpoint', () => {
    const few = { metric: 'errors.count', below: 10 };
    const history = [...of('*', 50, { errorsPerSecond: 1 }), ...of('pay', 50)];
    expect(verdict(history, few)).toEqual(['errors.count']);
    // 30 s at one error a second.
    expect(verdict([...history, ...of('read', 50, { errorsPerSecond: 1 })], few)).toBe(false);
    expect(verdict([...history, ...of('read', 50, { errorsPerSecond: 0.3 })], few)).toBe(true);
  });

  it('judges the share of errors of each endpoint', () => {
    const rare = { metric: 'errors.rate', below: 0.2 };
    const history = [...of('*', 50), ...of('pay', 50)];
    // 5 requests and 2.5 errors a second, then none at all.
    expect(verdict([...history, ...of('read', 50, { errorsPerSecond: 2.5 })], rare)).toBe(false);
    expect(verdict([...history, ...of('read', 50)], rare)).toBe(true);
    expect(verdict([...history, ...of('read', 50, { errorsPerSecond: null })], rare)).toEqual([
      'errors.rate',
    ]);
  });

  it('is not hindered by an endpoint that had no requests in the step', () => {
    const history = [...of('*', 50), ...of('pay', 50), ...of('read', 500, { requestsPerSecond: 0 })];
    expect(verdict(history, fast)).toBe(true);
  });

  it('is unknown with an endpoint that has no two points in the step', () => {
    const history = [...of('*', 50), ...of('pay', 50), point(35, { endpoint: 'read' })];
    expect(verdict(history, fast)).toEqual(['response.p95']);
  });

  it('leaves out a target that the whole run has no value for', () => {
    const history = [...of('*', 50), ...of('pay', 50)];
    expect(verdict(history, fast, { isMeasured: false })).toBe(true);
    expect(verdict(history, { ...fast, endpoint: 'journey' })).toEqual(['response.p95']);
    expect(verdict(history, { ...fast, endpoint: 'journey' }, { isMeasured: false })).toBeNull();
  });

  it('asks for no throughput', () => {
    expect(verdict(of('*', 50), { metric: 'throughput.requestsPerSecond', atLeast: 100 })).toBeNull();
  });
});

describe('percentiles of a step of a reported history', () => {
  const stated = [{ users: 10, startSeconds: 0, durationSeconds: 30 }];
  // Windows after 10 s: 90 and 110 ms, half each.
  const history = points(0, 30).map((one, i) => ({ ...one, p95: i % 2 === 0 ? 90 : 110 }));

  it('are the middle of its windows', () => {
    // 10, 20, 30, 40, 50 in another order.
    const five = [...points(0, 8), ...[30, 50, 10, 40, 20].map((p50, i) => point(10 + 4 * i, { p50 }))];
    expect(stepsOf(five, { stated })).toMatchObject([{ p50: 30 }]);
  });

  it.each([
    [85, { meetsTargets: false }],
    [100, { meetsTargets: null, isInconclusive: true }],
    [115, { meetsTargets: true }],
  ])('lie between the lowest and the highest of its windows: target below %i ms', (below, expected) => {
    const targets = [{ id: 't', metric: 'response.p95', below }];
    expect(stepsOf(history, { stated, targets })).toMatchObject([expected]);
  });
});
