import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { reportedLatency } from '../../latency.ts';

test('the last siege of the log is the run; its time is the end, taken as UTC', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('siege/siege.log');
  expect(files[0]).toMatchObject({ format: 'siege-log', rows: 3 });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual([
    'appended-runs',
    'rate-of-hits',
    'no-time-zone',
  ]);
  expect(files[0]!.refused.first).toEqual([
    { line: 4, reason: 'a row must have 10 columns, with Trans and Failed as numbers' },
  ]);
  expect(startedAt).toBe('2026-11-20T10:00:02.000Z');
  expect(durationSeconds).toBe(8);
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({ count: 420, errors: 20, requestsPerSecond: 50 });
  expect(endpoints[0]!.latencyMs).toEqual(reportedLatency({ mean: 40 }));
});
