import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';

test('a run is one row of the tested URL, without the password in it, and has no p95', async () => {
  const { files, endpoints, startedAt, durationSeconds, total } = await inspectFixture('autocannon/v8.json');
  expect(files[0]).toMatchObject({ format: 'autocannon-json', tool: 'autocannon', rows: 1, error: null });
  // 1000 responses and 7 errors of the connection; 7 + 20 + 30 failed: redirects are no failures.
  expect(endpoints).toEqual([
    {
      scenario: 'checkout',
      endpoint: 'http://shop.example/cart?x=1',
      count: 1007,
      errors: 57,
      errorTypes: [
        { type: '503', count: 30 },
        { type: '404', count: 20 },
        { type: 'timeout', count: 5 },
        { type: 'connection error', count: 2 },
      ],
      latencyMs: {
        source: 'reported',
        relativeError: null,
        min: 1,
        max: 250,
        mean: 20.5,
        stddev: 4.25,
        p50: 18,
        p90: 40,
        p95: null,
        p99: 90,
        p999: 200,
      },
      latencyOkMs: null,
      requestsPerSecond: 250.5,
    },
  ]);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBe(4.02);
  expect(total).toMatchObject({ count: 1007, errors: 57, maxUsers: 10 });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['body-mismatches']);
});

test('older versions without counts by status give classes of status', async () => {
  const { endpoints } = await inspectFixture('autocannon/v4.json');
  expect(endpoints[0]).toMatchObject({
    scenario: null,
    count: 1000,
    errors: 50,
    errorTypes: [
      { type: '5xx', count: 30 },
      { type: '4xx', count: 20 },
    ],
    latencyMs: { max: 250.75, p999: 200 },
  });
});

test('several runs may stand one a line; a cut line is refused', async () => {
  const { files, endpoints, durationSeconds } = await inspectFixture('autocannon/runs.ndjson');
  expect(files[0]).toMatchObject({
    rows: 3,
    refused: { count: 1, first: [{ line: 3, reason: 'the line is not a JSON object' }] },
  });
  // Nothing was answered: there is no response time, not one of 0 ms.
  expect(endpoints[0]).toMatchObject({
    endpoint: 'http://shop.example/down',
    count: 12,
    errors: 12,
    latencyMs: null,
  });
  // 940 of 1000 responses are in the figures: those with 2xx.
  expect(endpoints[1]).toMatchObject({ latencyMs: null, latencyOkMs: { p50: 18 } });
  expect(durationSeconds).toBeCloseTo(14.02, 9);
});
