import { describe, expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

describe.each(['samples.csv', 'samples-us.csv', 'samples-rfc3339.csv'])('%s', (name) => {
  test('requests are read under their name and scenario, with the outcome that k6 gave them', async () => {
    const { files, endpoints, transactions, total } = await inspectFixture(`k6/${name}`);
    expect(files[0]).toMatchObject({ format: 'k6-csv', tool: 'k6', rows: 20, error: null });
    expect(files[0]!.refused).toEqual({
      count: 2,
      first: [
        { line: 20, reason: '`metric_value` must be a number from 0 up, got "slow"' },
        { line: 21, reason: '`timestamp` must be epoch time or RFC 3339, got "noon"' },
      ],
    });
    expect(endpoints).toMatchObject([
      {
        scenario: 'browse',
        endpoint: 'cart, full',
        count: 3,
        errors: 1,
        errorTypes: [{ type: '404', count: 1 }],
        latencyMs: { source: 'exact', min: 3.5, max: 200, p50: 100 },
        latencyOkMs: { p50: 150 },
      },
      { scenario: null, endpoint: 'order', count: 1, errors: 1, latencyMs: { max: 50 } },
    ]);
    expect(transactions).toMatchObject([{ scenario: 'browse', endpoint: 'cart', latencyMs: { p50: 900 } }]);
    expect(total.maxUsers).toBe(4);
  });
});

test('whole seconds are too coarse for the length and rate of a short run', async () => {
  const { files, durationSeconds, endpoints } = await inspectFixture('k6/samples.csv');
  expect(files[0]!.warnings).toMatchObject([{ code: 'coarse-times' }]);
  expect(durationSeconds).toBeNull();
  expect(endpoints[0]!.requestsPerSecond).toBeNull();
});

test('finer times give them', async () => {
  const { durationSeconds, startedAt } = await inspectFixture('k6/samples-us.csv');
  // The first request ends at 1.25 s after 100 ms, the last one at 5.25 s.
  expect(startedAt).toBe('2026-11-20T10:00:01.150Z');
  expect(durationSeconds).toBeCloseTo(4.1, 6);
});

test('RFC 3339 without fractions is as coarse as epoch seconds', async () => {
  const { files, durationSeconds, startedAt, total } = await inspectFixture('k6/samples-rfc3339-seconds.csv');
  expect(files[0]).toMatchObject({ format: 'k6-csv', rows: 9, warnings: [{ code: 'coarse-times' }] });
  expect(total).toMatchObject({ count: 3, requestsPerSecond: null });
  expect(durationSeconds).toBeNull();
  // The first request ends at 09:00:01 UTC after 100 ms.
  expect(startedAt).toBe('2026-11-20T09:00:00.900Z');
});

test('RFC 3339 with fractions gives length and rate, whole seconds among them or not', async () => {
  const { files, durationSeconds } = await inspectFixture('k6/samples-rfc3339.csv');
  expect(files[0]!.warnings).toEqual([]);
  expect(durationSeconds).toBeCloseTo(4.1, 6);
});
