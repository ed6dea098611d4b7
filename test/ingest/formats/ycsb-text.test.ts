import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('operations are endpoints; failed ones belong to theirs, and percentiles to the successes', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('ycsb/report-utf16.txt');
  expect(files[0]).toMatchObject({ format: 'ycsb-text', rows: 3 });
  expect(durationSeconds).toBe(10);
  // 105 operations in 10 s, as the tool prints itself.
  expect(total).toMatchObject({ count: 105, errors: 5, requestsPerSecond: 10.5 });
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: 'READ',
      count: 80,
      errors: 0,
      errorTypes: [],
      latencyMs: reportedLatency({ min: 0.5, max: 9, mean: 1.0005, p50: 0.9, p90: 1.5, p95: 2, p99: 5 }),
      latencyOkMs: null,
      requestsPerSecond: 8,
    },
    {
      scenario: null,
      endpoint: 'UPDATE',
      count: 25,
      errors: 5,
      errorTypes: [{ type: 'failed', count: 5 }],
      // (20 * 2 + 5 * 60000) / 25
      latencyMs: reportedLatency({ min: 0.7, max: 61_000, mean: 12_001.6 }),
      latencyOkMs: reportedLatency({ min: 0.7, max: 8, mean: 2, p50: 1.9, p95: 3, p99: 7 }),
      requestsPerSecond: 2.5,
    },
  ]);
});
