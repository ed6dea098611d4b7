import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('version 2: endpoints are those of the plugin, whose names may contain dots', async () => {
  const { files, endpoints, total, startedAt, durationSeconds } = await inspectFixture('artillery/v2.json');
  expect(files[0]).toMatchObject({ format: 'artillery-json', tool: 'Artillery', rows: 3, error: null });
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBe(20);
  expect(endpoints.map((row) => [row.endpoint, row.count, row.errors])).toEqual([
    ['/v1.2/cart', 60, 10],
    ['/orders', 36, 6],
    ['(other endpoints)', 10, 0],
  ]);
  expect(endpoints[0]).toMatchObject({
    errorTypes: [
      { type: 'ETIMEDOUT', count: 6 },
      { type: '500', count: 4 },
    ],
    latencyMs: {
      source: 'reported',
      min: 3,
      max: 36,
      mean: 8.9,
      stddev: null,
      p50: 7.9,
      p90: 12.1,
      p999: 15,
    },
    requestsPerSecond: 3,
  });
  // 106 requests, 6 of them without a response, 6 + 4 with a failed status.
  expect(total).toMatchObject({ count: 106, errors: 16, maxUsers: null });
  expect(total.requestsPerSecond).toBeCloseTo(5.3, 9);
});

test('version 2: failed captures are no errors of requests, and said so', async () => {
  const { files } = await inspectFixture('artillery/v2.json');
  expect(files[0]!.warnings).toMatchObject([{ code: 'failed-checks' }]);
  expect(files[0]!.warnings[0]!.message).toContain('3 failed captures');
});

test('version 2: where nothing succeeded there are errors and no response times', async () => {
  const { endpoints } = await inspectFixture('artillery/v2-nothing-succeeded.json');
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 5,
      errors: 5,
      errorTypes: [{ type: 'ECONNREFUSED', count: 5 }],
      latencyMs: null,
      latencyOkMs: null,
      requestsPerSecond: 1.25,
    },
  ]);
});

test('version 2: a report of another engine is refused with what it lacks', async () => {
  const { files } = await inspectFixture('artillery/v2-no-http.json');
  expect(files[0]!.error).toMatchObject({ code: 'no-requests' });
});

test('version 1: all requests are one row; p90 is not in the file', async () => {
  const { endpoints, startedAt, durationSeconds } = await inspectFixture('artillery/v1.json');
  expect(endpoints).toMatchObject([
    {
      endpoint: '*',
      count: 102,
      errors: 12,
      errorTypes: [
        { type: '404', count: 8 },
        { type: '503', count: 2 },
        { type: 'ECONNRESET', count: 2 },
      ],
      latencyMs: { min: 0.5, max: 409.25, mean: null, p50: 12, p90: null, p95: 64, p99: 286.4, p999: null },
      requestsPerSecond: 5.1,
    },
  ]);
  // 102 requests at 5.1 a second took 20 s, and ended at the time of the report.
  expect(durationSeconds).toBe(20);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
});
