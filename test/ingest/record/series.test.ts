import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';

/** Hyndman & Fan's definition 7 on a sorted list, as their paper has it: the expectation is not our own code. */
function definition7(sorted: readonly number[], p: number): number {
  const h = (sorted.length - 1) * p;
  const below = sorted[Math.floor(h)]!;
  const above = sorted[Math.min(sorted.length - 1, Math.floor(h) + 1)]!;
  return below + (h - Math.floor(h)) * (above - below);
}

const duration = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 70_000 }),
  fc.integer({ min: 65_000, max: 4_000_000 }),
  fc.double({ min: 0, max: 1_000, noNaN: true }),
);

test('quantiles of any durations are exact: few or many, small or large, whole or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(duration, { minLength: 1, maxLength: 400 }), async (durations) => {
      const recorder = new Recorder();
      for (const [i, value] of durations.entries())
        recorder.requests(null, i % 3 === 0 ? 'a' : 'b').add(i * 40, value, i % 7 === 0 ? '500' : null, NaN);
      const { pooled, endpoints } = await recorder.digest();
      const latency = pooled[0]!.latency!;
      const sorted = durations.toSorted((a, b) => a - b);
      expect([latency.count, latency.min, latency.max]).toEqual([sorted.length, sorted[0], sorted.at(-1)]);
      for (const { p, value } of latency.quantiles!)
        expect(Math.abs(value - definition7(sorted, p))).toBeLessThanOrEqual(1e-9 * Math.max(1, value));
      const ok = durations.filter((_, i) => i % 7 !== 0).toSorted((a, b) => a - b);
      const median = pooled[0]!.latencyOk?.quantiles?.[0]?.value;
      if (ok.length > 0)
        expect(Math.abs(median! - definition7(ok, 0.5))).toBeLessThanOrEqual(1e-9 * Math.max(1, median!));
      const inSlices = endpoints.flatMap((one) => one.slices?.items ?? []);
      const held = inSlices.flatMap(({ histogram }) => [
        histogram.zero,
        ...histogram.buckets.filter((_, i) => i % 2 === 1),
      ]);
      expect(held.reduce((sum, count) => sum + count, 0)).toBe(durations.length);
    }),
    { numRuns: 300, seed: 9 },
  );
});

test('a thousand endpoints over many slices stay small', async () => {
  const recorder = new Recorder();
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 250_000; i++)
    recorder
      .requests(null, `endpoint ${i % 1_000}`)
      .add(i * 8, i % 5_000 === 0 ? 60_000 : 50 + (i % 400), null, NaN);
  // Dense buckets for each of the 250,000 slices would be over a gigabyte.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  expect((await recorder.digest()).endpoints).toHaveLength(1_000);
});
