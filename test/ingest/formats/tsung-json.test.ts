import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test('figures since the start are read from the last complete line of an unclosed log', async () => {
  const { files, endpoints, total, transactions, startedAt, durationSeconds } =
    await inspectFixture('tsung/tsung.log');
  expect(files[0]).toMatchObject({ format: 'tsung-json', rows: 4 });
  expect(files[0]!.refused.first).toEqual([{ line: 6, reason: 'not a complete interval' }]);
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['aborted-sessions']);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBe(20);
  expect(total.maxUsers).toBe(7);
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({ count: 104, errors: 7, requestsPerSecond: 5.2 });
  // (40 * 100 + 60 * 200) / 100
  expect(endpoints[0]!.latencyMs).toEqual(reportedLatency({ min: 10, max: 500, mean: 160 }));
  expect(endpoints[0]!.errorTypes).toEqual([
    { type: 'connect_econnrefused', count: 4 },
    { type: '503', count: 3 },
  ]);
  expect(transactions.map((one) => [one.endpoint, one.count, one.latencyMs?.mean])).toEqual([
    ['page', 20, 200],
    ['tr_pay', 10, 50],
  ]);
});
