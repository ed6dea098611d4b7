import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('coloured lines are responses by path, whatever commas it has; other lines are skipped', async () => {
  const { files, endpoints, startedAt } = await inspectFixture('siege/verbose.txt');
  expect(files[0]).toMatchObject({ format: 'siege-verbose', rows: 4 });
  expect(files[0]!.refused.first).toEqual([
    { line: 5, reason: '`time` must be a date and time, got "yesterday"' },
  ]);
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['no-time-zone', 'coarse-times']);
  // The first response was complete at 10:00:01 and took 0.1 s.
  expect(startedAt).toBe('2026-11-20T10:00:00.900Z');
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errors])).toEqual([
    ['/cart', 2, 1],
    ['/cart?a=1,2', 1, 0],
  ]);
  expect(endpoints[0]!.latencyMs).toMatchObject({ source: 'exact', min: 100, max: 300, p50: 200, p90: 280 });
  expect(endpoints[0]!.errorTypes).toEqual([{ type: '404', count: 1 }]);
});
