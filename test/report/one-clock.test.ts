import { describe, expect, it } from 'vitest';
import { emptyDigest } from '../../src/ingest/repeats/empty-digest.ts';
import type { Digest, EndpointDigest } from '../../src/model/documents/digest.ts';
import { onOneClock } from '../../src/report/measure/one-clock.ts';
import { digestOf } from './findings/make-load.ts';

const first = Date.UTC(2026, 10, 20, 10);

/** A digest of requests, whose times are offsets from a start that is unknown. */
async function offsets(): Promise<Digest> {
  const load = await digestOf([{ seconds: 5, rate: 20, medianMs: 20 }]);
  const { firstStartMs } = load.endpoints[0]!;
  const back = (row: EndpointDigest): EndpointDigest => ({
    ...row,
    firstStartMs: 300,
    lastEndMs: row.lastEndMs! - firstStartMs! + 300,
    slices: { ...row.slices!, originMs: 0 },
  });
  return {
    ...load,
    isRelativeTime: true,
    endpoints: load.endpoints.map(back),
    pooled: load.pooled.map(back),
    memoryReadings: [
      { atMs: 1_000, operation: null, phase: null, memoryMb: 5 },
      { atMs: null, operation: null, phase: null, memoryMb: 6 },
    ],
    sources: [{ file: 'a.csv' } as Digest['sources'][number]],
  };
}

describe('files with offsets from an unknown start', () => {
  it('are placed at the first dated sample, with a warning', async () => {
    const digest = await offsets();
    const { digests, problems } = onOneClock([digest], first, 'data/r1');
    const [placed] = digests as [Digest];
    expect(placed.endpoints[0]!.firstStartMs).toBe(first + 300);
    expect(placed.pooled[0]!.lastEndMs).toBe(first + digest.pooled[0]!.lastEndMs!);
    expect(placed.endpoints[0]!.slices).toEqual({ ...digest.endpoints[0]!.slices, originMs: first });
    expect(placed.memoryReadings.map(({ atMs }) => atMs)).toEqual([first + 1_000, null]);
    expect(problems).toMatchObject([{ severity: 'warning', file: 'data/r1/a.csv' }]);
    expect(problems[0]!.message).toContain('2026-11-20T10:00:00.000Z');
  });

  it('keep slices on multiples of their width', async () => {
    const digest = await offsets();
    const width = digest.endpoints[0]!.slices!.widthMs;
    const [placed] = onOneClock([digest], first + 0.4 * width, 'data/r1').digests as [Digest];
    expect(placed.endpoints[0]!.slices!.originMs).toBe(first);
    const [later] = onOneClock([digest], first + 0.6 * width, 'data/r1').digests as [Digest];
    expect(later.endpoints[0]!.slices!.originMs).toBe(first + width);
  });

  it('stay as they are in a run of offsets alone, without times, and if they are dated', async () => {
    const digest = await offsets();
    const dated = { ...digest, isRelativeTime: false };
    const timeless = { ...emptyDigest(digest.sources), isRelativeTime: true };
    for (const [one, firstSampleMs] of [
      [digest, null],
      [dated, first],
      [timeless, first],
    ] as const)
      expect(onOneClock([one], firstSampleMs, 'data/r1')).toEqual({ digests: [one], problems: [] });
  });

  it('are placed for readings of memory or processors alone', () => {
    const readings = { ...emptyDigest([]), isRelativeTime: true };
    const cpuReadings = [{ atMs: 5, scenario: null, percent: 1, cores: null }];
    const { digests } = onOneClock([{ ...readings, cpuReadings }], first, 'data/r1');
    expect(digests[0]!.cpuReadings[0]!.atMs).toBe(first + 5);
  });
});
