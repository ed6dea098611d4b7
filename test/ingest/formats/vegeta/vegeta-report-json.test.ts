import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { reportedLatency } from '../../latency.ts';

test('requests without response and of status 400 or above are the errors; redirects are none', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('vegeta/report.json');
  expect(files[0]).toMatchObject({ format: 'vegeta-report-json', rows: 1 });
  expect(startedAt).toBe('2026-11-20T10:00:00.250Z');
  expect(durationSeconds).toBe(8);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 80,
      errors: 15,
      errorTypes: [
        { type: 'no response', count: 10 },
        { type: '429', count: 5 },
      ],
      latencyMs: reportedLatency({ min: 2, max: 45, mean: 12.5, p50: 10, p90: 20, p95: 25, p99: 40 }),
      latencyOkMs: null,
      requestsPerSecond: 10.666666666666666,
    },
  ]);
});

test('what older versions do not print stays unknown', async () => {
  const { endpoints } = await inspectFixture('vegeta/report-old.json');
  expect(endpoints[0]!.latencyMs).toEqual(
    reportedLatency({ max: 45, mean: 12.5, p50: 10, p95: 25, p99: 40 }),
  );
  expect(endpoints[0]).toMatchObject({ errors: 0, requestsPerSecond: null });
});
