import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

// Expected values are those of the documents below, in milliseconds; sums and rates are calculated by hand.
const codes = ({ files }: Inspection): string[] => files[0]!.warnings.map(({ code }) => code);
const of = async (document: unknown): Promise<Inspection> => inspectText(JSON.stringify(document));

describe('a result of autocannon', () => {
  const part = { p97_5: 0 };
  const result = (rest: object = {}): object => ({
    url: 'http://shop.test/cart',
    start: '2026-11-20T10:00:00.000Z',
    duration: 10,
    connections: 8,
    errors: 5,
    timeouts: 2,
    mismatches: 0,
    non2xx: 30,
    '4xx': 20,
    '5xx': 10,
    statusCodeStats: { 200: { count: 70 }, 404: { count: 20 }, 503: { count: 10 } },
    latency: {
      ...part,
      average: 12,
      stddev: 3,
      min: 1,
      max: 90,
      p50: 11,
      p90: 20,
      p99: 50,
      p99_9: 80,
      totalCount: 100,
    },
    requests: { ...part, average: 10.5, total: 100 },
    throughput: part,
    ...rest,
  });

  it('has errors of connections beside failed responses', async () => {
    const found = await of(result());
    expect(found.files[0]).toMatchObject({ format: 'autocannon-json', rows: 1, warnings: [] });
    expect(found.endpoints).toMatchObject([
      {
        scenario: null,
        count: 105,
        errors: 35,
        errorTypes: [
          { type: '404', count: 20 },
          { type: '503', count: 10 },
          { type: 'connection error', count: 3 },
          { type: 'timeout', count: 2 },
        ],
        requestsPerSecond: 10.5,
        latencyOkMs: null,
      },
    ]);
    expect(found.endpoints[0]!.latencyMs).toEqual(
      reportedLatency({ min: 1, max: 90, mean: 12, stddev: 3, p50: 11, p90: 20, p99: 50, p999: 80 }),
    );
    expect([found.startedAt, found.durationSeconds, found.total.maxUsers]).toEqual([
      '2026-11-20T10:00:00.000Z',
      10,
      8,
    ]);
  });

  it('without codes has failed responses by class, or all that are not 2xx', async () => {
    const classes = await of(result({ statusCodeStats: {}, errors: 0, timeouts: 0 }));
    expect(classes.endpoints[0]).toMatchObject({
      count: 100,
      errors: 30,
      errorTypes: [
        { type: '4xx', count: 20 },
        { type: '5xx', count: 10 },
      ],
    });
    const old = await of(
      result({ statusCodeStats: {}, '4xx': undefined, '5xx': undefined, errors: 0, timeouts: 0 }),
    );
    expect(old.endpoints[0]).toMatchObject({ errors: 30, errorTypes: [] });
  });

  it('says which response times it has', async () => {
    const latency = (totalCount: number | undefined): object => ({
      latency: {
        ...part,
        average: 12,
        min: 1,
        max: 90,
        p50: 11,
        p99: 50,
        ...(totalCount !== undefined && { totalCount }),
      },
    });
    const times = async (totalCount: number | undefined): Promise<unknown[]> => {
      const found = await of(result(latency(totalCount)));
      return [codes(found), found.endpoints[0]!.latencyMs?.mean, found.endpoints[0]!.latencyOkMs?.mean];
    };
    expect(await times(100)).toEqual([[], 12, undefined]);
    expect(await times(undefined)).toEqual([[], 12, undefined]);
    expect(await times(101)).toEqual([['corrected-latency'], 12, undefined]);
    expect(await times(99)).toEqual([['successes-only'], undefined, 12]);
    expect(codes(await of(result({ mismatches: 4 })))).toEqual(['body-mismatches']);
    const none = await of(result({ requests: { ...part, average: 0, total: 0 }, ...latency(0) }));
    expect(none.endpoints[0]).toMatchObject({ latencyMs: null, latencyOkMs: null });
  });

  it('of several lines has scenarios by title, and the time that the runs took', async () => {
    const lines = [
      result({ title: 'a' }),
      result({ title: 'b', start: '2026-11-20T10:00:30.000Z', duration: 20 }),
    ].map((one) => JSON.stringify(one));
    const found = await inspectText([...lines, '', '{"url": 1}', ''].join('\n'));
    expect(found.files[0]).toMatchObject({ rows: 3, refused: { count: 1, first: [{ line: 4 }] } });
    expect(found.endpoints.map(({ scenario }) => scenario)).toEqual(['a', 'b']);
    // From 10:00:00 to 10:00:50.
    expect([found.startedAt, found.durationSeconds]).toEqual(['2026-11-20T10:00:00.000Z', 50]);
    const unclocked = [result({ start: undefined }), result({ start: undefined, duration: 20 })];
    const sum = await inspectText(unclocked.map((one) => JSON.stringify(one)).join('\n'));
    expect([sum.startedAt, sum.durationSeconds]).toEqual([null, 30]);
  });
});

describe('a report of Artillery 2', () => {
  const summary = (rest: object = {}): object => ({
    min: 1,
    max: 90,
    mean: 12,
    median: 11,
    p95: 40,
    p99: 50,
    ...rest,
  });
  const startMs = Date.UTC(2026, 10, 20, 10);
  const report = (aggregate: object, intermediate: readonly object[] = []): object => ({
    aggregate: {
      counters: { 'http.requests': 100, 'http.codes.200': 90, 'http.codes.503': 6, 'errors.ETIMEDOUT': 4 },
      rates: {},
      summaries: { 'http.response_time': summary(), 'http.response_time.2xx': summary({ mean: 10 }) },
      firstMetricAt: startMs,
      lastMetricAt: startMs + 20_000,
      ...aggregate,
    },
    intermediate,
  });

  it('has one row of all requests', async () => {
    const found = await of(report({}));
    expect(found.files[0]).toMatchObject({ tool: 'Artillery', error: null, rows: 1 });
    expect([found.startedAt, found.durationSeconds]).toEqual(['2026-11-20T10:00:00.000Z', 20]);
    expect(found.endpoints).toMatchObject([
      {
        endpoint: '*',
        count: 100,
        errors: 10,
        errorTypes: [
          { type: '503', count: 6 },
          { type: 'ETIMEDOUT', count: 4 },
        ],
        requestsPerSecond: 5,
        latencyMs: { min: 1, max: 90, mean: 12, p50: 11, p90: null, p95: 40, p99: 50, p999: null },
        latencyOkMs: { mean: 10 },
      },
    ]);
  });

  it('with redirects has no times of successes, and without metrics the times of its counters', async () => {
    const redirects = await of(
      report({ counters: { 'http.requests': 100, 'http.codes.200': 90, 'http.codes.302': 10 } }),
    );
    expect(redirects.endpoints[0]).toMatchObject({ errors: 0, latencyOkMs: null });
    const counted = await of(
      report({
        firstMetricAt: undefined,
        lastMetricAt: undefined,
        firstCounterAt: startMs,
        lastCounterAt: startMs + 40_000,
      }),
    );
    expect([counted.durationSeconds, counted.endpoints[0]!.requestsPerSecond]).toEqual([40, 2.5]);
    const unknown = await of(report({ firstMetricAt: undefined, lastMetricAt: undefined }));
    expect(unknown.endpoints[0]!.requestsPerSecond).toBeNull();
  });

  it('has a row an endpoint where the plugin counted them, and the rest of the requests as another', async () => {
    const plugin = 'plugins.metrics-by-endpoint';
    const found = await of(
      report({
        counters: {
          'http.requests': 100,
          'http.codes.200': 90,
          'http.codes.503': 6,
          'errors.ETIMEDOUT': 4,
          [`${plugin}./cart.codes.200`]: 60,
          [`${plugin}./cart.codes.503`]: 6,
          [`${plugin}./cart.errors.ETIMEDOUT`]: 4,
          [`${plugin}./pay.v2.codes.200`]: 20,
        },
        summaries: {
          'http.response_time': summary(),
          [`${plugin}.response_time./cart`]: summary({ mean: 15, p50: 14 }),
        },
      }),
    );
    expect(found.files[0]!.rows).toBe(3);
    expect(
      found.endpoints.map(({ endpoint, count, errors, requestsPerSecond, latencyMs }) => [
        endpoint,
        count,
        errors,
        requestsPerSecond,
        latencyMs?.mean ?? null,
        latencyMs?.p50 ?? null,
      ]),
    ).toEqual([
      ['/cart', 70, 10, 3.5, 15, 14],
      ['/pay.v2', 20, 0, 1, null, null],
      [expect.any(String), 10, 0, 0.5, null, null],
    ]);
    expect(found.total).toMatchObject({ count: 100, errors: 10 });
  });

  it('without requests is of another engine', async () => {
    const found = await of(report({ counters: {} }));
    expect(found.files[0]!.error).toMatchObject({ code: 'no-requests' });
  });
});

describe('a report of ghz', () => {
  const ms = (count: number): number => count * 1e6;
  const report = (rest: object = {}): object => ({
    name: 'n',
    options: { call: 'shop.Cart.Add' },
    count: 10,
    total: ms(2_000),
    average: ms(12),
    fastest: ms(1),
    slowest: ms(90),
    rps: 5,
    statusCodeDistribution: { OK: 8, Unavailable: 2 },
    latencyDistribution: [
      { percentage: 50, latency: ms(11) },
      { percentage: 90, latency: ms(40) },
      { percentage: 95, latency: ms(50) },
      { percentage: 99, latency: ms(80) },
    ],
    ...rest,
  });

  it('without details has what ghz prints: percentiles of the calls that did not fail', async () => {
    const found = await of(report());
    expect(found.endpoints).toMatchObject([
      {
        endpoint: 'shop.Cart.Add',
        count: 10,
        errors: 2,
        errorTypes: [{ type: 'Unavailable', count: 2 }],
        requestsPerSecond: 5,
      },
    ]);
    expect(found.endpoints[0]!.latencyMs).toEqual(reportedLatency({ mean: 12 }));
    const ok = { min: 1, max: 90, p50: 11, p90: 40, p95: 50, p99: 80 };
    expect(found.endpoints[0]!.latencyOkMs).toEqual(reportedLatency(ok));
    expect(found.durationSeconds).toBe(2);
    const fine = await of(report({ statusCodeDistribution: { OK: 10 } }));
    expect(fine.endpoints[0]!.latencyMs).toEqual(reportedLatency({ ...ok, mean: 12 }));
  });

  it('has no times of successes where all failed, and no errors where there are more than calls', async () => {
    const failed = await of(report({ statusCodeDistribution: { Unavailable: 10 } }));
    expect(failed.endpoints[0]).toMatchObject({ errors: 10, latencyOkMs: null });
    const damaged = await of(report({ statusCodeDistribution: { Unavailable: 11 } }));
    expect(damaged.endpoints[0]!.errors).toBeNull();
  });

  const detail = (i: number, status = 'OK'): object => ({
    timestamp: `2026-11-20T10:00:0${i}.000Z`,
    latency: ms(100),
    error: '',
    status,
  });

  it('with details has each call, which ended at its time', async () => {
    const details = Array.from({ length: 10 }, (_, i) => detail(i, i < 2 ? 'Unavailable' : 'OK'));
    const found = await of(report({ details }));
    expect(found.files[0]).toMatchObject({ rows: 10, warnings: [] });
    expect(found.endpoints).toMatchObject([
      { count: 10, errors: 2, latencyMs: { source: 'exact', min: 100, max: 100 } },
    ]);
    // The first began 100 ms before 10:00:00, the last ended at 10:00:09.
    expect([found.startedAt, found.durationSeconds]).toEqual(['2026-11-20T09:59:59.900Z', 9.1]);
  });

  it('with nine of ten details has their times, and counts the other; with eight it has what ghz prints', async () => {
    const details = (count: number): object[] => Array.from({ length: count }, (_, i) => detail(i));
    const nine = await of(report({ details: details(9), statusCodeDistribution: { OK: 9, Unavailable: 1 } }));
    expect(codes(nine)).toEqual(['incomplete-details']);
    expect(nine.files[0]!.warnings[0]!.message).toBe('`details` contains 9 of 10 calls.');
    expect(nine.endpoints).toMatchObject([
      {
        count: 10,
        errors: 1,
        errorTypes: [{ type: 'Unavailable', count: 1 }],
        latencyMs: { source: 'exact' },
      },
    ]);
    const eight = await of(report({ details: details(8) }));
    expect(codes(eight)).toEqual(['incomplete-details']);
    expect(eight.endpoints).toMatchObject([{ count: 10, latencyMs: { source: 'reported', mean: 12 } }]);
  });

  it('rejects a call whose time cannot be', async () => {
    const details = Array.from({ length: 10 }, (_, i) =>
      i === 3 ? { ...detail(i), latency: -5 } : detail(i),
    );
    expect((await of(report({ details }))).files[0]!.refused).toEqual({
      count: 1,
      first: [{ line: 4, reason: '`latency` must be nanoseconds from 0 up, got -5' }],
    });
  });
});

describe('a report of BenchmarkDotNet', () => {
  const statistics = (rest: object = {}): object => ({
    N: 3,
    Min: 1_000,
    Max: 3_000,
    Mean: 2_000,
    Median: 2_100,
    StandardDeviation: 500,
    Percentiles: { P90: 2_800, P95: 2_900 },
    ...rest,
  });
  const report = (...benchmarks: readonly object[]): object => ({
    Title: 't',
    HostEnvironmentInfo: {
      BenchmarkDotNetVersion: '0.14.0',
      OsVersion: 'Linux',
      ProcessorName: { Value: 'Test CPU' },
      RuntimeVersion: '.NET 9',
    },
    Benchmarks: benchmarks,
  });

  it('has what the tool prints, in nanoseconds, and bytes per call', async () => {
    const found = await of(
      report({
        Namespace: 'Demo',
        Type: 'Sort',
        Method: 'Quick',
        Parameters: 'N=10',
        Statistics: statistics(),
        Memory: { BytesAllocatedPerOperation: 64 },
      }),
    );
    expect(found.files[0]).toMatchObject({ format: 'benchmarkdotnet-json', toolVersion: '0.14.0' });
    expect(found.endpoints).toMatchObject([{ endpoint: 'Demo.Sort.Quick(N=10)', count: 3, errors: null }]);
    expect(found.endpoints[0]!.latencyMs).toEqual(
      reportedLatency({
        min: 0.001,
        max: 0.003,
        mean: 0.002,
        stddev: 0.0005,
        p50: 0.0021,
        p90: 0.0028,
        p95: 0.0029,
      }),
    );
    expect(found.measures).toMatchObject([{ unit: 'B/op', direction: 'lower', value: 64, n: 1 }]);
  });

  it('has no deviation of one iteration', async () => {
    const found = await of(report({ FullName: 'F', Statistics: statistics({ N: 1 }) }));
    expect(found.endpoints[0]!.latencyMs?.stddev).toBeNull();
  });

  it('has the iterations where there are two or more', async () => {
    const values = (...OriginalValues: readonly number[]): object =>
      report({ FullName: 'F', Statistics: statistics({ OriginalValues }) });
    expect((await of(values(1_000, 3_000))).endpoints).toMatchObject([
      { count: 2, latencyMs: { source: 'exact', min: 0.001, max: 0.003, mean: 0.002 } },
    ]);
    expect((await of(values(1_000))).endpoints).toMatchObject([{ latencyMs: { source: 'reported' } }]);
  });

  it('tells equal names apart by their jobs', async () => {
    const one = (display: string): object => ({
      FullName: 'F',
      DisplayInfo: display,
      Statistics: statistics(),
    });
    const found = await of(report(one('F: Short(Runs=3)'), one('F: Job-XY(Runs=5) [N=1]')));
    const names = found.endpoints.map(({ endpoint }) => endpoint);
    expect(names[0]).toContain('Short');
    expect(names[1]).toContain('Runs=5');
  });

  it('counts benchmarks without statistics as failed', async () => {
    const found = await of(
      report({ FullName: 'F', Statistics: null }, { FullName: 'G', Statistics: statistics() }),
    );
    expect(codes(found)).toEqual(['failed-benchmarks']);
    expect(found.endpoints.map(({ endpoint }) => endpoint)).toEqual(['G']);
  });
});
