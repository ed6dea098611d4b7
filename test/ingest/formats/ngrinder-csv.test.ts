import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('intervals add up; the mean is of the tests that did not fail, weighted by their number', async () => {
  const { files, endpoints, total, startedAt, durationSeconds } = await inspectFixture('ngrinder/output.csv');
  expect(files[0]).toMatchObject({ format: 'ngrinder-csv', rows: 4 });
  expect(files[0]!.refused.first).toEqual([
    { line: 4, reason: '`Tests` must be a whole number from 0 up, got "many"' },
  ]);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  // From 10:00:00 to 10:00:06 and the last interval of two seconds.
  expect(durationSeconds).toBe(8);
  expect(total.maxUsers).toBe(10);
  expect(endpoints[0]).toMatchObject({ count: 105, errors: 5, latencyMs: null, requestsPerSecond: 13.125 });
  // (20 * 100 + 60 * 200 + 20 * 100) / 100
  expect(endpoints[0]!.latencyOkMs).toEqual(reportedLatency({ mean: 160 }));
});
