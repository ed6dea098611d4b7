import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('responses of another length are no errors; other failures and statuses are', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('ab/report.txt');
  expect(files[0]).toMatchObject({ format: 'ab-text', toolVersion: '2.3', rows: 1 });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['length-differences']);
  expect(durationSeconds).toBe(2.5);
  expect(total.maxUsers).toBe(4);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '/cart',
      count: 100,
      errors: 10,
      errorTypes: [
        { type: 'status not 2xx', count: 7 },
        { type: 'receive', count: 2 },
        { type: 'connect', count: 1 },
      ],
      latencyMs: reportedLatency({
        min: 11,
        max: 301,
        mean: 96,
        stddev: 28.7,
        p50: 91,
        p90: 150,
        p95: 180,
        p99: 290,
      }),
      latencyOkMs: null,
      requestsPerSecond: 40,
    },
  ]);
});

test('the text beside the single requests of the same run does not count twice', async () => {
  const { endpoints, total } = await inspectFixture('ab/report.txt', 'ab/long-requests.tsv');
  expect(endpoints.map((one) => one.count)).toEqual([100, 4]);
  expect(total.count).toBe(4);
});
