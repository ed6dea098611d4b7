import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectFiles } from '../../../src/ingest/inspect.ts';
import { inspectFixture } from '../inspect-fixture.ts';

describe('k6-summary-export', () => {
  test('`passes` of http_req_failed are the failed requests; the subset of good ones is no endpoint', async () => {
    const { files, endpoints, total, durationSeconds, startedAt } =
      await inspectFixture('k6/summary-export.json');
    expect(files[0]).toMatchObject({ format: 'k6-summary-export', tool: 'k6', rows: 9, error: null });
    expect(endpoints).toEqual([
      {
        scenario: null,
        endpoint: '*',
        count: 1000,
        errors: 30,
        errorTypes: [],
        latencyMs: {
          source: 'reported',
          relativeError: null,
          min: 1.25,
          max: 900,
          mean: 50.5,
          stddev: null,
          p50: 40,
          p90: 100,
          p95: 120,
          p99: null,
          p999: null,
        },
        latencyOkMs: {
          source: 'reported',
          relativeError: null,
          min: 1.25,
          max: 900,
          mean: 55,
          stddev: null,
          p50: 42,
          p90: 100,
          p95: 120,
          p99: null,
          p999: null,
        },
        requestsPerSecond: 25,
      },
    ]);
    // 1000 requests at 25 a second.
    expect(durationSeconds).toBe(40);
    expect(startedAt).toBeNull();
    expect(total.maxUsers).toBe(20);
  });

  test('a threshold that is true was not kept', async () => {
    const { files } = await inspectFixture('k6/summary-export.json');
    expect(files[0]!.warnings).toEqual([
      {
        code: 'failed-thresholds',
        message: 'Thresholds of the script failed: http_req_duration: p(95)<100; http_req_failed: rate<0.01.',
      },
    ]);
  });

  test('nothing of setup_data is kept, and a metric without figures is refused', async () => {
    const inspection = await inspectFixture('k6/summary-export.json');
    expect(JSON.stringify(inspection)).not.toContain('secret');
    expect(inspection.files[0]!.refused.first).toEqual([
      { line: 1, reason: '`metrics.strange` contains no values of k6' },
    ]);
  });

  test('a run without HTTP requests says so; one of no requests has no response times of 0 ms', async () => {
    const none = await inspectFixture('k6/summary-export-no-requests.json');
    expect(none.files[0]!.error).toMatchObject({ code: 'no-requests' });
    const zero = await inspectFixture('k6/summary-export-zero.json');
    expect(zero.endpoints).toMatchObject([{ count: 0, errors: 0, latencyMs: null }]);
  });
});

test('the share of checks that passed is a measure', async () => {
  const { measures } = await inspectFixture('k6/summary-export.json');
  // 990 passes, 10 fails.
  expect(measures.find(({ name }) => name === 'checks')).toMatchObject({
    value: 0.99,
    unit: 'share',
    direction: 'higher',
    n: 1000,
  });
});

test('an open load that dropped iterations has a warning', async () => {
  const text = JSON.parse(readFileSync('test/fixtures/raw/k6/summary-export.json', 'utf8')) as {
    metrics: Record<string, object>;
  };
  text.metrics.dropped_iterations = { count: 1_188, rate: 4.2 };
  const diskPath = join(mkdtempSync(join(tmpdir(), 'k6-')), 'summary.json');
  writeFileSync(diskPath, JSON.stringify(text));
  const file = { diskPath, shownPath: 'summary.json', format: null };
  const { files } = await inspectFiles([file], { timeZone: null, startedAtMs: null });
  expect(files[0]?.warnings.find(({ code }) => code === 'dropped-iterations')?.message).toBe(
    'k6 dropped 1,188 iterations, because no VU was free: the load was lower than the script asked for.',
  );
});

describe('k6-handle-summary', () => {
  test('names with counts are endpoints, what is in none of them one more, and the whole does not add', async () => {
    const { files, endpoints, total, durationSeconds } = await inspectFixture('k6/handle-summary.json');
    expect(files[0]).toMatchObject({ format: 'k6-handle-summary', rows: 12, error: null });
    expect(endpoints.map((row) => [row.endpoint, row.count, row.errors, row.latencyMs?.p99 ?? null])).toEqual(
      [
        ['login', 400, 40, 80],
        ['http://shop.example/a,b', 500, 0, 310],
        ['(other endpoints)', 100, 10, null],
      ],
    );
    expect(endpoints[0]!.latencyMs).toMatchObject({ p50: 15, p90: null, p95: null });
    expect(endpoints[0]!.requestsPerSecond).toBe(9.9);
    expect(total).toMatchObject({ count: 1000, errors: 50, maxUsers: 20 });
    expect(durationSeconds).toBe(40.5005);
  });

  test('a threshold with ok: false was not kept', async () => {
    const { files } = await inspectFixture('k6/handle-summary.json');
    expect(files[0]!.warnings.map((warning) => warning.message)).toEqual([
      'Thresholds of the script failed: http_req_duration{name:login}: p(99) < 50.',
    ]);
  });

  test('groups are transactions', async () => {
    const { transactions } = await inspectFixture('k6/handle-summary.json');
    expect(transactions).toMatchObject([
      { endpoint: 'cart', count: null, latencyMs: { p50: 950, p99: 1090 } },
    ]);
  });

  test('names without counts cannot add up: all requests are one row', async () => {
    const { endpoints, transactions, total } = await inspectFixture('k6/handle-summary-without-counts.json');
    expect(endpoints).toMatchObject([
      { endpoint: '*', count: 1000, errors: 50, latencyMs: { p50: 40, p95: null, p99: 300.5, p999: 800 } },
    ]);
    expect(transactions.map((row) => row.endpoint)).toEqual(['login', 'http://shop.example/a,b', 'cart']);
    expect(total.count).toBe(1000);
  });
});

describe('k6-machine-summary', () => {
  test('metrics come as a list, with version, duration and the time of its end', async () => {
    const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('k6/machine-summary.json');
    expect(files[0]).toMatchObject({
      format: 'k6-machine-summary',
      toolVersion: '1.3.0',
      rows: 5,
      error: null,
    });
    expect(endpoints).toMatchObject([
      {
        endpoint: '*',
        count: 810,
        errors: 30,
        latencyMs: { mean: 50.5, p50: 40, p90: 100, p95: 120, p99: null },
        latencyOkMs: { p50: 41 },
        requestsPerSecond: 20,
      },
    ]);
    expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
    expect(durationSeconds).toBe(40.5);
    expect(JSON.stringify(files)).not.toContain('/home/me');
  });
});
