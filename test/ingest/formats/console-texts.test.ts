import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';

// Expected values are those that the texts show, in milliseconds; sums and rates are calculated by hand.
describe('texts that tools print', () => {
  it.each(['k6/console.txt', 'k6/console-1.0.txt'])('%s', async (file) => {
    const { files, endpoints, durationSeconds, total } = await inspectFixture(file);
    expect(files[0]).toMatchObject({ format: 'k6-console-text', error: null });
    expect(durationSeconds).toBe(30);
    expect(total).toMatchObject({ count: 300, errors: 6, requestsPerSecond: 10, maxUsers: 12 });
    expect(endpoints).toHaveLength(1);
    expect(endpoints[0]).toMatchObject({
      endpoint: '*',
      latencyMs: {
        source: 'reported',
        min: 80.25,
        mean: 120.5,
        p50: 110,
        p90: 180,
        p95: 240.75,
        p99: null,
        max: file === 'k6/console.txt' ? 1_200 : 62_500,
      },
      latencyOkMs: { mean: 118, max: 1_100 },
    });
  });

  it('k6 1.0: thresholds are a block of their own, and of checks the share that passed is a measure', async () => {
    const { files, measures } = await inspectFixture('k6/console-1.0.txt');
    expect(files[0]!.warnings.map(({ message }) => message)).toEqual([
      'Thresholds of the script failed: http_req_duration: p(95)<200.',
    ]);
    expect(measures).toMatchObject([{ name: 'checks', value: 0.99, direction: 'higher', n: 600 }]);
  });

  it('k6: thresholds that failed are a warning, and metrics of the script are measures', async () => {
    const { files, measures } = await inspectFixture('k6/console.txt');
    expect(files[0]!.warnings[0]!.message).toContain('http_req_duration');
    expect(measures.find(({ name }) => name === 'orders')).toMatchObject({ value: 42 });
    expect(measures.find(({ name }) => name === 'basket_size')).toMatchObject({ value: 2.5, unit: '' });
  });

  it.each(['oha/console.txt', 'oha/console-ms.txt'])('%s', async (file) => {
    const { files, endpoints, durationSeconds } = await inspectFixture(file);
    expect(files[0]).toMatchObject({ format: 'oha-text', error: null });
    expect(durationSeconds).toBe(10.005);
    expect(endpoints[0]).toMatchObject({
      count: 995,
      errors: 35,
      errorTypes: [
        { type: '503', count: 20 },
        { type: 'connection refused', count: 15 },
      ],
      latencyMs: { min: 10, max: 250, mean: 40, p50: 35, p90: 80, p95: 100, p99: 200, p999: 240 },
    });
    expect(endpoints[0]!.requestsPerSecond).toBeCloseTo(995 / 10.005, 9);
  });

  it('bombardier', async () => {
    const { files, endpoints, total } = await inspectFixture('bombardier/console.txt');
    expect(files[0]).toMatchObject({ format: 'bombardier-text', error: null });
    expect(total.maxUsers).toBe(20);
    expect(endpoints[0]).toMatchObject({
      endpoint: 'http://shop.test:8080/cart',
      count: 1_000,
      errors: 20,
      requestsPerSecond: 100,
      latencyMs: { mean: 199, stddev: 20.5, max: 1_200, p50: 195, p90: 230, p95: 250.5, p99: 0.9, min: null },
    });
    expect(endpoints[0]!.errorTypes).toEqual([
      { type: '5xx', count: 10 },
      { type: '4xx', count: 5 },
      { type: 'connection refused', count: 5 },
    ]);
  });

  it.each(['4xx - 5', '5xx - 10', 'others - 5'])('bombardier, cut before "%s"', async (count) => {
    const text = readFileSync('test/fixtures/raw/bombardier/console.txt', 'utf8');
    const { files } = await inspectText(text.replace(count, ''));
    expect(files[0]?.error).toMatchObject({ code: 'cut' });
  });

  it('autocannon', async () => {
    const { files, endpoints, durationSeconds, total } = await inspectFixture('autocannon/console.txt');
    expect(files[0]).toMatchObject({ format: 'autocannon-text', error: null, warnings: [] });
    expect([durationSeconds, total.maxUsers]).toEqual([3.04, 5]);
    expect(endpoints[0]).toMatchObject({
      endpoint: 'http://localhost:18999/cart',
      count: 1_993,
      errors: 89,
      errorTypes: [{ type: 'status not 2xx', count: 89 }],
      requestsPerSecond: 664.34,
      latencyMs: { mean: 7.01, stddev: 6.77, max: 127, p50: 6, p90: null, p95: null, p99: 28, min: null },
    });
  });

  it('autocannon -l, with a rounded number of requests', async () => {
    const { files, endpoints, total } = await inspectFixture('autocannon/console-rounded.txt');
    expect(files[0]!.warnings[0]!.code).toBe('rounded-count');
    expect(total.count).toBeNull();
    expect(endpoints[0]).toMatchObject({ count: null, errors: 0, latencyMs: { p90: 10, p999: 27 } });
  });

  it('sysbench', async () => {
    const { files, endpoints, durationSeconds, total } = await inspectFixture('sysbench/report.txt');
    expect(files[0]).toMatchObject({ format: 'sysbench-text', toolVersion: '1.0.20', error: null });
    expect([durationSeconds, total.maxUsers]).toEqual([10, 8]);
    expect(endpoints[0]).toMatchObject({
      count: 5_000,
      errors: 5,
      requestsPerSecond: 500,
      latencyMs: { min: 1.1, mean: 16.01, max: 115.63, p95: 22.28, p50: null, p99: null },
    });
  });

  it('pgbench', async () => {
    const { files, endpoints, durationSeconds, total } = await inspectFixture('pgbench/report.txt');
    expect(files[0]).toMatchObject({ format: 'pgbench-text', toolVersion: '17.2', error: null });
    expect([durationSeconds, total.maxUsers]).toEqual([60, 10]);
    expect(endpoints[0]).toMatchObject({
      endpoint: '<builtin: TPC-B (sort of)>',
      count: 53_830,
      errors: 12,
      requestsPerSecond: 896.967014,
      latencyMs: { mean: 11.013, stddev: 7.351, p50: null, max: null },
    });
  });
});

it('pgbench’s log has a row for each transaction that was started', async () => {
  const { files, endpoints, startedAt, total } = await inspectFixture('pgbench/pgbench_log.4711');
  expect(files[0]).toMatchObject({ format: 'pgbench-log', rows: 5, refused: { count: 0 } });
  // 1790000000.502 s less 2 ms.
  expect(startedAt).toBe('2026-09-21T14:13:20.500Z');
  expect(endpoints).toMatchObject([
    {
      endpoint: 'script 0',
      count: 3,
      errors: 1,
      errorTypes: [{ type: 'serialization', count: 1 }],
      latencyMs: { source: 'exact', min: 2, max: 4, mean: 3 },
    },
    { endpoint: 'script 1', count: 1, errors: 0, latencyMs: { min: 6.5, max: 6.5 } },
  ]);
  expect(total.count).toBe(4);
});

it('newman’s executions are requests; failed assertions fail them', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('newman/report.json');
  expect(files[0]).toMatchObject({ format: 'newman-json', rows: 4, error: null });
  expect(durationSeconds).toBe(2);
  expect(total).toMatchObject({ count: 4, errors: 3 });
  expect(endpoints).toMatchObject([
    {
      endpoint: 'Show the cart',
      count: 2,
      errors: 1,
      errorTypes: [{ type: 'assertion', count: 1 }],
      latencyMs: { min: 20, max: 40, mean: 30 },
    },
    { endpoint: 'Order', count: 2, errors: 2, latencyMs: { min: 30, max: 30 } },
  ]);
});

it('a text of oha that was cut is said to be cut', async () => {
  const { files } = await inspectFixture('oha/report.txt');
  expect(files[0]!.error).toMatchObject({ code: 'cut' });
});
