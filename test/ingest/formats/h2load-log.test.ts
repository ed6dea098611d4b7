import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';

test('rows of microseconds without a header are requests; -1 is one without response', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('h2load/requests.tsv');
  expect(files[0]).toMatchObject({ format: 'h2load-log', rows: 5 });
  expect(files[0]!.refused.first).toEqual([
    { line: 5, reason: '`duration` must be microseconds from 0 up, got "-7"' },
  ]);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBeCloseTo(1.1005, 6);
  expect(endpoints[0]).toMatchObject({ endpoint: '*', count: 4, errors: 2 });
  expect(endpoints[0]!.requestsPerSecond).toBeCloseTo(4 / 1.1005, 5);
  expect(endpoints[0]!.errorTypes).toEqual([
    { type: '503', count: 1 },
    { type: 'no response', count: 1 },
  ]);
  // 0.5, 10, 20 and 30 ms.
  expect(endpoints[0]!.latencyMs).toMatchObject({ min: 0.5, max: 30, mean: 15.125, p50: 15, p90: 27 });
});
