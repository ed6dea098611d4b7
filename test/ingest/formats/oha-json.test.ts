import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('requests are those of both distributions without the ones that oha aborted at the end', async () => {
  const { files, endpoints, durationSeconds } = await inspectFixture('oha/report.json');
  expect(files[0]).toMatchObject({ format: 'oha-json', rows: 1 });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['aborted-at-end']);
  expect(durationSeconds).toBe(5);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 51,
      errors: 11,
      errorTypes: [
        { type: '500', count: 10 },
        { type: 'Connection refused (os error 111)', count: 1 },
      ],
      latencyMs: reportedLatency({
        min: 10,
        max: 250,
        mean: 30,
        p50: 20,
        p90: 90,
        p95: 120,
        p99: 200,
        p999: 250,
      }),
      latencyOkMs: reportedLatency({ p50: 21, p90: 91, p95: 121, p99: 210, p999: 250 }),
      // 51 requests in 5 s: summary.requestsPerSec counts the aborted one, too.
      requestsPerSecond: 10.2,
    },
  ]);
});

test('where nothing was answered there are no times', async () => {
  const { endpoints } = await inspectFixture('oha/all-failed.json');
  expect(endpoints[0]).toMatchObject({ count: 8, errors: 8, latencyMs: null, requestsPerSecond: 8 });
});
