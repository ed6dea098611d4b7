import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('each duration has its own unit; failed requests are told apart by kind', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('h2load/report.txt');
  expect(files[0]).toMatchObject({ format: 'h2load-text', rows: 1 });
  expect(durationSeconds).toBe(1.25);
  expect(total.maxUsers).toBe(5);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 100,
      errors: 18,
      errorTypes: [
        { type: 'error', count: 6 },
        { type: '4xx', count: 5 },
        { type: 'timeout', count: 4 },
        { type: '5xx', count: 3 },
      ],
      latencyMs: reportedLatency({ min: 0.85, max: 75.5, mean: 8.25, stddev: 8.03 }),
      latencyOkMs: null,
      requestsPerSecond: 72,
    },
  ]);
});

test('further columns are read by their names', async () => {
  const { endpoints } = await inspectFixture('h2load/report-with-percentiles.txt');
  expect(endpoints[0]!.latencyMs).toEqual(
    reportedLatency({ min: 0.85, max: 75.5, mean: 8.25, stddev: 8.03, p50: 7, p95: 20, p99: 60 }),
  );
});
