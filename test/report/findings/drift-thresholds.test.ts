import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { findingsOf, startMs } from './make-load.ts';

interface Load {
  seconds?: number;
  /** Requests in a second. */
  rate?: (second: number) => number;
  /** Their common time, in ms. */
  ms?: (second: number) => number;
  users?: (second: number) => number;
}

/** Requests at even intervals. The last second is cut off. */
async function drifts({
  seconds = 120,
  rate = () => 20,
  ms = rising(0.5),
  users = () => NaN,
}: Load): Promise<Finding[]> {
  const recorder = new Recorder();
  const series = recorder.requests('load', 'read');
  for (let second = 0; second <= seconds; second++)
    for (let i = 0; i < rate(second); i++)
      series.add(startMs + 1_000 * (second + i / rate(second)), ms(second), null, users(second));
  return findingsOf('drift-within-run', { digests: [await recorder.digest()] });
}

/** From 100 ms on, along a line, by such a share in two minutes. */
const rising =
  (share: number) =>
  (second: number): number =>
    100 * (1 + (share * second) / 120);

describe('response times that rise over the run', () => {
  it('do so for two minutes, in 30 slices of 20 requests', async () => {
    expect(await drifts({})).toHaveLength(1);
    expect(await drifts({ seconds: 119 })).toEqual([]);
    // 19 a second make slices of two seconds: 60 of them, or 30 of four.
    expect(await drifts({ rate: () => 19 })).toHaveLength(1);
    expect(await drifts({ rate: () => 5 })).toHaveLength(1);
    expect(await drifts({ rate: () => 4 })).toEqual([]);
  });

  it('do so with as many requests at the end as at the beginning, up to a tenth', async () => {
    const later = (count: number) => (second: number) => (second < 60 ? 20 : count);
    expect(await drifts({ rate: later(22) })).toHaveLength(1);
    expect(await drifts({ rate: later(23) })).toEqual([]);
  });

  it('do so with as many users at the end as at the beginning, up to a twentieth', async () => {
    const later = (count: number) => (second: number) => (second < 60 ? 20 : count);
    expect(await drifts({ users: later(21) })).toHaveLength(1);
    expect(await drifts({ users: later(22) })).toEqual([]);
    // The number of users decides where it is known.
    expect(await drifts({ users: later(20), rate: later(30) })).toHaveLength(1);
  });

  it('are severe from half as much again on', async () => {
    // Between the middles of the first and the last quarter lie 90 of the 120 s.
    const severity = async (share: number): Promise<string | undefined> =>
      (await drifts({ ms: rising(share) }))[0]?.severity;
    expect([await severity(0.8), await severity(0.5)]).toEqual(['high', 'medium']);
  });

  it('rise by a tenth and a millisecond at least', async () => {
    expect(await drifts({ ms: rising(0.2) })).toHaveLength(1);
    expect(await drifts({ ms: rising(0.1) })).toEqual([]);
    const short = (total: number) => (second: number) => 1 + (total * second) / 120;
    expect(await drifts({ ms: short(1.5) })).toHaveLength(1);
    expect(await drifts({ ms: short(1.2) })).toEqual([]);
  });
});
