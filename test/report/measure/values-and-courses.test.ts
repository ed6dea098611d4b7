import { describe, expect, it } from 'vitest';
import type { EndpointDigest, ReportedPoint } from '../../../src/model/documents/digest.ts';
import { projectSchema } from '../../../src/model/documents/project.ts';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import { judgedValues } from '../../../src/report/measure/judged-values.ts';
import { metricValuesOf, printedTolerance } from '../../../src/report/measure/metric-values.ts';
import { distributionOf, responseRow } from '../../../src/report/measure/response-row.ts';
import { errorRow, throughputRow } from '../../../src/report/measure/scenario-measures.ts';
import { reportedTimeline, timelineOf } from '../../../src/report/measure/timeline.ts';
import { bucketIndex } from '../../../src/stats/histogram.ts';
import { makeRun } from '../../history/make-run.ts';

const origin = Date.UTC(2026, 10, 20, 10);

/** Slices of a second: requests of 150 ms each, and errors among them. */
function pooledOf(
  counts: readonly number[],
  {
    firstMs = 0,
    lastMs = counts.length * 1_000,
    errors = 0,
  }: { firstMs?: number; lastMs?: number; errors?: number } = {},
): EndpointDigest {
  const items = counts.flatMap((count, index) =>
    count === 0
      ? []
      : [{ index, count, errors, users: index, histogram: { zero: 0, buckets: [bucketIndex(150), count] } }],
  );
  return {
    scenario: 'load',
    slices: { originMs: origin, widthMs: 1_000, items },
    firstStartMs: origin + firstMs,
    lastEndMs: origin + lastMs,
  } as unknown as EndpointDigest;
}

describe('a scenario over time', () => {
  it('has a point for each slice, by how much of it the test covers', () => {
    const found = timelineOf(pooledOf([20, 40, 0, 30], { errors: 10 }))!;
    expect(found).toMatchObject({ scenario: 'load', widthSeconds: 1, source: 'samples' });
    expect(
      found.points.map(({ atSeconds, count, requestsPerSecond, errorRate, users }) => [
        atSeconds,
        count,
        requestsPerSecond,
        errorRate,
        users,
      ]),
    ).toEqual([
      [0, 20, 20, 0.5, 0],
      [1, 40, 40, 0.25, 1],
      [2, 0, 0, null, null],
      [3, 30, 30, 1 / 3, 3],
    ]);
    expect(found.points[0]!.p50! / 150).toBeCloseTo(1, 2);
    expect(found.points[2]!.p50).toBeNull();
    // A cell is a twelfth of a decade: 150 ms are at 12 x 2.176 = 26.1.
    expect(found.density).toEqual({
      perDecade: 12,
      cells: [
        [0, 26, 20],
        [1, 26, 40],
        [3, 26, 30],
      ],
    });
  });

  it('joins an end of less than half a slice to its neighbour', () => {
    const shape = (firstMs: number, lastMs: number): unknown[] =>
      timelineOf(pooledOf([10, 20, 30, 40], { firstMs, lastMs }))!.points.map(
        ({ count, requestsPerSecond }) => [count, Number(requestsPerSecond!.toPrecision(6))],
      );
    expect(shape(500, 3_500)).toEqual([
      [10, 20],
      [20, 20],
      [30, 30],
      [40, 80],
    ]);
    // 30 requests in 1.4 s, 70 in 1.4 s.
    expect(shape(600, 3_400)).toEqual([
      [30, 21.4286],
      [70, 50],
    ]);
    const two = timelineOf(pooledOf([10, 20], { firstMs: 900, lastMs: 1_100 }))!;
    expect(two.points).toHaveLength(2);
  });

  it('has at most 120 points', () => {
    const points = (count: number): [number, number] => {
      const found = timelineOf(pooledOf(Array<number>(count).fill(5)))!;
      return [found.points.length, found.widthSeconds];
    };
    expect([points(120), points(121), points(240), points(241)]).toEqual([
      [120, 1],
      [61, 2],
      [120, 2],
      // The last slice alone is a third of a point, and joined to the one before.
      [80, 3],
    ]);
  });

  it('is none without slices or times', () => {
    const whole = pooledOf([5, 5]);
    expect(timelineOf({ ...whole, slices: null })).toBeNull();
    expect(timelineOf({ ...whole, firstStartMs: null })).toBeNull();
    expect(timelineOf({ ...whole, lastEndMs: null })).toBeNull();
  });

  it('is as the tool reports it, from two points on', () => {
    const point = (second: number, rest: object = {}): ReportedPoint => ({
      scenario: 'load',
      endpoint: '*',
      atMs: origin + second * 1_000,
      requestsPerSecond: 50,
      errorsPerSecond: 5,
      users: 3,
      p50: 10,
      p95: 20,
      ...rest,
    });
    const others = [point(3, { endpoint: 'pay' }), point(4, { scenario: 'other' })];
    const found = reportedTimeline('load', [
      point(10),
      point(0),
      point(5, { requestsPerSecond: 0 }),
      ...others,
    ])!;
    expect(found).toMatchObject({ widthSeconds: 5, source: 'reported' });
    expect(found.points).toEqual([
      { atSeconds: 0, requestsPerSecond: 50, errorRate: 0.1, p50: 10, p95: 20, p99: null, users: 3 },
      { atSeconds: 5, requestsPerSecond: 0, errorRate: null, p50: 10, p95: 20, p99: null, users: 3 },
      { atSeconds: 10, requestsPerSecond: 50, errorRate: 0.1, p50: 10, p95: 20, p99: null, users: 3 },
    ]);
    expect(reportedTimeline('load', [point(0)])).toBeNull();
    expect(reportedTimeline('none', [point(0), point(1)])).toBeNull();
    const unknown = reportedTimeline('load', [
      point(0, { errorsPerSecond: null }),
      point(1, { requestsPerSecond: null }),
    ])!;
    expect(unknown.points.map(({ errorRate }) => errorRate)).toEqual([null, null]);
    const many = Array.from({ length: 481 }, (_, i) => point(i));
    expect(reportedTimeline('load', many.slice(0, 240))!.points).toHaveLength(240);
    expect(reportedTimeline('load', many)!.points).toHaveLength(161);
  });
});

type Gathered = Parameters<typeof throughputRow>[0];
const endpoint = (name: string, count: number | null, errors: number | null, rest: object = {}): object => ({
  digest: {
    endpoint: name,
    count,
    errors,
    errorTypes: [],
    maxUsers: null,
    latency: null,
    slices: null,
    firstStartMs: null,
    ...rest,
  },
  files: ['a.csv'],
  rejected: 0,
});
const gathered = (rest: object): Gathered =>
  ({
    id: 'load',
    endpoints: [],
    pooled: null,
    transactions: [],
    total: { count: 100, errors: 10, requestsPerSecond: 5, durationSeconds: 30 },
    failures: { count: 100, errors: 10 },
    ...rest,
  }) as unknown as Gathered;
const measures = { users: 7, files: ['a.csv'] } as unknown as Parameters<typeof throughputRow>[1];

describe('the throughput of a scenario', () => {
  const project = projectSchema.parse({ messages: ['send'], sessions: ['open', 'create'] });
  const row = (rest: object, seen: number | null = null): ReturnType<typeof throughputRow> =>
    throughputRow(gathered(rest), measures, [], project, seen);

  it('counts successful messages and sessions per minute', () => {
    const endpoints = [
      endpoint('send', 50, 5),
      endpoint('open', 20, 0),
      endpoint('create', 10, 5),
      endpoint('x', 9, 0),
    ];
    const found = row({ endpoints });
    // 45 and 25 in half a minute.
    expect([found.messagesPerMinute, found.sessionsPerMinute]).toEqual([90, 50]);
    expect(found).toMatchObject({ users: 7, requestsPerSecond: 5, totalRequests: 100, maxUsers: null });
    expect(row({ endpoints: [endpoint('send', null, 0)] }).messagesPerMinute).toBeNull();
    expect(row({ endpoints: [endpoint('send', 5, null)] }).messagesPerMinute).toBeNull();
    expect(row({ endpoints: [endpoint('x', 5, 0)] }).messagesPerMinute).toBeNull();
    const total = (durationSeconds: number | null): object => ({
      endpoints: [endpoint('send', 5, 0)],
      total: { count: 5, errors: 0, requestsPerSecond: 5, durationSeconds },
    });
    expect(row(total(0)).messagesPerMinute).toBeNull();
    expect(row(total(null)).messagesPerMinute).toBeNull();
    expect(
      throughputRow(gathered({ endpoints }), measures, [], projectSchema.parse({}), null).messagesPerMinute,
    ).toBeNull();
  });

  it('has the most users that anything saw', () => {
    const endpoints = [endpoint('a', 1, 0, { maxUsers: 4 }), endpoint('b', 1, 0, { maxUsers: 6 })];
    expect(row({ endpoints }).maxUsers).toBe(6);
    expect(row({ endpoints }, 9).maxUsers).toBe(9);
    expect(row({ endpoints, pooled: { digest: { maxUsers: 8 } } }).maxUsers).toBe(8);
    expect(row({ endpoints: [] }, 3).maxUsers).toBe(3);
  });
});

describe('the errors of a scenario', () => {
  it('have a rate, their types by size, and are none where they are unknown', () => {
    const types = (...some: readonly [string, number][]): object => ({
      errorTypes: some.map(([type, count]) => ({ type, count })),
    });
    const endpoints = [
      endpoint('a', 60, 4, types(['500', 3], ['404', 1])),
      endpoint('b', 40, 6, types(['404', 6])),
      endpoint('c', 40, null, types(['503', 9])),
    ];
    expect(errorRow(gathered({ endpoints }), measures)).toMatchObject({
      count: 100,
      errors: 10,
      rate: 0.1,
      types: [
        { type: '404', count: 7 },
        { type: '500', count: 3 },
      ],
      source: 'reported',
    });
    const failures = (count: number | null, errors: number | null): object => ({
      endpoints,
      failures: { count, errors },
    });
    expect(errorRow(gathered(failures(100, null)), measures)).toBeNull();
    expect(errorRow(gathered(failures(0, 0)), measures)).toBeNull();
    expect(errorRow(gathered(failures(null, 3)), measures)).toMatchObject({
      errors: 3,
      rate: null,
      interval: null,
    });
    // Wilson's interval of 10 of 100.
    const { interval } = errorRow(gathered({ endpoints }), measures)!;
    expect(interval!.lower).toBeCloseTo(0.0552, 3);
    expect(interval!.upper).toBeCloseTo(0.1744, 3);
  });
});

describe('half a unit of the last printed digit', () => {
  it('is that of the number in its unit', () => {
    expect([250, 2.5, 0.125, 0].map((value) => printedTolerance(value))).toEqual([0.5, 0.05, 0.0005, 0.5]);
    // Printed as 2.5 s.
    expect(printedTolerance(2_500, 1_000)).toBeCloseTo(50, 9);
    expect(printedTolerance(0.0025, 0.001)).toBeCloseTo(0.00005, 12);
    expect(printedTolerance(null)).toBeNull();
    expect(printedTolerance(0.123456)).toBeCloseTo(5e-7, 12);
    expect(printedTolerance(0.1234567)).toBeNull();
  });
});

describe('the values of a run', () => {
  const run = makeRun({ day: 1, endpoints: { pay: { p50: 100, errors: 5 } } });
  const places = (rest: Partial<RunMeasures>, metric: string): unknown[] =>
    metricValuesOf({ ...run, ...rest })
      .filter((one) => one.metric === metric)
      .map(({ scenario, endpoint: name, value, isTransaction }) => [
        scenario,
        name,
        value,
        isTransaction ?? false,
      ]);
  const whole = { ...run.response[0]!, endpoint: '*' };

  it('count pooled requests and transactions beside endpoints, unless they are the same row', () => {
    expect(places({ pooled: [whole] }, 'response.p50')).toEqual([
      ['shop', 'pay', 100, false],
      ['shop', '*', 100, false],
    ]);
    expect(places({ pooled: run.response }, 'response.p50')).toHaveLength(1);
    const buy = { ...run.response[0]!, endpoint: 'buy' };
    expect(places({ transactions: [buy, whole, run.response[0]!] }, 'response.p50')).toEqual([
      ['shop', 'pay', 100, false],
      ['shop', 'buy', 100, true],
    ]);
  });

  it('of errors are shares of the requests, and none of pooled rows', () => {
    expect(places({ pooled: [whole] }, 'errors.rate')).toEqual([['shop', 'pay', 0.0025, false]]);
    expect(places({}, 'errors.count')).toEqual([['shop', 'pay', 5, false]]);
    const row = (rest: object): Partial<RunMeasures> => ({ response: [{ ...run.response[0]!, ...rest }] });
    expect(places(row({ errors: null }), 'errors.rate')).toEqual([]);
    expect(places(row({ count: null }), 'errors.rate')).toEqual([]);
    expect(places(row({ count: 0, errors: 0 }), 'errors.rate')).toEqual([]);
  });

  it('of benchmarks have neither throughput nor totals', () => {
    expect(places({}, 'throughput.totalRequests')).toEqual([['shop', null, 3_000, false]]);
    expect(places({ kind: 'benchmark' }, 'throughput.totalRequests')).toEqual([]);
    expect(places({ kind: 'benchmark', pooled: [whole] }, 'response.p50')).toHaveLength(1);
  });

  it('state how they were estimated', () => {
    const of = (metric: string, source: 'exact' | 'reported' = 'exact'): object => {
      const response = run.response.map((one) => ({ ...one, latencyMs: { ...one.latencyMs!, source } }));
      return metricValuesOf({ ...run, response }).find((one) => one.metric === metric)!;
    };
    expect(of('response.p95')).toMatchObject({
      estimator: 'Hyndman-Fan 7',
      n: 2_000,
      tolerance: null,
      interval: { lower: null, upper: null },
    });
    expect(of('response.mean')).toMatchObject({ estimator: 'arithmetic mean', interval: null });
    expect(of('response.p95', 'reported')).toMatchObject({
      estimator: 'reported by the tool',
      tolerance: 0.5,
      interval: null,
    });
    expect(of('errors.rate')).toMatchObject({ source: 'exact' });
    expect(of('errors.rate', 'reported')).toMatchObject({ source: 'reported' });
  });

  it('of users are judged by their bounds where no step met the targets', () => {
    const bounded = (rest: object): number =>
      judgedValues({ ...run, metricValues: [], throughput: [{ ...run.throughput[0]!, ...rest }] }).length;
    expect(bounded({ sustainedUsers: null, sustainedInterval: { lower: null, upper: 48 } })).toBe(1);
    expect(bounded({ sustainedUsers: 50, sustainedInterval: { lower: 50, upper: 100 } })).toBe(0);
    expect(bounded({ sustainedUsers: null, sustainedInterval: null })).toBe(0);
  });
});

describe('an endpoint', () => {
  const latency = (counts: readonly (readonly [ms: number, count: number])[]): object => {
    const count = counts.reduce((sum, [, some]) => sum + some, 0);
    return {
      source: 'histogram',
      relativeError: 0.005,
      count,
      min: counts[0]![0],
      max: counts.at(-1)![0],
      mean: 1,
      m2: 0,
      reportedStddev: null,
      quantiles: null,
      histogram: { zero: 0, buckets: counts.flatMap(([ms, some]) => [bucketIndex(ms), some]) },
    };
  };
  const of = (rest: object): Parameters<typeof responseRow>[0] => ({
    digest: {
      scenario: 'load',
      endpoint: 'pay',
      count: 10,
      errors: 2,
      errorTypes: [],
      latency: null,
      latencyOk: null,
      latencyFailed: null,
      firstStartMs: null,
      lastEndMs: null,
      reportedRequestsPerSecond: null,
      slices: null,
      maxUsers: null,
      ...rest,
    },
    files: [],
    rejected: 0,
  });
  const apdex = (rest: object, threshold: number | undefined = 500): number | null =>
    responseRow(of(rest), { id: 'pay', label: 'Pay', group: null } as never, null, {
      apdexThresholdMs: threshold,
      shares: [],
      judged: [],
    }).apdex;

  it('has an Apdex of its successes, with errors as frustrated', () => {
    // 4 within 500 ms, 2 within 2,000 ms and 2 slower; 2 failed: (4 + 2 / 2) / 10.
    const latencyOk = latency([
      [100, 4],
      [1_000, 2],
      [5_000, 2],
    ]);
    expect(apdex({ latencyOk })).toBeCloseTo(0.5, 12);
    expect(apdex({ latencyOk: null })).toBeNull();
    expect(apdex({ latencyOk, count: 0 })).toBeNull();
    expect(apdex({ latencyOk, count: null })).toBeNull();
  });

  it('has a curve up to the last sample but one, and its maximum', () => {
    const found = distributionOf(
      of({
        latency: latency([
          [10, 5],
          [20, 5],
        ]),
      }),
    )!;
    expect(found.points.map(({ share }) => share)).toEqual([
      0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 1,
    ]);
    expect([found.points[0]!.ms, found.points.at(-1)!.ms]).toEqual([10, 20]);
    for (const { ms } of found.points) expect(ms >= 10 && ms <= 20).toBe(true);
    expect(distributionOf(of({ latency: null }))).toBeNull();
  });
});
