import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { oneToFour, reportedLatency } from '../latency.ts';

test('the calls of details are exact; their time is when they ended', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('ghz/details.json');
  expect(files[0]).toMatchObject({ format: 'ghz-json', rows: 4, warnings: [] });
  // The first call ended at 0.110 s and took 10 ms; the last ended at 0.440 s.
  expect(startedAt).toBe('2026-11-20T10:00:00.100Z');
  expect(durationSeconds).toBeCloseTo(0.34, 6);
  expect(endpoints[0]).toMatchObject({ endpoint: 'shop.Cart.Add', count: 4, errors: 1 });
  expect(endpoints[0]!.errorTypes).toEqual([{ type: 'Unavailable', count: 1 }]);
  expect(endpoints[0]!.latencyMs).toEqual(oneToFour(10));
  expect(endpoints[0]!.latencyOkMs).toMatchObject({ min: 10, max: 40, p50: 20 });
});

test("without details ghz's percentiles stand under the successes, of which they are", async () => {
  const { endpoints } = await inspectFixture('ghz/summary.json');
  expect(endpoints[0]).toMatchObject({ count: 4, errors: 1, requestsPerSecond: 11.76 });
  expect(endpoints[0]!.latencyMs).toEqual(reportedLatency({ mean: 25 }));
  expect(endpoints[0]!.latencyOkMs).toEqual(
    reportedLatency({ min: 10, max: 40, p50: 20, p90: 40, p95: 40, p99: 40 }),
  );
});

test('calls that details leave out count without a time', async () => {
  const { files, endpoints } = await inspectFixture('ghz/incomplete.json');
  expect(files[0]!.rows).toBe(40);
  expect(files[0]!.warnings).toEqual([
    { code: 'incomplete-details', message: '`details` contains 40 of 44 calls.' },
  ]);
  expect(endpoints[0]).toMatchObject({ count: 44, errors: 11, latencyMs: { source: 'exact', p50: 25 } });
});

test('too few details are not taken for all calls', async () => {
  const { files, endpoints } = await inspectFixture('ghz/few-details.json');
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['incomplete-details']);
  expect(endpoints[0]).toMatchObject({ count: 400, errors: 10, latencyMs: { source: 'reported', mean: 25 } });
});

test('metadata, data and host of the options do not reach the result', async () => {
  expect(JSON.stringify(await inspectFixture('ghz/details.json'))).not.toMatch(/secret|sku|50051/);
});
