import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('each row is a request; an exception makes it an error', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('locust/request_log.csv');
  expect(files[0]).toMatchObject({
    format: 'locust-request-log',
    rows: 5,
    refused: { count: 1, first: [{ line: 5 }] },
  });
  expect(startedAt).toBe(new Date(1_796_000_000_250).toISOString());
  // (1796000004.0 s + 10 ms - 1796000000.25 s)
  expect(durationSeconds).toBeCloseTo(3.76, 9);
  expect(endpoints).toMatchObject([
    {
      endpoint: 'GET /',
      count: 3,
      errors: 1,
      errorTypes: [{ type: '404', count: 1 }],
      latencyMs: { source: 'exact', min: 10, p50: 12.5, max: 22.51 },
    },
    { endpoint: 'POST /cart, "big"', count: 1, errors: 1 },
  ]);
});
