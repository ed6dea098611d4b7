import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { oneToFour, reportedLatency } from '../latency.ts';

test('times are exact, and traced bytes become memory of the operation', async () => {
  const { files, endpoints, memory, startedAt } = await inspectFixture('session-loadtest/suite.json');
  expect(files[0]).toMatchObject({ format: 'benchmark-suite-json', rows: 5 });
  expect(startedAt).toBe('2026-11-20T10:00:00.500Z');
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errors])).toEqual([
    ['fill_cart', 4, null],
    ['pay', 1, null],
  ]);
  expect(endpoints[0]!.latencyMs).toEqual(oneToFour(10));
  expect(endpoints[1]!.latencyMs).toMatchObject({ p50: 500, stddev: null });
  expect(memory).toEqual([
    { operation: 'fill_cart', baseMb: 1, peakMb: 5, finalMb: 3, deltaMb: 2, gcRecoveredMb: null },
  ]);
});

test('reported values are read as such, with operations per second as a measure', async () => {
  const { endpoints, measures } = await inspectFixture('session-loadtest/benchmarks.json');
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({ endpoint: 'fill_cart', count: 50, errors: null });
  expect(endpoints[0]!.latencyMs).toEqual(
    reportedLatency({ min: 10, max: 200, mean: 40, stddev: 5, p50: 30, p90: 80, p95: 100, p99: 150 }),
  );
  expect(measures).toEqual([{ name: 'fill_cart', unit: 'ops/s', direction: 'higher', value: 25, n: 50 }]);
});
