import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

// Expected values are those of the documents below, in milliseconds; means and rates are calculated by hand.
const codes = ({ files }: Inspection): string[] =>
  files.flatMap(({ warnings }) => warnings.map(({ code }) => code));
const of = async (document: unknown): Promise<Inspection> => inspectText(JSON.stringify(document));

describe('a result of JMH', () => {
  const result = (primaryMetric: object, rest: object = {}): object => ({
    jmhVersion: '1.37',
    benchmark: 'demo.Sort.run',
    mode: 'avgt',
    threads: 4,
    jdkVersion: '21.0.1',
    vmName: 'OpenJDK',
    primaryMetric: { score: 2, scoreUnit: 'us/op', ...primaryMetric },
    ...rest,
  });

  it('of time per operation is a timing, of each iteration', async () => {
    const found = await of([
      result({
        rawData: [
          [1, 3],
          [2, 'NaN'],
        ],
      }),
    ]);
    expect(found.files[0]).toMatchObject({ format: 'jmh-json', toolVersion: '1.37', rows: 1 });
    expect(found.endpoints).toMatchObject([
      {
        endpoint: 'demo.Sort.run',
        count: 3,
        latencyMs: { source: 'exact', min: 0.001, max: 0.003, mean: expect.closeTo(0.002, 12) as number },
      },
    ]);
    expect(codes(found)).toHaveLength(1);
    expect(codes(await of([result({ rawData: [[2]] })]))).toEqual([]);
    expect(codes(await of([result({ rawData: [[1, 3]] }, { mode: 'ss' })]))).toEqual([]);
    expect((await of([result({})])).endpoints).toMatchObject([{ count: 1, latencyMs: { mean: 0.002 } }]);
  });

  it('of throughput is a measure, with its readings where the score is their mean', async () => {
    const rate = (score: number, rawData: readonly number[]): object =>
      result({ score, scoreUnit: 'ops/us', rawData: [rawData] }, { mode: 'thrpt' });
    const found = await of([rate(2, [1, 3])]);
    expect(found.endpoints).toEqual([]);
    expect(found.measures).toMatchObject([{ unit: 'ops/us', direction: 'higher', value: 2, n: 2 }]);
    // A time per operation of mode thrpt is none.
    const odd = await of([result({}, { mode: 'thrpt' })]);
    expect([odd.endpoints.length, odd.measures.length]).toEqual([0, 1]);
  });

  it('of mode sample has each call, or the percentiles', async () => {
    const calls = await of([
      result(
        {
          rawDataHistogram: [
            [
              [
                [1, 2],
                [3, 1],
              ],
            ],
            [[[5, 1]]],
          ],
        },
        { mode: 'sample' },
      ),
    ]);
    expect(calls.endpoints).toMatchObject([
      { count: 4, latencyMs: { min: 0.001, max: 0.005, mean: 0.0025 } },
    ]);
    const percentiles = { '0.0': 1, '50.0': 2, '90.0': 'NaN', '95.0': 4, '99.0': 5, '99.9': 6, '100.0': 7 };
    const found = await of([result({ scorePercentiles: percentiles }, { mode: 'sample' })]);
    expect(found.endpoints[0]!.latencyMs).toEqual(
      reportedLatency({
        mean: 0.002,
        min: 0.001,
        p50: 0.002,
        p95: 0.004,
        p99: 0.005,
        p999: 0.006,
        max: 0.007,
      }),
    );
  });

  it('is named with its parameters, and with mode and threads where that tells results apart', async () => {
    const names = async (...results: readonly object[]): Promise<string[]> =>
      (await of(results)).endpoints.map(({ endpoint }) => endpoint);
    expect(await names(result({}, { params: { n: '10', kind: 'a' } }))).toEqual([
      'demo.Sort.run [n=10, kind=a]',
    ]);
    const [one, two] = await names(result({}), result({}, { threads: 8 }));
    expect([one, two].map((name) => /\d threads/.exec(name!)?.[0])).toEqual(['4 threads', '8 threads']);
  });

  it('has secondary metrics beside it, and is rejected without a score', async () => {
    const found = await of([
      result({}, { secondaryMetrics: { '·gc.alloc.rate.norm': { score: 64, scoreUnit: 'B/op' } } }),
      result({ score: 'NaN' }),
    ]);
    expect(found.measures).toMatchObject([{ unit: 'B/op', direction: 'lower', value: 64 }]);
    expect(found.files[0]!.refused).toEqual({
      count: 1,
      first: [{ line: 2, reason: 'result 2: `primaryMetric.score` must be a number, got "NaN"' }],
    });
  });
});

describe('files of criterion', () => {
  const estimate = (point_estimate: number, half: number | null, confidence_level = 0.95): object => ({
    point_estimate,
    ...(half !== null && {
      confidence_interval: {
        confidence_level,
        lower_bound: point_estimate - half,
        upper_bound: point_estimate + half,
      },
    }),
  });

  it('have the estimates where there are no samples', async () => {
    const found = await inspectTexts({
      'estimates.json': JSON.stringify({
        mean: estimate(2_000, 100),
        median: estimate(1_900, null),
        std_dev: estimate(300, null),
      }),
      'benchmark.json': JSON.stringify({ group_id: 'sort', function_id: 'std', value_str: '10' }),
    });
    expect(found.endpoints).toMatchObject([{ endpoint: 'sort/std/10', count: null, errors: null }]);
    expect(found.endpoints[0]!.latencyMs).toEqual(
      reportedLatency({ mean: 0.002, p50: 0.0019, stddev: 0.0003 }),
    );
  });

  it('have samples: the time of each batch by its calls', async () => {
    const sample = (iters: readonly number[], times: readonly number[]): Promise<Inspection> =>
      inspectTexts({
        'benchmark.json': JSON.stringify({ group_id: 'g', full_id: 'g/full' }),
        'sample.json': JSON.stringify({ iters, times }),
      });
    const found = await sample([1, 2, 4], [1_000, 4_000, 12_000]);
    expect(found.endpoints).toMatchObject([
      { endpoint: 'g/full', count: 3, latencyMs: { source: 'exact', min: 0.001, mean: 0.002, max: 0.003 } },
    ]);
    expect(codes(found)).toHaveLength(1);
    expect(codes(await sample([1, 1], [1_000, 2_000]))).toEqual([]);
  });

  it('have raw rows, which name their benchmark', async () => {
    const header =
      'group,function,value,throughput_num,throughput_type,sample_measured_value,unit,iteration_count';
    const found = await inspectTexts({
      'raw.csv': [
        header,
        'sort,std,10,,,4000,ns,2',
        'sort,std,10,,,3000,ns,1',
        'sort,radix,,,,500,ns,1',
        'sort,std,10,,,5,us,1',
        'sort,std,10,,,x,ns,1',
        'sort,std,10,,,5,ns,0',
        '',
      ].join('\n'),
    });
    expect(
      found.endpoints.map(({ endpoint, count, latencyMs }) => [endpoint, count, latencyMs?.mean]),
    ).toEqual([
      ['sort/std/10', 2, 0.0025],
      ['sort/radix', 1, 0.0005],
    ]);
    expect(found.files[0]!.refused.first.map(({ line }) => line)).toEqual([5, 6, 7]);
  });
});

describe('a report of Nighthawk', () => {
  const statistic = (rest: object = {}): object => ({
    id: 'benchmark_http_client.request_to_response',
    count: 95,
    mean: '0.012s',
    pstdev: '0.003s',
    min: '0.001s',
    max: '0.090s',
    percentiles: [
      { percentile: 0.5, duration: '0.011s' },
      { percentile: 0.9, duration: '0.040s' },
      { percentile: 0.95, duration: '0.050s' },
      { percentile: 0.984375, duration: '0.070s' },
      { percentile: 0.990625, duration: '0.080s' },
      { percentile: 1, duration: '0.090s' },
    ],
    ...rest,
  });
  const result = (name: string, counters: Readonly<Record<string, number>>, rest: object = {}): object => ({
    name,
    statistics: [statistic()],
    counters: Object.entries(counters).map(([key, value]) => ({ name: `benchmark.${key}`, value })),
    execution_duration: '10s',
    ...rest,
  });
  const report = (...results: readonly object[]): object => ({
    timestamp: '2026-11-20T10:00:00.000Z',
    options: { uri: 'http://shop.test/cart', connections: 8 },
    results,
  });
  const counters = {
    http_2xx: 90,
    http_3xx: 2,
    http_4xx: 3,
    http_5xx: 1,
    stream_resets: 2,
    pool_connection_failure: 2,
  };

  it('is the row of all workers, with errors by their kind', async () => {
    const found = await of(
      report(result('worker_0', {}), result('worker_1', {}), result('global', counters)),
    );
    expect(found.endpoints).toMatchObject([
      {
        count: 100,
        errors: 8,
        errorTypes: [
          { type: '4xx', count: 3 },
          { type: 'connection failure', count: 2 },
          { type: 'stream reset', count: 2 },
          { type: '5xx', count: 1 },
        ],
        requestsPerSecond: 10,
        latencyMs: { mean: 12, stddev: 3, min: 1, max: 90, p50: 11, p90: 40, p95: 50, p99: 80 },
      },
    ]);
    expect([found.startedAt, found.durationSeconds, found.total.maxUsers]).toEqual([
      '2026-11-20T10:00:00.000Z',
      10,
      16,
    ]);
  });

  it('of one worker is that worker; of several without a sum it is no report', async () => {
    const alone = await of(report(result('worker_0', { http_2xx: 5 })));
    expect([alone.total.count, alone.total.maxUsers]).toEqual([5, 8]);
    const none = await of(report(result('worker_0', {}), result('worker_1', {})));
    expect(none.files[0]!.error).toMatchObject({ code: 'no-rows' });
  });

  it('without counters has an unknown number of requests, and warns of those that were not sent', async () => {
    const unknown = await of(report(result('global', {})));
    expect(unknown.endpoints).toMatchObject([{ count: null, errors: null, requestsPerSecond: null }]);
    expect(codes(await of(report(result('global', { http_2xx: 5, pool_overflow: 3 }))))).toEqual([
      'unsent-requests',
    ]);
    const idle = await of(
      report(result('global', { http_2xx: 5 }, { statistics: [statistic({ count: 0 })] })),
    );
    expect(idle.endpoints[0]!.latencyMs).toBeNull();
  });
});

describe('the console of criterion', () => {
  it('has means with their bounds, names on a line of their own, and rates', async () => {
    const found = await inspectText(
      [
        'Benchmarking sort/std: Collecting 100 samples in estimated 5.0 s',
        'sort/std                time:   [1.9000 us 2.0000 us 2.1000 us]',
        '                        thrpt:  [4.70 Melem/s 5.00 Melem/s 5.20 Melem/s]',
        'a name that is too long for its column',
        '                        time:   [3.0000 ms 4.0000 ms 5.0000 ms]',
        'broken                  time:   [1.0 xs 2.0 xs 3.0 xs]',
        '',
      ].join('\n'),
    );
    expect(
      found.endpoints.map(({ endpoint, count, latencyMs }) => [endpoint, count, latencyMs?.mean]),
    ).toEqual([
      ['sort/std', 100, 0.002],
      ['a name that is too long for its column', null, 4],
    ]);
    expect(found.measures).toMatchObject([{ unit: 'Melem/s', direction: 'higher', value: 5 }]);
    expect(found.files[0]!.refused).toMatchObject({ count: 1, first: [{ line: 6 }] });
  });
});

describe('the tables of benchee', () => {
  const header = 'Name                  ips        average  deviation         median         99th %';

  it('have times in their units, and a deviation in percent', async () => {
    const found = await inspectText(
      [
        'Benchee 1.3.0',
        'time: 5 s',
        header,
        'parse              2.40 K      400.00 μs    ±25.00%      402.00 μs        0.61 ms',
        'print                 10         100 ms     ±1.00%         101 ms         120 ms',
        'what is this',
        '',
      ].join('\n'),
    );
    expect(found.files[0]).toMatchObject({
      format: 'benchee-text',
      toolVersion: '1.3.0',
      rows: 3,
      refused: {
        count: 1,
        first: [{ line: 6, reason: 'a row of times must have ips, average, deviation, median and 99th %' }],
      },
    });
    expect(found.endpoints.map(({ endpoint, latencyMs }) => [endpoint, latencyMs])).toEqual([
      ['parse', reportedLatency({ mean: 0.4, stddev: 0.1, p50: 0.402, p99: 0.61 })],
      ['print', reportedLatency({ mean: 100, stddev: 1, p50: 101, p99: 120 })],
    ]);
  });

  it('have memory in bytes of powers of 1,024', async () => {
    const memory = async (size: string): Promise<number | undefined> =>
      (
        await inspectText(
          [header, 'a  1  1 ms  ±1%  1 ms  1 ms', '', 'Name   Memory usage', `a   ${size}`, ''].join('\n'),
        )
      ).measures[0]?.value;
    expect(await memory('3 B')).toBe(3);
    expect(await memory('2 KB')).toBe(2_048);
    expect(await memory('1.50 MB')).toBe(1_572_864);
    expect(await memory('1 GB')).toBe(2 ** 30);
  });
});
