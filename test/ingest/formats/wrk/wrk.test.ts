import { expect, test } from 'vitest';
import { inspectText } from '../../inspect-text.ts';
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

test('connections that failed come on top of the completed requests; read errors leave the errors unknown', async () => {
  const { endpoints } = await inspectFixture('wrk/report.txt');
  expect(endpoints[0]).toMatchObject({ count: 4_003, errors: null, requestsPerSecond: 399.2 });
  expect(endpoints[0]!.errorTypes).toEqual([
    { type: 'status 400 or above', count: 40 },
    { type: 'timeout', count: 5 },
    { type: 'socket error', count: 3 },
  ]);
});

test('a report that was cut is refused', async () => {
  const { files } = await inspectFixture('wrk/cut.txt');
  expect(files[0]!.error).toMatchObject({ code: 'cut', hint: 'Provide the complete output of the tool.' });
});

test('the end of each answered connection is a read error of wrk: no request, and no failure for certain', async () => {
  const { files, endpoints } = await inspectText(`Running 10s test @ http://shop.test/
  2 threads and 20 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     8.20ms    3.10ms  40.00ms   88.00%
    Req/Sec   100.00     10.00   120.00     70.00%
  1500 requests in 10.00s, 1.00MB read
  Socket errors: connect 0, read 1500, write 0, timeout 0
Requests/sec:    150.00
Transfer/sec:    102.40KB
`);
  expect(endpoints[0]).toMatchObject({ count: 1_500, errors: null, requestsPerSecond: 150 });
  expect(files[0]?.warnings.map(({ code }) => code)).toEqual(['read-errors']);
});
