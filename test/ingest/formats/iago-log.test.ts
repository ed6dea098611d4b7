import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('minutes add up; percentiles of several are unknown', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('iago/stats.log');
  expect(files[0]).toMatchObject({ format: 'iago-log', rows: 3 });
  expect(files[0]!.refused.first).toEqual([{ line: 4, reason: 'not a complete line of statistics' }]);
  // The first line is written at the end of the first minute, at 10:01.
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBe(120);
  expect(endpoints[0]).toMatchObject({ endpoint: '*', count: 100, errors: 2 });
  expect(endpoints[0]!.requestsPerSecond).toBeCloseTo(100 / 120, 12);
  expect(endpoints[0]!.errorTypes).toEqual([
    { type: '503', count: 1 },
    { type: 'no response', count: 1 },
  ]);
  expect(endpoints[0]!.latencyMs).toEqual(reportedLatency({ min: 1, max: 50, mean: 8 }));
});

test('a single minute gives its percentiles, but no length', async () => {
  const { endpoints, startedAt } = await inspectFixture('iago/one-minute.log');
  expect(startedAt).toBeNull();
  expect(endpoints[0]).toMatchObject({ requestsPerSecond: null });
  expect(endpoints[0]!.latencyMs).toEqual(
    reportedLatency({ min: 1, max: 50, mean: 10, p50: 8, p90: 9, p95: 10, p99: 11, p999: 50 }),
  );
});
