import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { reportedLatency } from '../latency.ts';

test("the ladder's own percentiles are read; 99 is not on it and stays unknown", async () => {
  const { files, endpoints } = await inspectFixture('hdr/spectrum.hgrm');
  expect(files[0]).toMatchObject({ format: 'hdr-hgrm', rows: 1 });
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['no-unit']);
  expect(endpoints).toEqual([
    {
      scenario: null,
      endpoint: '*',
      count: 1_000,
      errors: null,
      errorTypes: [],
      latencyMs: reportedLatency({ min: 0.5, max: 50, mean: 3.25, stddev: 2.125, p50: 2, p90: 6, p95: 9 }),
      latencyOkMs: null,
      requestsPerSecond: null,
    },
  ]);
});
