import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('one row is one request of its method and URL; a wrong one is refused', async () => {
  const { files, endpoints, total, startedAt, durationSeconds } = await inspectFixture('vegeta/hits.csv');
  expect(files[0]).toMatchObject({ format: 'vegeta-encode-csv', rows: 5 });
  expect(files[0]!.refused.first).toEqual([
    { line: 5, reason: '`column 3` must be nanoseconds from 0 up, got "soon"' },
  ]);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBeCloseTo(1.5005, 6);
  expect(total).toMatchObject({ count: 4, errors: 2 });
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errorTypes])).toEqual([
    ['GET http://shop.test/cart', 3, [{ type: 'connection refused', count: 1 }]],
    ['POST http://shop.test/cart', 1, [{ type: '503', count: 1 }]],
  ]);
  // 10, 20 and 0.5 ms: the failed dial counts as well.
  expect(endpoints[0]!.latencyMs).toMatchObject({ min: 0.5, max: 20, p50: 10, p90: 18 });
  expect(endpoints[0]!.latencyOkMs).toMatchObject({ min: 10, max: 20, p50: 15 });
});
