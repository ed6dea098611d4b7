import { expect, test } from 'vitest';
import { inspectFixture } from '../../inspect-fixture.ts';
import { reportedLatency } from '../../latency.ts';

test('labels are rows and their sum is none; seconds become milliseconds', async () => {
  const { files, endpoints, total, durationSeconds } = await inspectFixture('taurus/final-stats.xml');
  expect(files[0]).toMatchObject({ format: 'taurus-final-stats', rows: 3, warnings: [] });
  expect(durationSeconds).toBe(20);
  expect(total).toEqual({ count: 100, errors: 7, requestsPerSecond: 5, maxUsers: 4 });
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: 'cart & till',
      count: 60,
      errors: 7,
      errorTypes: [
        { type: '503', count: 5 },
        { type: 'failed', count: 2 },
      ],
      latencyMs: reportedLatency({
        min: 10,
        max: 1_000,
        mean: 250,
        stddev: 125,
        p50: 200,
        p90: 400,
        p95: 500,
        p99: 800,
        p999: 900,
      }),
      latencyOkMs: null,
      requestsPerSecond: 3,
    },
    {
      scenario: null,
      endpoint: 'home',
      count: 40,
      errors: 0,
      errorTypes: [],
      latencyMs: reportedLatency({ mean: 125 }),
      latencyOkMs: null,
      requestsPerSecond: 2,
    },
  ]);
});

test('of a cut file the complete groups are read, with a warning', async () => {
  const { files, endpoints } = await inspectFixture('taurus/cut.xml');
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['cut']);
  expect(endpoints.map((one) => one.endpoint)).toEqual(['cart & till']);
});
