import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Digest, EndpointDigest, LatencyDigest } from '../../../src/model/documents/digest.ts';
import { digestQuantile } from '../../../src/ingest/record/endpoint-row.ts';
import { mergeDigests } from '../../../src/ingest/record/merge-digests.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { mostSlices } from '../../../src/ingest/record/slices.ts';

interface Sample {
  readonly endpoint: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly error: string | null;
  readonly users: number;
}

const sample: fc.Arbitrary<Sample> = fc.record({
  endpoint: fc.constantFrom('a', 'b'),
  startMs: fc.integer({ min: 0, max: 2_000_000 }).map((ms) => 1_700_000_000_000 + ms),
  durationMs: fc.oneof(
    fc.constant(0),
    fc.constant(NaN),
    fc.integer({ min: 1, max: 90_000 }),
    fc.double({ min: 0.001, max: 5_000, noNaN: true }),
  ),
  error: fc.constantFrom(null, null, null, '500', 'timeout'),
  users: fc.constantFrom(NaN, 1, 5, 9),
});
const parts = fc.array(fc.array(sample, { maxLength: 60 }), { minLength: 2, maxLength: 4 });

async function digestOf(samples: readonly Sample[]): Promise<Digest> {
  const recorder = new Recorder();
  for (const { endpoint, startMs, durationMs, error, users } of samples)
    recorder.requests('load', endpoint).add(startMs, durationMs, error, users);
  return recorder.digest();
}

/** What merging must keep exactly, whatever the parts and their order. */
const exactFigures = (row: EndpointDigest) => ({
  counts: [row.scenario, row.endpoint, row.count, row.errors, row.errorTypes, row.maxUsers],
  times: [row.firstStartMs, row.lastEndMs],
  slices: row.slices,
  latencies: [row.latency, row.latencyOk, row.latencyFailed].map(
    (one) => one && [one.count, one.min, one.max, one.histogram],
  ),
});

const byName = (rows: readonly EndpointDigest[]): EndpointDigest[] =>
  rows.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1));

function expectClose(merged: LatencyDigest | null, whole: LatencyDigest | null): void {
  if (merged === null || whole === null) return;
  const scale = Math.max(1, whole.max! ** 2 * whole.count!);
  expect(Math.abs(merged.mean! - whole.mean!)).toBeLessThanOrEqual(1e-12 * Math.max(1, whole.max!));
  expect(Math.abs(merged.m2! - whole.m2!)).toBeLessThanOrEqual(1e-12 * scale);
}

const options = { numRuns: 50, seed: 5 };

describe('merged digests', () => {
  test('equal the digest of all samples in counts, extremes, buckets and slices; in mean and m2 to 1e-12', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (some) => {
        const whole = byName((await digestOf(some.flat())).endpoints);
        const merged = byName(mergeDigests(await Promise.all(some.map(digestOf))).endpoints);
        expect(merged.map(exactFigures)).toEqual(whole.map(exactFigures));
        merged.forEach((row, i) => {
          expectClose(row.latency, whole[i]!.latency);
          expectClose(row.latencyOk, whole[i]!.latencyOk);
          expectClose(row.latencyFailed, whole[i]!.latencyFailed);
        });
      }),
      options,
    );
  });

  test('do not depend on order or grouping', async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (some) => {
        const [first, ...rest] = (await Promise.all(some.map(digestOf))) as [Digest, ...Digest[]];
        const together = mergeDigests([first, ...rest]);
        const backwards = mergeDigests([...rest.toReversed(), first]);
        const stepwise = mergeDigests([first, mergeDigests(rest)]);
        for (const other of [backwards, stepwise]) {
          expect(byName(other.endpoints).map(exactFigures)).toEqual(
            byName(together.endpoints).map(exactFigures),
          );
          expect(other.pooled.map(exactFigures)).toEqual(together.pooled.map(exactFigures));
          expect([other.startedAtMs, other.durationSeconds]).toEqual([
            together.startedAtMs,
            together.durationSeconds,
          ]);
        }
      }),
      options,
    );
  });

  test('give quantiles within half a percent, as class histogram', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 40, maxLength: 200 }),
        async (durations) => {
          const samples = durations.map((durationMs, i) => ({
            endpoint: 'a',
            startMs: i,
            durationMs,
            error: null,
            users: NaN,
          }));
          const half = Math.floor(samples.length / 2);
          const merged = mergeDigests([
            await digestOf(samples.slice(0, half)),
            await digestOf(samples.slice(half)),
          ]).endpoints[0]!.latency!;
          const exact = (await digestOf(samples)).endpoints[0]!.latency!;
          expect(merged).toMatchObject({ source: 'histogram', relativeError: 0.005, quantiles: null });
          for (const p of [0.5, 0.95, 0.99]) {
            const value = digestQuantile(exact, p)!;
            expect(Math.abs(digestQuantile(merged, p)! - value)).toBeLessThanOrEqual(0.005 * value + 1e-9);
          }
        },
      ),
      options,
    );
  });

  test('keep an only digest as it is, and reported values side by side', async () => {
    const [row] = (await digestOf([{ endpoint: 'a', startMs: 5, durationMs: 7, error: null, users: 1 }]))
      .endpoints;
    const recorder = new Recorder();
    recorder.reported({ endpoint: 'a', count: 9, errors: 0, latency: { p95: 12 } });
    const printed = await recorder.digest();
    expect(mergeDigests([{ ...printed, endpoints: [row!] }]).endpoints).toEqual([row]);
    expect(mergeDigests([printed, printed]).endpoints).toEqual([...printed.endpoints, ...printed.endpoints]);
  });

  test('never hold more slices than one digest does', async () => {
    const spread = async (offset: number): Promise<Digest> =>
      digestOf(
        Array.from({ length: 250 }, (_, i) => ({
          endpoint: 'a',
          startMs: offset + i * 1_000,
          durationMs: 1,
          error: null,
          users: NaN,
        })),
      );
    const { slices } = mergeDigests([await spread(0), await spread(10_000_000)]).endpoints[0]!;
    expect(slices!.items.length).toBeLessThanOrEqual(mostSlices);
    expect(slices!.items.reduce((sum, slice) => sum + slice.count, 0)).toBe(500);
  });

  test('do not know successful calls where one part does not know which failed', async () => {
    const known = await digestOf([{ endpoint: 'a', startMs: 5, durationMs: 7, error: null, users: 1 }]);
    const unknown = {
      ...known,
      endpoints: known.endpoints.map((row) => ({ ...row, errors: null, latencyOk: null })),
    };
    expect(mergeDigests([known, unknown]).endpoints[0]).toMatchObject({
      count: 2,
      errors: null,
      latencyOk: null,
    });
  });
});
