import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { reportedLatency } from '../../latency.ts';

test('every duration has its own unit, and the URL loses its password', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('wrk/report.txt');
  expect(files[0]).toMatchObject({ format: 'wrk', rows: 1 });
  expect(durationSeconds).toBe(10.02);
  expect(total.maxUsers).toBe(12);
  expect(endpoints[0]!.endpoint).toBe('http://shop.test/cart?sort=price');
  expect(endpoints[0]!.latencyMs).toEqual(
    reportedLatency({ mean: 1.25, stddev: 0.8505, max: 1_900, p50: 0.95, p90: 2.5, p99: 1_100 }),
  );
});

test('broken connections come on top of the completed requests; timeouts are among them', async () => {
  const { endpoints } = await inspectFixture('wrk/report.txt');
  expect(endpoints[0]).toMatchObject({ count: 4_005, errors: 50, requestsPerSecond: 399.2 });
  expect(endpoints[0]!.errorTypes).toEqual([
    { type: 'status 400 or above', count: 40 },
    { type: 'socket error', count: 5 },
    { type: 'timeout', count: 5 },
  ]);
});

test('a report that was cut is refused', async () => {
  const { files } = await inspectFixture('wrk/cut.txt');
  expect(files[0]!.error).toMatchObject({ code: 'cut', hint: 'Give everything that the tool printed.' });
});
