import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('one line is one request; offsets from UTC are kept, and a cut last line is refused', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('vegeta/hits.json');
  expect(files[0]).toMatchObject({ format: 'vegeta-encode-json', rows: 5 });
  expect(files[0]!.refused.first).toEqual([{ line: 5, reason: 'not valid JSON' }]);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBeCloseTo(1.5005, 6);
  expect(endpoints.map((one) => [one.endpoint, one.count, one.errorTypes])).toEqual([
    ['GET http://shop.test/cart', 3, [{ type: 'EOF', count: 1 }]],
    ['POST http://shop.test/cart', 1, [{ type: '503', count: 1 }]],
  ]);
  expect(endpoints[0]!.latencyMs).toMatchObject({ min: 0.5, max: 20, p50: 10, p90: 18 });
});

test('bodies and headers do not reach the result', async () => {
  expect(JSON.stringify(await inspectFixture('vegeta/hits.json'))).not.toMatch(/secret|Ym9keQ/);
});
