import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Manifest } from '../../../src/model/documents/manifest.ts';
import { findingsOf, startMs } from './make-load.ts';

/** A stretch of time at one load. */
interface Stretch {
  users: number;
  seconds: number;
  /** Requests in a second. */
  rate: number;
  ms?: number;
  /** Failures in all of it, evenly spread. */
  errors?: number;
}

/** Stretches one after the other, with even intervals, and a further second, which is cut off. */
async function found(
  rule: string,
  stretches: readonly Stretch[],
  manifest: Manifest = {},
): Promise<Finding[]> {
  const recorder = new Recorder();
  const series = recorder.requests('load', 'read');
  let fromMs = startMs;
  for (const { users, seconds, rate, ms = 50, errors = 0 } of [
    ...stretches,
    { ...stretches.at(-1)!, seconds: 1 },
  ]) {
    const count = Math.round(seconds * rate);
    const isError = (i: number): boolean =>
      Math.floor(((i + 1) * errors) / count) > Math.floor((i * errors) / count);
    for (let i = 0; i < count; i++)
      series.add(fromMs + (1_000 * i) / rate, ms, isError(i) ? '503' : null, users);
    fromMs += 1_000 * seconds;
  }
  return findingsOf(rule, { digests: [await recorder.digest()], manifest });
}

describe('errors that begin at a load', () => {
  const onset = (below: Partial<Stretch>, above: Partial<Stretch>): Promise<Finding[]> =>
    found('error-onset', [
      { users: 10, seconds: 20, rate: 10, ...below },
      { users: 20, seconds: 20, rate: 50, ...above },
    ]);

  it('are 10 at least, and 1% of the requests', async () => {
    // Newcombe 1998: 10 of 1,000 against 0 of 2,000 is certainly more; against 0 of 200 it is not.
    const [first] = await onset({ rate: 100 }, { errors: 10 });
    expect(first!.evidence.slice(0, 2).map(({ value }) => value)).toEqual([10, 20]);
    expect(first!.window).toMatchObject({ startSeconds: 20, endSeconds: 40 });
    expect(await onset({ rate: 100 }, { errors: 9, rate: 40 })).toEqual([]);
    expect(await onset({ rate: 100 }, { errors: 10, rate: 51 })).toEqual([]);
    expect(await onset({ rate: 10 }, { errors: 10 })).toEqual([]);
  });

  it('are five times as frequent as below', async () => {
    expect(await onset({ errors: 2 }, { errors: 50 })).toHaveLength(1);
    expect(await onset({ errors: 2 }, { errors: 49 })).toEqual([]);
  });

  it('have 100 requests below', async () => {
    expect(await onset({ rate: 5 }, { errors: 100 })).toHaveLength(1);
    expect(await onset({ rate: 4 }, { errors: 100 })).toEqual([]);
  });

  it('are seen at loads that differ by more than 15%', async () => {
    expect(await onset({ users: 100 }, { users: 116, errors: 100 })).toHaveLength(1);
    expect(await onset({ users: 100 }, { users: 114, errors: 100 })).toEqual([]);
  });

  it('are at every higher load', async () => {
    const levels = (errors: number): Promise<Finding[]> =>
      found('error-onset', [
        { users: 10, seconds: 20, rate: 20 },
        { users: 20, seconds: 20, rate: 50, errors: 50 },
        { users: 30, seconds: 20, rate: 50, errors },
      ]);
    expect(await levels(10)).toHaveLength(1);
    expect(await levels(9)).toEqual([]);
  });
});

describe('Little’s law', () => {
  // 200 requests a second of 500 ms need 100 users.
  const law = (users: number, rest: Partial<Stretch> = {}, manifest: Manifest = {}): Promise<Finding[]> =>
    found('littles-law', [{ users, seconds: 20, rate: 200, ms: 500, ...rest }], manifest);
  const closed = (thinkMs: number): Manifest => ({
    scenarios: [{ id: 'load', loadModel: 'closed', parameters: { thinkMs } }],
  });

  it('is violated by 10% fewer users, within the half per cent of a histogram', async () => {
    const [few] = await law(88);
    const values = few!.evidence.map(({ value }) => value);
    expect(values[0]).toBe(200);
    expect(Math.abs(Number(values[1]) / 500 - 1)).toBeLessThan(0.005);
    expect([await law(91), await law(130)]).toEqual([[], []]);
  });

  it('is violated by 10% more users too if their think time is stated', async () => {
    // 200 requests a second of 500 ms and as much of thinking: 200 users.
    expect([await law(200, {}, closed(500)), await law(218, {}, closed(500))]).toEqual([[], []]);
    const [many] = await law(225, {}, closed(500));
    expect(many!.evidence[2]).toMatchObject({ label: 'Stated think time', value: 500 });
    expect(await law(178, {}, closed(500))).toHaveLength(1);
  });

  it('needs 10 seconds, 200 requests and 20 response times', async () => {
    expect(await law(50, { seconds: 10, ms: 480 })).toHaveLength(1);
    expect(await law(50, { seconds: 10, ms: 520 })).toEqual([]);
    expect(await law(50, { seconds: 9, ms: 400 })).toEqual([]);
    expect(await law(5, { seconds: 20, rate: 10, ms: 950 })).toHaveLength(1);
    expect(await law(5, { seconds: 20, rate: 9, ms: 950 })).toEqual([]);
  });

  it('looks at the longest time with the same number of users', async () => {
    const [few] = await found('littles-law', [
      { users: 300, seconds: 8, rate: 200, ms: 500 },
      { users: 80, seconds: 25, rate: 200, ms: 500 },
      { users: 300, seconds: 6, rate: 200, ms: 500 },
    ]);
    expect(few!.window).toMatchObject({ startSeconds: 8, endSeconds: 33 });
  });
});

describe('coordinated omission', () => {
  /** A pause of so many seconds in two minutes; the last request before it takes all of it. */
  async function paused(
    seconds: number,
    {
      rate = 20,
      during = 0,
      total = 120,
      users = NaN,
    }: { rate?: number; during?: number; total?: number; users?: number } = {},
  ): Promise<Finding[]> {
    const recorder = new Recorder();
    const series = recorder.requests('load', 'read');
    for (let second = 0; second <= total; second++) {
      const isPause = second >= 10 && second < 10 + seconds;
      const count = isPause ? during : rate;
      for (let i = 0; i < count; i++)
        series.add(startMs + 1_000 * (second + i / count), 10, null, isPause ? users : 10);
    }
    series.add(startMs + 9_990, 1_000 * seconds + 1_500, null, 10);
    return findingsOf('coordinated-omission', { digests: [await recorder.digest()] });
  }

  it('is more than 1% of the time and 20 requests', async () => {
    const [found] = await paused(2);
    expect(found!.evidence[0]!.value).toBeCloseTo(2 / 120, 12);
    expect(found!.title).toContain('about 40 are missing');
    expect(await paused(2, { rate: 10 })).toHaveLength(1);
    expect(await paused(2, { rate: 10, during: 1 })).toEqual([]);
    expect(await paused(1, { rate: 40, total: 100 })).toEqual([]);
    expect(await paused(1, { rate: 40, total: 99 })).toHaveLength(1);
  });

  it('is seen in slices with less than half the usual starts, 10 or more', async () => {
    expect(await paused(4, { during: 9 })).toHaveLength(1);
    expect(await paused(4, { during: 10 })).toEqual([]);
    expect(await paused(5, { rate: 9 })).toEqual([]);
  });

  it('is seen in 20 seconds', async () => {
    expect(await paused(3, { total: 20 })).toHaveLength(1);
    expect(await paused(3, { total: 19 })).toEqual([]);
  });
});
