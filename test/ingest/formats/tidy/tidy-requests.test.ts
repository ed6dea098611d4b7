import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

const { files, endpoints, total, startedAt, durationSeconds } = await inspectFixture('tidy/requests.csv');

test('requests.csv is recognised by its header', () => {
  expect(files[0]).toMatchObject({ format: 'tidy-requests', tool: 'Perfolio', rows: 10, error: null });
});

test('every sample counts under its scenario and endpoint, failed ones included', () => {
  // Durations 40, 100, 200, 300: median 150, type 7 p90 = 100 + ... position 2.7 between 200 and 300 = 270.
  const cart = endpoints.find((row) => row.endpoint === 'GET /cart');
  expect(cart).toMatchObject({
    scenario: 'browse',
    count: 4,
    errors: 1,
    errorTypes: [{ type: '503', count: 1 }],
  });
  expect(cart!.latencyMs).toMatchObject({
    source: 'exact',
    min: 40,
    max: 300,
    mean: 160,
    p50: 150,
    p90: 270,
  });
  expect(cart!.latencyOkMs).toMatchObject({ min: 100, max: 300, mean: 200, p50: 200 });
});

test('labels may contain commas, and an error message names the error type', () => {
  const order = endpoints.find((row) => row.scenario === 'buy');
  expect(order).toMatchObject({ endpoint: 'POST /order, new', count: 1, errors: 1 });
  expect(order!.errorTypes).toEqual([{ type: 'timed out', count: 1 }]);
  expect(order!.latencyMs).toMatchObject({ min: 12.5, stddev: null });
});

test('the span runs from the first start to the last end', () => {
  // 1795168804000 is 2026-11-20T10:00:04Z; it ends 12.5 ms later.
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBeCloseTo(4.0125, 9);
  expect(total).toMatchObject({ count: 5, errors: 2, maxUsers: 5 });
  expect(total.requestsPerSecond).toBeCloseTo(5 / 4.0125, 9);
});

test('rows that cannot be used are refused with line and reason', () => {
  expect(files[0]!.refused).toEqual({
    count: 5,
    first: [
      { line: 7, reason: '`duration_ms` must be a number of milliseconds from 0 up, got "fast"' },
      { line: 8, reason: '`endpoint` must be a name, got ""' },
      {
        line: 9,
        reason: '`timestamp` must be ISO 8601 or epoch milliseconds, got "2026-20-20T10:00:04.000Z"',
      },
      { line: 10, reason: '`ok` must be true or false, got "perhaps"' },
      { line: 11, reason: '`duration_ms` must be a number of milliseconds from 0 up, got "-1"' },
    ],
  });
});
