import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { oneToFour } from '../latency.ts';

test('rows are exact, errors unknown; the length of a long run is told by whole seconds', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('ab/long-requests.tsv');
  expect(files[0]).toMatchObject({ format: 'ab-gnuplot', rows: 4, warnings: [] });
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBe(200.04);
  expect(endpoints[0]).toMatchObject({ endpoint: '*', count: 4, errors: null, latencyOkMs: null });
  expect(endpoints[0]!.requestsPerSecond).toBeCloseTo(4 / 200.04, 12);
  expect(endpoints[0]!.latencyMs).toEqual(oneToFour(10));
});

test('whole seconds give a short run no rate', async () => {
  const { files, endpoints, startedAt, durationSeconds } = await inspectFixture('ab/requests.tsv');
  expect(files[0]!.refused.first).toEqual([
    { line: 5, reason: '`seconds` must be whole epoch seconds, got "soon"' },
  ]);
  expect(files[0]!.warnings.map((warning) => warning.code)).toEqual(['coarse-times']);
  expect(startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(durationSeconds).toBeNull();
  expect(endpoints[0]).toMatchObject({ count: 3, requestsPerSecond: null });
});
