import { describe, expect, test } from 'vitest';
import { withBoundedSlices } from '../../../src/ingest/digest-file/bounded-slices.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Digest, SlicesDigest } from '../../../src/model/documents/digest.ts';
import { digestText } from '../../../src/commands/digest/digest-text.ts';
import { uniformStream } from '../../bench/random.ts';

/** Requests of several endpoints, spread over a day. */
async function aDay(endpoints: number, perEndpoint: number): Promise<Digest> {
  const [recorder, uniform] = [new Recorder(), uniformStream(5)];
  for (let i = 0; i < perEndpoint; i++)
    for (let one = 0; one < endpoints; one++) {
      const startMs = 1_700_000_000_000 + Math.floor((i * 86_400_000) / perEndpoint);
      recorder.requests(null, `endpoint ${one}`).add(startMs, 10 + 400 * uniform() ** 3, null, i % 50);
    }
  return recorder.digest();
}

const counts = (slices: SlicesDigest | null): number =>
  slices!.items.reduce((sum, { count }) => sum + count, 0);

describe('slices of a digest', () => {
  test('leave 200 endpoints over a day below 5 MB', async () => {
    const digest = await aDay(200, 3_000);
    const bounded = withBoundedSlices(digest);
    expect(Buffer.byteLength(digestText(digest))).toBeGreaterThan(5e6);
    expect(Buffer.byteLength(digestText(bounded))).toBeLessThan(5e6);
    expect(new Set(bounded.endpoints.map(({ slices }) => slices!.widthMs)).size).toBe(1);
    for (const { slices } of bounded.endpoints) expect(counts(slices)).toBe(3_000);
    // The charts of the scenario lose nothing.
    expect(bounded.pooled).toEqual(digest.pooled);
  });

  test('are as long as asked, at least', async () => {
    const digest = await aDay(1, 2_000);
    const { slices } = withBoundedSlices(digest, { leastWidthMs: 3_600_000 }).endpoints[0]!;
    // 2^12 seconds is the first power of two above an hour; a day has 21 or 22 of them.
    expect(slices!.widthMs).toBe(4_096_000);
    expect(slices!.items.length).toBeGreaterThanOrEqual(21);
    expect(slices!.items.length).toBeLessThanOrEqual(23);
    expect(counts(slices)).toBe(2_000);
    expect(Math.max(...slices!.items.map(({ users }) => users!))).toBe(49);
  });

  test('stay as they are in a small digest', async () => {
    const digest = await aDay(2, 500);
    expect(withBoundedSlices(digest)).toEqual(digest);
  });

  test('of a scenario join too, where nothing else is left to join', async () => {
    const bounded = withBoundedSlices(await aDay(3, 2_000), { mostBytes: 10_000 });
    for (const { slices } of [...bounded.endpoints, ...bounded.pooled])
      expect(slices!.items.length).toBeLessThan(8);
  });
});
