import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';

test('labels are rows and their sum is none; a wrong row is refused', async () => {
  const { files, endpoints } = await inspectFixture('taurus/final-stats.csv');
  expect(files[0]).toMatchObject({ format: 'taurus-final-stats-csv', rows: 3 });
  expect(files[0]!.refused.first).toEqual([
    { line: 4, reason: '`throughput` must be a whole number of samples, got "many"' },
  ]);
  expect(endpoints).toHaveLength(1);
  expect(endpoints[0]).toMatchObject({
    endpoint: 'cart',
    count: 60,
    errors: 7,
    errorTypes: [{ type: '503', count: 7 }],
    requestsPerSecond: null,
    latencyMs: { source: 'reported', min: 10, max: 1_000, mean: 250, stddev: 125, p50: 200, p999: 900 },
  });
});
