import { describe, expect, it } from 'vitest';
import { Recorder } from '../../src/ingest/record/recorder.ts';
import type { Digest } from '../../src/model/documents/digest.ts';
import { measuresOf, startMs } from './findings/make-load.ts';

/** Requests of a second each, at these seconds after the start, by scenario. */
async function clocked(
  scenarios: Readonly<Record<string, readonly number[]>>,
  isRelativeTime = false,
): Promise<Digest> {
  const recorder = new Recorder();
  recorder.isRelativeTime = isRelativeTime;
  for (const [scenario, seconds] of Object.entries(scenarios))
    for (const second of seconds)
      recorder.requests(scenario, 'read').add(startMs + second * 1_000, 1_000, null, NaN);
  return recorder.digest();
}
const secondsOf = async (...digests: readonly Digest[]): Promise<number | null> =>
  (await measuresOf({ digests })).durationSeconds;

describe('the duration of a run', () => {
  it('is that of its only scenario', async () => {
    expect(await secondsOf(await clocked({ a: [0, 30] }))).toBe(31);
  });

  it('is from the first start to the last end of several that share a clock', async () => {
    expect(await secondsOf(await clocked({ a: [0, 30] }), await clocked({ b: [50, 99] }))).toBe(100);
    expect(await secondsOf(await clocked({ a: [0, 30], b: [50, 99] }, true))).toBe(100);
  });

  it('is unknown if a file of several has a clock of its own', async () => {
    const other = await clocked({ b: [50, 99] }, true);
    expect(await secondsOf(await clocked({ a: [0, 30] }), other)).toBeNull();
    expect(await secondsOf(other, await clocked({ a: [0, 30] }))).toBeNull();
    const timeless = { ...(await clocked({ b: [50, 99] })), startedAtMs: null };
    expect(await secondsOf(await clocked({ a: [0, 30] }), timeless)).toBeNull();
  });
});
