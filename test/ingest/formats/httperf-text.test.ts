import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('the reply time is the mean; connections are a transaction', async () => {
  const { files, endpoints, transactions, durationSeconds } = await inspectFixture('httperf/report.txt');
  expect(files[0]).toMatchObject({ format: 'httperf-text', rows: 1 });
  expect(durationSeconds).toBe(5);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '/cart',
      // 195 requests were sent, and two connections were refused before one could be.
      count: 197,
      errors: 16,
      errorTypes: [
        { type: '5xx', count: 6 },
        { type: 'client-timo', count: 5 },
        { type: '4xx', count: 3 },
        { type: 'connrefused', count: 2 },
      ],
      latencyMs: reportedLatency({ mean: 23 }),
      latencyOkMs: null,
      requestsPerSecond: 39,
    },
  ]);
  expect(transactions[0]).toMatchObject({ endpoint: 'connection', count: 98 });
  expect(transactions[0]!.latencyMs).toEqual(
    reportedLatency({ min: 10.2, max: 188.3, mean: 45.5, stddev: 17.7, p50: 41.5 }),
  );
});

test('of the command line only the path is read', async () => {
  expect(JSON.stringify(await inspectFixture('httperf/report.txt'))).not.toMatch(/secret|--server/);
});
