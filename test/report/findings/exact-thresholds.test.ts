import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Digest } from '../../../src/model/documents/digest.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { cpuEverySecond, findingsOf, startMs } from './make-load.ts';

/** What docs/findings.md says: each rule just where it begins to apply, and one step before. */

interface Part {
  endpoint?: string;
  scenario?: string;
  count: number;
  ms: number;
  error?: string;
  /** Milliseconds between two starts. */
  every?: number;
  users?: number;
}

async function digestOf(...parts: readonly Part[]): Promise<Digest> {
  const recorder = new Recorder();
  for (const {
    endpoint = 'read',
    scenario = 'load',
    count,
    ms,
    error = null,
    every = 100,
    users = NaN,
  } of parts) {
    const series = recorder.requests(scenario, endpoint);
    for (let i = 0; i < count; i++) series.add(startMs + i * every, ms, error, users);
  }
  return recorder.digest();
}

async function found(rule: string, ...parts: readonly Part[]): Promise<Finding[]> {
  return findingsOf(rule, { digests: [await digestOf(...parts)] });
}

describe('errors faster than successes', () => {
  const failing = (failures: number, successes: number, failMs = 5): Promise<Finding[]> =>
    found('fast-errors', { count: failures, ms: failMs, error: '503' }, { count: successes, ms: 200 });

  it('are 20 at least', async () => {
    expect(await failing(20, 80)).toHaveLength(1);
    expect(await failing(19, 81)).toEqual([]);
  });

  it('are 5% at least', async () => {
    expect(await failing(20, 380)).toHaveLength(1);
    expect(await failing(20, 381)).toEqual([]);
  });

  it('take at most half as long, within the half per cent of a histogram', async () => {
    expect(await failing(50, 50, 98)).toHaveLength(1);
    expect(await failing(50, 50, 102)).toEqual([]);
  });

  it('are severe from a quarter on, and come with both percentiles', async () => {
    // The 95th percentile of all is 200 ms too: three quarters of the requests take that long.
    const [most] = await failing(100, 300);
    expect(most).toMatchObject({
      severity: 'high',
      title: expect.stringContaining('take 5\u00a0ms') as string,
    });
    const values = most!.evidence.map(({ value }) => Number(value));
    expect(values[0]).toBe(0.25);
    for (const value of values.slice(1)) expect(Math.abs(value - 200)).toBeLessThan(1);
    expect((await failing(99, 301))[0]!.severity).toBe('medium');
  });
});

describe('a dominating error', () => {
  const errors = (...counts: readonly number[]): Promise<Finding[]> =>
    found('dominating-error', ...counts.map((count, i) => ({ count, ms: 20, error: `status ${500 + i}` })), {
      count: 400,
      ms: 20,
    });

  it('is counted against all errors of the scenario', async () => {
    const [most] = await errors(40, 10);
    expect(most!.evidence.slice(0, 2).map(({ value }) => value)).toEqual([40, 50]);
  });
});

describe('a load generator short of its load', () => {
  const sent = async (count: number, every: number, requestsPerSecond: number): Promise<Finding[]> =>
    findingsOf('short-of-load', {
      digests: [await digestOf({ count, ms: 20, every })],
      manifest: { scenarios: [{ id: 'load', loadModel: 'open', parameters: { requestsPerSecond } }] },
    });
  const active = async (users: number, loadModel: 'closed' | 'open' = 'closed'): Promise<Finding[]> =>
    findingsOf('short-of-load', {
      digests: [await digestOf({ count: 200, ms: 20, users })],
      manifest: { scenarios: [{ id: 'load', loadModel, users: 20 }] },
    });

  it('sent less than 95% by more than three standard deviations of random arrivals', async () => {
    // The last second is cut off: 900 requests in 90 s. 900 + 3 x 30 = 990 are 95% of 90 x 11.579.
    const [short] = await sent(910, 100, 11.58);
    expect(short!.evidence.map(({ value }) => value)).toEqual([11.58, 10, 10 / 11.58]);
    expect(await sent(910, 100, 11.57)).toEqual([]);
  });

  it('sent 100 requests at least, or nothing is known', async () => {
    // The last second, with a tenth of them, is cut off.
    expect(await sent(110, 100, 100)).toHaveLength(1);
    expect(await sent(100, 100, 100)).toEqual([]);
  });

  it('had fewer than 90% of its users', async () => {
    expect(await active(18)).toEqual([]);
    expect(await active(17)).toHaveLength(1);
    expect(await active(17, 'open')).toEqual([]);
  });
});

describe('processors', () => {
  const busy = (readings: number, high: number, percent = 90): Promise<Finding[]> =>
    findingsOf('cpu-bound', {
      cpu: cpuEverySecond(readings, (t) => (t < high ? percent : 70)),
      cpuScale: 'host',
    });
  const loaded = async (total: number, cores: number): Promise<number> => {
    const cpu = cpuEverySecond(
      20,
      () => total,
      () => Array.from({ length: cores }, () => total / cores),
    );
    return (await findingsOf('cpu-bound', { cpu, cpuScale: 'core' })).length;
  };

  it('are busy in half of 10 readings at least, from 90% on', async () => {
    expect(await busy(10, 5)).toHaveLength(1);
    expect(await busy(10, 4)).toEqual([]);
    expect(await busy(9, 9)).toEqual([]);
    expect(await busy(10, 10, 89.9)).toEqual([]);
  });

  it('are several, where 100% is one', async () => {
    expect([await loaded(180, 2), await loaded(179, 2), await loaded(95, 1)]).toEqual([1, 0, 0]);
  });
});

describe('one busy core', () => {
  const pinned = async (
    busy: number,
    others: readonly number[],
    readings = 10,
    high = readings,
  ): Promise<number> => {
    const cores = (t: number): number[] => [t < high ? busy : 50, ...others];
    const total = (t: number): number => cores(t).reduce((sum, one) => sum + one, 0) / (others.length + 1);
    const cpu = cpuEverySecond(readings, total, cores);
    return (await findingsOf('single-core-bound', { cpu, cpuScale: 'host' })).length;
  };
  const process = async (percents: readonly number[]): Promise<number> =>
    (await findingsOf('single-core-bound', { cpu: cpuEverySecond(percents.length, (t) => percents[t]!) }))
      .length;

  it('is at 90% in half of 10 readings while all together are below 75%', async () => {
    // 90 + 59 = 149 of 200% are 74.5%; with 60 they are 75%.
    expect([await pinned(90, [59]), await pinned(90, [60])]).toEqual([1, 0]);
    expect([await pinned(89.9, [10]), await pinned(90, [10], 9)]).toEqual([0, 0]);
    expect([await pinned(95, [10], 10, 5), await pinned(95, [10], 10, 4)]).toEqual([1, 0]);
  });

  it('is one of a process that is above 110% in at most 5% of the readings', async () => {
    const at = (above: number, rest: number): number[] => [
      ...Array<number>(above).fill(111),
      ...Array<number>(20 - above).fill(rest),
    ];
    expect([await process(at(1, 90)), await process(at(2, 90)), await process(at(0, 110))]).toEqual([
      1, 0, 1,
    ]);
    expect(await process(at(0, 89))).toBe(0);
  });
});
