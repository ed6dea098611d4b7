import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('percentages are read as reported; numbers of requests and errors are unknown', async () => {
  const { files, endpoints } = await inspectFixture('ab/percentiles.csv');
  expect(files[0]).toMatchObject({ format: 'ab-percentiles', rows: 101 });
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: null,
      errors: null,
      errorTypes: [],
      latencyMs: reportedLatency({ min: 10, max: 60, p50: 35, p90: 55, p95: 57.5, p99: 59.5 }),
      latencyOkMs: null,
      requestsPerSecond: null,
    },
  ]);
});

test('percentages beside the text of the same run leave its totals as they are', async () => {
  const { total } = await inspectFixture('ab/report.txt', 'ab/percentiles.csv');
  expect(total).toMatchObject({ count: 100, errors: 10, requestsPerSecond: 40 });
});
