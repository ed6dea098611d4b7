import { describe, expect, it } from 'vitest';
import {
  meaningOf,
  measureOf,
  seriesNames,
} from '../../../src/ingest/formats/prometheus/prometheus-series.ts';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

// Expected values are those of the documents below; sums, means and rates are calculated by hand.
const codes = ({ files }: Inspection): string[] =>
  files.flatMap(({ warnings }) => warnings.map(({ code }) => code));

describe('what a metric of Prometheus is', () => {
  it.each([
    ['container_memory_working_set_bytes', 'memory'],
    ['process_resident_memory_bytes', 'memory'],
    ['jvm_memory_used_bytes', 'memory'],
    ['container_memory_rss', 'memory'],
    ['namespace:container_memory_usage_bytes:sum', 'memory'],
    ['container_spec_memory_limit_bytes', 'measure'],
    ['node_memory_MemAvailable_bytes', 'measure'],
    ['jvm_memory_max_bytes', 'measure'],
    ['process_virtual_memory_bytes', 'measure'],
    ['go_memstats_heap_idle_bytes', 'measure'],
    ['http_requests_total', 'counter'],
    ['request_duration_seconds_bucket', 'counter'],
    ['container_cpu_usage_seconds_total', 'counter'],
    ['pod:container_cpu_usage:rate5m', 'cpu'],
    ['node_cpu_cores', 'cpu'],
    ['system_cpu_usage', 'cpu'],
    ['process_cpu_usage', 'cpu'],
    ['queue_length', 'measure'],
  ])('%s is %s', (name, kind) => {
    expect(meaningOf(name).kind).toBe(kind);
  });

  it('is on the scale of the host or of one core', () => {
    expect(meaningOf('system_cpu_usage')).toEqual({ kind: 'cpu', scale: 'host', percentEach: 100 });
    expect(meaningOf('x_cpu_rate')).toEqual({ kind: 'cpu', scale: 'core', percentEach: 100 });
  });

  it('has a unit by its suffix, and a direction unless it is spare', () => {
    const of = (name: string): unknown[] => {
      const { unit, direction } = measureOf(name);
      return [unit, direction];
    };
    expect(of('gc_pause_seconds')).toEqual(['s', 'lower']);
    expect(of('gc_pause_milliseconds')[0]).toBe('ms');
    expect(of('gc_pause_ms')[0]).toBe('ms');
    expect(of('disk_bytes')[0]).toBe('bytes');
    expect(of('cache_hit_ratio')[0]).toBe('ratio');
    expect([of('load_percent')[0], of('load_pct')[0]]).toEqual(['%', '%']);
    expect(of('chip_celsius')[0]).toBe('°C');
    expect(of('queue_length')[0]).toBe('');
    expect(of('memory_free_bytes')).toEqual(['bytes', 'unknown']);
    expect(of('process_uptime_seconds')).toEqual(['s', 'unknown']);
  });

  it('has a name by the labels that tell series apart', () => {
    expect(
      seriesNames(
        [
          { __name__: 'm', job: 'a', instance: 'x' },
          { __name__: 'm', job: 'b', instance: 'y' },
          { __name__: 'n', job: 'a' },
        ],
        'file',
      ),
    ).toEqual(['m a', 'm b', 'n']);
    expect(seriesNames([{ job: 'a' }, { job: 'a' }], 'file')).toEqual(['file', 'file #2']);
    expect(
      seriesNames(
        [
          { __name__: 'm', area: 'heap', id: '1' },
          { __name__: 'm', area: 'heap' },
        ],
        'f',
      ),
    ).toEqual(['m 1', 'm']);
  });
});

describe('an answer of Prometheus', () => {
  const answer = async (result: readonly object[], file = 'query.json'): Promise<Inspection> =>
    inspectTexts({
      [file]: JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }),
    });
  const series = (metric: object, ...values: readonly (string | number)[]): object => ({
    metric,
    values: values.map((value, i) => [1_763_632_800 + 10 * i, String(value)]),
  });

  it('has means of measures, without what is no number', async () => {
    const found = await answer([series({ __name__: 'queue_length' }, 1, 'NaN', 5, '+Inf')]);
    expect(found.measures).toMatchObject([{ name: 'queue_length (mean)', value: 3, n: 2 }]);
    expect(found.files[0]).toMatchObject({ rows: 4 });
    expect(found.files[0]!.warnings).toMatchObject([
      { code: 'not-a-number', message: 'Values that are NaN or infinite were skipped: 2.' },
    ]);
  });

  it('adds up processor use without idle time, and names a single container', async () => {
    const cpu = (mode: string, ...values: readonly number[]): object => series({ cpu: '0', mode }, ...values);
    const found = await answer([cpu('user', 0.5, 0.7), cpu('system', 0.25, 0.1), cpu('idle', 9, 9)]);
    expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 77.5, peakPercent: 80 }]);
    expect(codes(found)).toContain('named-by-file');
    const memory = await answer([
      series({ __name__: 'container_memory_rss', container: 'api' }, 2 ** 20, 3 * 2 ** 20),
    ]);
    expect(memory.memory).toMatchObject([{ operation: 'api', baseMb: 1, peakMb: 3 }]);
    expect([memory.startedAt, memory.durationSeconds]).toEqual(['2025-11-20T10:00:00.000Z', 10]);
  });

  it('keeps to the first scale, and leaves out counters', async () => {
    const found = await answer([
      series({ __name__: 'x_cpu_rate' }, 0.5, 0.5),
      series({ __name__: 'system_cpu_usage' }, 0.25, 0.75),
      series({ __name__: 'http_requests_total' }, 5, 9),
    ]);
    expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 50 }]);
    expect(found.measures).toMatchObject([{ name: 'system_cpu_usage (mean)', value: 0.5 }]);
    expect(codes(found).toSorted()).toEqual(['counter', 'two-scales']);
  });

  it('of nothing, of a scalar, or of an error says so', async () => {
    expect(codes(await answer([]))).toContain('empty-result');
    const scalar = await inspectText(
      JSON.stringify({ status: 'success', data: { resultType: 'scalar', result: [1, '2'] } }),
    );
    expect(scalar.files[0]!.error).toMatchObject({ code: 'no-series' });
    const failed = await inspectText(
      JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }),
    );
    expect(failed.files[0]!.error).toMatchObject({
      code: 'query-failed',
      message: 'Prometheus returned an error (bad_data): parse error',
    });
    const odd = await inspectText(
      JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ values: 5 }] } }),
    );
    expect(odd.files[0]!.error).toMatchObject({ code: 'unexpected-shape' });
  });
});

describe('a report of goose', () => {
  const totals = (name: string, count: number, failures: number, rest: object = {}): object => ({
    method: 'GET',
    name,
    number_of_requests: count,
    number_of_failures: failures,
    response_time_average: 12.5,
    response_time_minimum: 1,
    response_time_maximum: 90,
    requests_per_second: count / 10,
    ...rest,
  });
  const report = {
    raw_metrics: { duration: 10, maximum_users: 8 },
    raw_request_metrics: [
      totals('/cart', 100, 5),
      totals('/cart', 95, 0, { is_breakdown: true }),
      totals('/idle', 0, 0),
      totals('Aggregated', 100, 5, { method: '' }),
    ],
    raw_response_metrics: [
      {
        method: 'GET',
        name: '/cart',
        percentile_50: 11,
        percentile_90: 40,
        percentile_95: 50,
        percentile_99: 80,
      },
    ],
    transaction_metrics: [
      totals('Shopping', 50, 0, { is_scenario: true }),
      totals('browse', 50, 2, { is_scenario: false }),
      totals('', 50, 0, { is_scenario: false }),
      totals('Aggregated', 50, 0, { is_scenario: false }),
    ],
    errors: [
      { method: 'GET', name: '/cart', error: '503', occurrences: 5 },
      { method: 'GET', name: '/other', error: '404', occurrences: 1 },
    ],
  };

  it('has a row for each request, and one for each transaction of its scenario', async () => {
    const found = await inspectText(JSON.stringify(report));
    expect(found.files[0]).toMatchObject({ format: 'goose-report-json', rows: 3 });
    expect(found.endpoints).toMatchObject([
      {
        endpoint: 'GET /cart',
        count: 100,
        errors: 5,
        errorTypes: [{ type: '503', count: 5 }],
        requestsPerSecond: 10,
      },
      { endpoint: 'GET /idle', count: 0, errors: 0, latencyMs: null },
    ]);
    expect(found.endpoints[0]!.latencyMs).toEqual(
      reportedLatency({ min: 1, max: 90, mean: 12.5, p50: 11, p90: 40, p95: 50, p99: 80 }),
    );
    expect(found.transactions).toMatchObject([
      { endpoint: 'Shopping: browse', count: 50, errors: 2, latencyMs: { mean: 12.5, p50: null } },
    ]);
    expect([found.durationSeconds, found.total.maxUsers, found.total.count]).toEqual([10, 8, 100]);
    const short = { ...report, raw_metrics: { duration: 0 } };
    expect((await inspectText(JSON.stringify(short))).durationSeconds).toBeNull();
  });
});

describe('requests.csv', () => {
  const read = async (...rows: readonly string[]): Promise<Inspection> =>
    inspectText([...rows, ''].join('\n'));
  const header = 'timestamp,endpoint,duration_ms,ok,status,error,users,scenario';

  it('has samples with outcomes in any spelling, and errors by their text', async () => {
    const found = await read(
      header,
      '1763632800000,pay,100,true,200,,3,a',
      '1763632801000,pay,200,YES,200,,5,a',
      '1763632802000,pay,300,1,,,2,a',
      '1763632803000,pay,400,no,503,,2,a',
      '1763632804000,pay,500,0,503,refused,2,a',
      '2025-11-20T10:00:05Z,pay,0,False,,,2,',
    );
    expect(found.files[0]).toMatchObject({ format: 'tidy-requests', rows: 6, refused: { count: 0 } });
    expect(
      found.endpoints.map(({ scenario, count, errors, errorTypes }) => [scenario, count, errors, errorTypes]),
    ).toEqual([
      [
        'a',
        5,
        2,
        [
          { type: '503', count: 1 },
          { type: 'refused', count: 1 },
        ],
      ],
      [null, 1, 1, [{ type: 'failed', count: 1 }]],
    ]);
    expect(found.total.maxUsers).toBe(5);
    // From 10:00:00 to 10:00:05, where the last request takes no time.
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-11-20T10:00:00.000Z', 5]);
  });

  it('rejects rows by their field', async () => {
    const found = await read(
      'timestamp,endpoint,duration_ms,ok',
      '1763632800000,pay,100,true',
      'soon,pay,100,true',
      '1763632800000,pay,-1,true',
      '1763632800000,pay,100,maybe',
      '1763632800000,,100,true',
      '1763632800000,pay',
      '99999999,pay,5,true',
    );
    expect(found.files[0]!.refused.first.map(({ line, reason }) => [line, reason.split(' ')[0]])).toEqual([
      [3, '`timestamp`'],
      [4, '`duration_ms`'],
      [5, '`ok`'],
      [6, '`endpoint`'],
      [7, '`duration_ms`'],
      [8, '`timestamp`'],
    ]);
  });

  it('has a decimal comma where semicolons part its fields', async () => {
    const found = await read(
      'timestamp;endpoint;duration_ms;ok',
      '1763632800000;pay;12,5;true',
      '1763632800000;pay;13,5;true',
    );
    expect(found.endpoints[0]!.latencyMs?.mean).toBe(13);
  });
});

describe('files of Locust', () => {
  const stats = [
    'Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%',
    'GET,/cart,100,5,11,12.5,1,90,10,10.0,0.5,11,12,13,14,40,50,60,80,85,89,90',
    'GET,/idle,0,0,0,0,0,0,0,0.0,0.0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A',
    ',Aggregated,100,5,11,12.5,1,90,10,10.0,0.5,11,12,13,14,40,50,60,80,85,89,90',
    '',
  ].join('\n');
  const failures = [
    'Method,Name,Error,Occurrences',
    'GET,/cart,HTTPError(503),3',
    'GET,/cart,timeout,1',
    'GET,/cart,HTTPError(503),1',
    '',
  ].join('\n');

  it('have a row an endpoint, with failures by what failed', async () => {
    const found = await inspectTexts({ 'shop_stats.csv': stats, 'shop_failures.csv': failures });
    expect(
      found.endpoints.map(({ endpoint, count, errors, requestsPerSecond }) => [
        endpoint,
        count,
        errors,
        requestsPerSecond,
      ]),
    ).toEqual([
      ['GET /cart', 100, 5, 10],
      ['GET /idle', 0, 0, 0],
    ]);
    expect(found.endpoints[0]!.latencyMs).toEqual(
      reportedLatency({ min: 1, max: 90, mean: 12.5, p50: 11, p90: 40, p95: 50, p99: 80, p999: 85 }),
    );
    expect(found.endpoints[0]!.errorTypes.map(({ count }) => count)).toEqual([4, 1]);
    expect(found.total).toMatchObject({ count: 100, errors: 5, requestsPerSecond: 10 });
  });

  it('of failures alone do not say how many requests there were', async () => {
    const found = await inspectTexts({ 'shop_failures.csv': failures });
    expect(found.endpoints).toMatchObject([{ endpoint: 'GET /cart', count: null, errors: 5 }]);
    expect(codes(found)).toEqual(['no-stats']);
  });

  it('of exceptions are a measure, 0 without a row', async () => {
    const header = 'Count,Message,Traceback,Nodes\n';
    const value = async (text: string): Promise<unknown> =>
      (await inspectTexts({ 'shop_stats.csv': stats, 'shop_exceptions.csv': header + text })).measures.map(
        ({ name, value: one }) => [name, one],
      );
    expect(await value('')).toEqual([['Script exceptions', 0]]);
    expect(await value('2,a,b,c\n3,d,e,f\n')).toEqual([['Script exceptions', 5]]);
  });
});
