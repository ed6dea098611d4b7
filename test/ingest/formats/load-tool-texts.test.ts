import { expect, test } from 'vitest';
import { goDurationMs } from '../../../src/ingest/fields/go-duration.ts';
import { inspectText } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

/** Expected values are those that the tools print, in milliseconds. */
test('Fortio: seconds in the histogram, failed codes of HTTP', async () => {
  const found = await inspectText(
    JSON.stringify({
      RunType: 'HTTP',
      StartTime: '2026-01-10T08:00:00Z',
      ActualQPS: 99.5,
      ActualDuration: 10_050_000_000,
      NumThreads: 4,
      Version: '1.60.3',
      DurationHistogram: {
        Count: 1000,
        Min: 0.002,
        Max: 0.09,
        Avg: 0.012,
        StdDev: 0.006,
        Percentiles: [
          { Percentile: 50, Value: 0.01 },
          { Percentile: 99.9, Value: 0.085 },
        ],
      },
      RetCodes: { 200: 970, 302: 10, 503: 15, '-1': 5 },
      URL: 'http://ada:secret@svc.test/',
    }),
  );
  expect(found.files[0]).toMatchObject({ format: 'fortio-json', toolVersion: '1.60.3' });
  expect(found).toMatchObject({ startedAt: '2026-01-10T08:00:00.000Z', durationSeconds: 10.05 });
  expect(found.endpoints).toMatchObject([
    { endpoint: 'http://svc.test/', count: 1000, errors: 20, requestsPerSecond: 99.5 },
  ]);
  expect(found.endpoints[0]?.latencyMs).toEqual(
    reportedLatency({ min: 2, max: 90, mean: 12, stddev: 6, p50: 10, p999: 85 }),
  );
});

test('Fortio over gRPC: SERVING is a success', async () => {
  const report = {
    ActualQPS: 1,
    ActualDuration: 1e9,
    DurationHistogram: { Count: 3, Min: 0, Max: 0, Avg: 0 },
    RetCodes: { SERVING: 2, ERROR: 1 },
    Destination: 'svc.test:8079',
  };
  expect((await inspectText(JSON.stringify(report))).endpoints).toMatchObject([
    { endpoint: 'svc.test:8079', count: 3, errors: 1 },
  ]);
});

test('vegeta report: each line names its columns; responses that never came are errors', async () => {
  const found = await inspectText(`Requests      [total, rate, throughput]         2000, 200.09, 195.20
Duration      [total, attack, wait]             1m10.05s, 9.995s, 55.1ms
Latencies     [min, mean, 50, 90, 95, 99, max]  10.688ms, 515.128ms, 482.887ms, 822.74ms, 1.213s, 1.459s, 1m1.93s
Bytes In      [total, mean]                     92000, 46.00
Bytes Out     [total, mean]                     0, 0.00
Success       [ratio]                           98.10%
Status Codes  [code:count]                      0:8  200:1962  503:30
Error Set:
503 Service Unavailable
`);
  expect(found.files[0]).toMatchObject({ format: 'vegeta-report-text' });
  expect(found.durationSeconds).toBe(70.05);
  expect(found.endpoints[0]).toMatchObject({ count: 2000, errors: 38, requestsPerSecond: 200.09 });
  expect(found.endpoints[0]?.latencyMs).toEqual(
    reportedLatency({
      min: 10.688,
      mean: 515.128,
      p50: 482.887,
      p90: 822.74,
      p95: 1213,
      p99: 1459,
      max: 61_930,
    }),
  );
});

test('vegeta report: the listed cause of requests without response is their type', async () => {
  const report = (errors: string): string => `Requests      [total, rate, throughput]  10, 5.00, 2.50
Duration      [total, attack, wait]      2s, 2s, 0s
Success       [ratio]                    50.00%
Latencies     [mean, 50, 95, 99, max]    5ms, 5ms, 9ms, 9ms, 9ms
Status Codes  [code:count]               0:4  200:5  503:1
Error Set:
${errors}`;
  const types = async (errors: string): Promise<unknown> =>
    (await inspectText(report(errors))).endpoints[0]?.errorTypes;
  const refused = 'Get "http://shop.test/": dial tcp 10.0.0.1:80: connect: connection refused';
  expect(await types(`503 Service Unavailable\n${refused}\n`)).toEqual([
    { type: 'connection refused', count: 4 },
    { type: '503', count: 1 },
  ]);
  expect(await types(`${refused}\nGet "http://shop.test/": EOF`)).toEqual([
    { type: 'no response', count: 4 },
    { type: '503', count: 1 },
  ]);
});

test('vegeta report of old versions prints fewer columns', async () => {
  const { endpoints } = await inspectText(`Requests      [total, rate]            10, 2.22
Duration      [total, attack, wait]    4.5s, 4.4s, 100ms
Latencies     [mean, 50, 95, 99, max]  88.6ms, 70ms, 180ms, 190ms, 200ms
Success       [ratio]                  100.00%
Status Codes  [code:count]             200:10
`);
  expect(endpoints[0]?.latencyMs).toEqual(
    reportedLatency({ mean: 88.6, p50: 70, p95: 180, p99: 190, max: 200 }),
  );
});

test.each([
  ['1m2.5s', 62_500],
  ['55.1ms', 55.1],
  ['12µs', 0.012],
  ['12\u03BCs', 0.012],
  ['0s', 0],
  ['1h0m1s', 3_601_000],
  ['12', null],
  ['-1s', null],
])('a duration of Go: %s', (text, ms) => expect(goDurationMs(text)).toBe(ms));

test('Yandex.Tank: microseconds from the start, network codes and statuses as errors', async () => {
  const row = (start: string, tag: string, us: number, network: number, status: number): string =>
    [start, tag, us, 100, 50, us - 200, 50, us, 120, 450, network, status].join('\t');
  const found = await inspectText(
    [
      row('1767000000.000', 'cart#1', 12_000, 0, 200),
      row('1767000000.500', 'cart#2', 30_000, 0, 503),
      row('1767000001.000', '', 500, 111, 0),
      '1767000001.000\tcart',
    ].join('\n'),
  );
  expect(found.files[0]).toMatchObject({ format: 'yandex-tank-phout', rows: 4, refused: { count: 1 } });
  expect(found.startedAt).toBe('2025-12-29T09:20:00.000Z');
  expect(found.endpoints).toMatchObject([
    { endpoint: 'cart', count: 2, errors: 1, latencyMs: { min: 12, max: 30, mean: 21 } },
    { endpoint: '*', count: 1, errors: 1, errorTypes: [{ type: 'network error 111', count: 1 }] },
  ]);
});
