import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { inspectFiles } from '../../../src/ingest/inspect.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { oneToFour } from '../latency.ts';

test('seconds become milliseconds, offsets a length and a rate, and a wrong row is refused', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('hey/responses.csv');
  expect(files[0]).toMatchObject({ format: 'hey-csv', rows: 5, warnings: [] });
  expect(files[0]!.refused.first).toEqual([
    { line: 5, reason: '`response-time` must be a number of seconds from 0 up, got "fast"' },
  ]);
  expect(startedAt).toBeNull();
  expect(durationSeconds).toBe(2);
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({ endpoint: '*', count: 4, errors: 1, requestsPerSecond: 2 });
  expect(endpoints[0]!.latencyMs).toEqual(oneToFour(10));
  expect(endpoints[0]!.errorTypes).toEqual([{ type: '500', count: 1 }]);
});

test('a start from outside gives the offsets a clock', async () => {
  const diskPath = resolve(import.meta.dirname, '../../fixtures/raw/hey/responses.csv');
  const { startedAt } = await inspectFiles([{ diskPath, shownPath: 'a.csv', format: null }], {
    timeZone: null,
    startedAtMs: Date.UTC(2026, 10, 20, 10),
  });
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
});

test('without a status column the number of errors is unknown, not 0', async () => {
  const { files, endpoints } = await inspectFixture('hey/old-responses.csv');
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['no-status']);
  expect(endpoints[0]).toMatchObject({ count: 2, errors: null, latencyOkMs: null, requestsPerSecond: null });
  expect(endpoints[0]!.latencyMs).toMatchObject({ min: 10, max: 30, p50: 20 });
});
