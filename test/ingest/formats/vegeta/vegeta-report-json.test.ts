import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { inspectText } from '../../inspect-text.ts';
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
        { type: 'connection refused', count: 10 },
        { type: '429', count: 5 },
      ],
      latencyMs: reportedLatency({ min: 2, max: 45, mean: 12.5, p50: 10, p90: 20, p95: 25, p99: 40 }),
      latencyOkMs: null,
      requestsPerSecond: 10.666666666666666,
    },
  ]);
});

/** The failures of a report of ten requests: five without response, two of status 503. */
const failures = async (errors: readonly string[] | null): Promise<unknown> => {
  const { endpoints } = await inspectText(
    JSON.stringify({
      latencies: { mean: 5e6, max: 9e6 },
      bytes_in: { total: 0, mean: 0 },
      requests: 10,
      success: 0.3,
      status_codes: { '0': 5, '200': 3, '503': 2 },
      errors,
    }),
  );
  return endpoints[0]?.errorTypes;
};

test('requests without response are named by their cause if all listed errors have the same', async () => {
  const files = 'Get "http://shop.test/": dial tcp 0.0.0.0:0->10.0.0.1:80: socket: too many open files';
  const other = 'Get "http://shop.test/a": dial tcp 0.0.0.0:0->10.0.0.2:80: socket: too many open files';
  const named = [
    { type: 'too many open files', count: 5 },
    { type: '503', count: 2 },
  ];
  const unnamed = [
    { type: 'no response', count: 5 },
    { type: '503', count: 2 },
  ];
  expect(await failures([files, '503 Service Unavailable', other])).toEqual(named);
  expect(await failures([files, 'Get "http://shop.test/": EOF'])).toEqual(unnamed);
  for (const none of [['503 Service Unavailable'], [], null]) expect(await failures(none)).toEqual(unnamed);
});

test('what older versions do not print stays unknown', async () => {
  const { endpoints } = await inspectFixture('vegeta/report-old.json');
  expect(endpoints[0]!.latencyMs).toEqual(
    reportedLatency({ max: 45, mean: 12.5, p50: 10, p95: 25, p99: 40 }),
  );
  expect(endpoints[0]).toMatchObject({ errors: 0, requestsPerSecond: null });
});
