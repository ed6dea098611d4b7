import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { findingsOf, startMs } from './make-load.ts';

interface Load {
  seconds: number;
  /** Seconds in which nothing starts. */
  silent: readonly number[];
  rate?: number;
  /** Starts in silent seconds. */
  silentRate?: number;
  /** Length in ms of a request that starts 0.9 s before the first silent second. */
  waitMs?: number;
}

/** So many requests a second, evenly, of 10 ms each. The last second is cut off. */
async function stalls(load: Load): Promise<Finding[]> {
  const { seconds, silent, rate = 20, silentRate = 0, waitMs = 1_000 * silent.length + 900 } = load;
  const recorder = new Recorder();
  const series = recorder.requests('load', 'read');
  for (let second = 0; second <= seconds; second++) {
    const count = silent.includes(second) ? silentRate : rate;
    for (let i = 0; i < count; i++) series.add(startMs + 1_000 * (second + i / count), 10, null, NaN);
  }
  series.add(startMs + 1_000 * (silent[0]! - 0.9), waitMs, null, NaN);
  return findingsOf('stall', { digests: [await recorder.digest()] });
}

describe('a stall', () => {
  it('is seen in 20 seconds', async () => {
    const [found] = await stalls({ seconds: 20, silent: [10, 11] });
    expect(found!.window).toMatchObject({ startSeconds: 10, endSeconds: 12 });
    expect(found!.evidence.map(({ label }) => label)).toEqual(['Requests missing', 'Longest wait']);
    expect(found!.evidence[0]!.value).toBe(40);
    expect(Math.abs(Number(found!.evidence[1]!.value) / 2_900 - 1)).toBeLessThan(0.01);
    expect(await stalls({ seconds: 19, silent: [10, 11] })).toEqual([]);
  });

  it('is at most a fifth of the run', async () => {
    expect(await stalls({ seconds: 20, silent: [8, 9, 10, 11] })).toHaveLength(1);
    expect(await stalls({ seconds: 20, silent: [8, 9, 10, 11, 12] })).toEqual([]);
    expect(await stalls({ seconds: 25, silent: [8, 9, 10, 11, 12] })).toHaveLength(1);
  });

  it('has less than a tenth of the usual starts, which are 10 at least', async () => {
    expect(await stalls({ seconds: 30, silent: [10, 11], silentRate: 1 })).toHaveLength(1);
    expect(await stalls({ seconds: 30, silent: [10, 11], silentRate: 2 })).toEqual([]);
    expect(await stalls({ seconds: 30, silent: [10, 11], rate: 10 })).toHaveLength(1);
    expect(await stalls({ seconds: 30, silent: [10, 11], rate: 9 })).toEqual([]);
  });

  it('needs a request that waits for half of it, and for longer than a second', async () => {
    expect(await stalls({ seconds: 30, silent: [10, 11, 12, 13], waitMs: 2_050 })).toHaveLength(1);
    expect(await stalls({ seconds: 30, silent: [10, 11, 12, 13], waitMs: 1_950 })).toEqual([]);
    expect(await stalls({ seconds: 30, silent: [10], waitMs: 1_050 })).toHaveLength(1);
    expect(await stalls({ seconds: 30, silent: [10], waitMs: 990 })).toEqual([]);
  });

  it('is the longest of several, which are counted', async () => {
    const [found, ...others] = await stalls({ seconds: 40, silent: [10, 11, 20], waitMs: 12_000 });
    expect([others, found!.window!.startSeconds]).toEqual([[], 10]);
    expect(found!.evidence.at(-1)).toMatchObject({ label: 'Stalls in total', value: 2 });
  });
});
