import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';

// 200 responses after 1, 2, ... 200 ms over the ladder of HdrHistogram (test/fixtures/raw/nighthawk). Beside them,
// 2 streams were reset, and 3 requests never left the client.
test('requests are what was sent; percentiles between two steps of the ladder have bounds', async () => {
  const { files, endpoints, startedAt, durationSeconds, total } =
    await inspectFixture('nighthawk/output.json');
  expect(files[0]).toMatchObject({ format: 'nighthawk-json', error: null });
  expect(files[0]!.warnings.map(({ code }) => code)).toEqual(['unsent-requests']);
  expect(startedAt).toBe('2026-03-02T09:30:00.250Z');
  expect(durationSeconds).toBe(10.01);
  expect(total).toMatchObject({ count: 202, errors: 8, maxUsers: 16 });
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({
    endpoint: 'http://shop.test:10000/cart',
    errorTypes: [
      { type: '5xx', count: 6 },
      { type: 'stream reset', count: 2 },
    ],
    latencyMs: {
      source: 'reported',
      min: 1,
      max: 200,
      mean: 100.5,
      stddev: 57.734305,
      p50: 100,
      p90: 180,
      p95: 190,
      // Between the steps 0.9890625 (198 ms) and 0.990625 (199 ms); the last step before the maximum is 0.9953125.
      p99: 199,
      p999: 200,
    },
  });
  expect(endpoints[0]!.requestsPerSecond).toBeCloseTo(202 / 10.01, 9);
});

test('without counters of responses their number is unknown; without "global" there is no result', async () => {
  const report = (name: string): unknown => ({
    options: { duration: '1s' },
    results: [
      {
        name,
        statistics: [
          {
            id: 'benchmark_http_client.request_to_response',
            count: '3',
            mean: '0.002s',
            pstdev: '0.000816497s',
          },
        ],
        counters: [{ name: 'upstream_cx_total', value: '1' }],
      },
      { name: 'worker_1', statistics: [], counters: [] },
    ],
  });
  const { endpoints } = await inspectText(JSON.stringify(report('global')));
  expect(endpoints[0]).toMatchObject({ endpoint: '*', count: null, errors: null, latencyMs: { mean: 2 } });
  const { files } = await inspectText(JSON.stringify(report('worker_0')));
  expect(files[0]!.error?.message).toContain('global');
});
