import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { reportedLatency } from '../../latency.ts';

test('the recorded distribution is read, not the uncorrected one; what its spectrum lacks is taken from the list', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('wrk/wrk2-report.txt');
  expect(files[0]).toMatchObject({ format: 'wrk2', rows: 1, warnings: [] });
  expect(durationSeconds).toBe(30);
  expect(total.maxUsers).toBe(20);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: 'http://shop.test/cart',
      count: 3_000,
      errors: 0,
      errorTypes: [],
      latencyMs: reportedLatency({
        min: 0.169,
        max: 45.568,
        mean: 2.491,
        stddev: 3.048,
        p50: 2.363,
        p90: 4.583,
        p95: 8.143,
        p99: 20.95,
        p999: 40.92,
      }),
      latencyOkMs: null,
      requestsPerSecond: 100,
    },
  ]);
});

test('timeouts come on top of the completed requests; with read errors the failures are unknown', async () => {
  const { files, endpoints } = await inspectFixture('wrk/wrk2-timeouts.txt');
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['timeouts-by-check', 'read-errors']);
  expect(endpoints[0]).toMatchObject({
    count: 107,
    errors: null,
    latencyMs: { p50: null, mean: 2.49, max: 45.6 },
  });
});
