import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';

test('calls are exact by label, exceptions belong to their call, and errors stay unknown', async () => {
  const { files, endpoints, total, startedAt, durationSeconds } = await inspectFixture(
    'session-loadtest/loadtest.json',
  );
  expect(files[0]).toMatchObject({ format: 'session-loadtest-json', rows: 6 });
  expect(files[0]!.refused.first).toEqual([{ line: 6, reason: 'a call must be [label, seconds from 0 up]' }]);
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['no-time-zone', 'errors-not-known']);
  expect(startedAt).toBe('2026-11-20T10:00:00.500Z');
  expect(durationSeconds).toBe(2.5);
  expect(total).toEqual({ count: 5, errors: null, requestsPerSecond: 2, maxUsers: 2 });
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errors, one.requestsPerSecond])).toEqual([
    ['open_cart', 2, null, 0.8],
    ['add_item', 3, null, 1.2],
  ]);
  // 200, 400 and 50 ms, the last of them an exception.
  expect(endpoints[1]!.latencyMs).toMatchObject({ source: 'exact', min: 50, max: 400, p50: 200, p90: 360 });
  expect(endpoints[1]!.errorTypes).toEqual([{ type: 'exception', count: 1 }]);
});

test('an aborted test has no calls, and says so', async () => {
  const { files, endpoints, durationSeconds } = await inspectFixture('session-loadtest/aborted.json');
  expect(files[0]).toMatchObject({ rows: 0, error: null });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual([
    'no-time-zone',
    'no-end',
    'no-requests',
  ]);
  expect(endpoints).toEqual([]);
  expect(durationSeconds).toBeNull();
});
