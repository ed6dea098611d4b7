import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { manyErrors } from '../../../src/report/findings/many-errors.ts';
import type { FindingInput } from '../../../src/report/findings/rule.ts';
import { findingsOf, measuresOf, type LoadSpec } from './make-load.ts';

/** 10 to 60 users, 20 s each; throughput follows them up to `capacity`, and what is beyond waits. */
const staircase = (capacity: number): LoadSpec => {
  const users = (t: number): number => 10 * (1 + Math.min(5, Math.floor(t / 20)));
  return {
    seconds: 120,
    users,
    rate: (t) => Math.min(capacity, users(t)),
    medianMs: ({ t }) => (users(t) <= capacity ? 50 : 50 + (1_000 * (users(t) - capacity)) / capacity),
  };
};

describe('saturation', () => {
  it('is told with its knee, its window and what the median did', async () => {
    const [found, ...others] = await findingsOf('saturation-knee', { loads: [staircase(30)] });
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: 'bottleneck', severity: 'high', scenario: 'load' });
    expect(found!.evidence.slice(0, 2).map(({ value }) => value)).toEqual([30, 60]);
    expect(found!.window!.startSeconds).toBeCloseTo(60, -0.5);
    expect(found!.window!.endSeconds).toBeGreaterThan(115);
  });

  it('reads the steps of the manifest where users were not recorded', async () => {
    const { users, ...load } = staircase(30);
    const steps = [10, 20, 30, 40, 50, 60].map((stated, i) => ({
      users: stated,
      startSeconds: 20 * i,
      durationSeconds: 20,
    }));
    const manifest = { scenarios: [{ id: 'load', steps }] };
    expect(users?.(0)).toBe(10);
    expect(await findingsOf('saturation-knee', { loads: [load] })).toEqual([]);
    expect(await findingsOf('saturation-knee', { loads: [load], manifest })).toHaveLength(1);
  });

  it('is not told while throughput still follows, if less than in proportion', async () => {
    const load = staircase(1_000);
    expect(await findingsOf('saturation-knee', { loads: [load] })).toEqual([]);
    const halved: LoadSpec = { ...load, rate: (t) => 10 + load.users!(t) / 2, medianMs: ({ t }) => 50 + t };
    expect(await findingsOf('saturation-knee', { loads: [halved] })).toEqual([]);
  });

  it('is not told where the generator keeps its rate and users only pile up', async () => {
    const load = { ...staircase(1_000), rate: 30, medianMs: ({ t }: { t: number }) => 50 + 10 * t };
    expect(await findingsOf('saturation-knee', { loads: [load] })).toEqual([]);
  });
});

describe('errors that begin at a load', () => {
  const failing = (from: number, share: number): LoadSpec => ({
    ...staircase(1_000),
    fails: ({ t }, roll) => (10 * (1 + Math.floor(t / 20)) >= from && roll < share ? '503' : null),
  });

  it('are told with the last load without and the first with them', async () => {
    const [found] = await findingsOf('error-onset', { loads: [failing(40, 0.1)] });
    expect(found!.evidence.slice(0, 2).map(({ value }) => value)).toEqual([30, 40]);
    expect(found!.evidence.at(-1)!.value).toBe('503');
    expect(found!.title).toMatch(/^Errors begin at 40 users: \d+(\.\d+)?% .* 0% below$/);
  });

  it('are not told where errors come at every load, or at one in the middle', async () => {
    expect(await findingsOf('error-onset', { loads: [failing(10, 0.1)] })).toEqual([]);
    const middle: LoadSpec = {
      ...staircase(1_000),
      fails: ({ t }, roll) => (t > 60 && t < 80 && roll < 0.1 ? '503' : null),
    };
    expect(await findingsOf('error-onset', { loads: [middle] })).toEqual([]);
  });

  it('are not told below 1%', async () => {
    expect(await findingsOf('error-onset', { loads: [failing(40, 0.004)] })).toEqual([]);
  });
});

describe('a dominating error', () => {
  const mixed = (share: number): LoadSpec => ({
    seconds: 60,
    rate: 30,
    medianMs: 20,
    fails: (_, roll) =>
      roll < 0.1 * share ? 'timeout' : roll < 0.1 ? `status ${500 + (Math.floor(roll * 1_000) % 7)}` : null,
  });

  it('is told with its share', async () => {
    const [found] = await findingsOf('dominating-error', { loads: [mixed(0.8)] });
    expect(found!.title).toContain('“timeout”');
    const [ofType, all] = found!.evidence.map(({ value }) => Number(value)) as [number, number];
    expect(ofType / all).toBeCloseTo(0.8, 0.7);
  });

  it('names the endpoint that it hits most', async () => {
    const load: LoadSpec = {
      ...mixed(1),
      endpoints: ['list', 'pay'],
      fails: ({ endpoint }, roll) => (roll < (endpoint === 'pay' ? 0.3 : 0.1) ? 'timeout' : null),
    };
    const [found] = await findingsOf('dominating-error', { loads: [load] });
    const most = found!.evidence.filter(({ label }) => label === 'Most affected');
    expect(most.map(({ value }) => String(value).replace(/\(.*/, ''))).toEqual(['pay ']);
  });

  it('is not told where its interval reaches down to a half, nor of a few errors, nor without a name', async () => {
    expect(await findingsOf('dominating-error', { loads: [mixed(0.5)] })).toEqual([]);
    expect(await findingsOf('dominating-error', { loads: [{ ...mixed(0.9), seconds: 3 }] })).toEqual([]);
    const nameless = { ...mixed(1), fails: (_: unknown, roll: number) => (roll < 0.1 ? 'failed' : null) };
    expect(await findingsOf('dominating-error', { loads: [nameless] })).toEqual([]);
  });
});

describe('errors faster than successes', () => {
  const quick = (failMs: number, share = 0.2): LoadSpec => ({
    seconds: 60,
    rate: 30,
    medianMs: 200,
    failMs,
    fails: (_, roll) => (roll < share ? '503' : null),
  });

  it('are told with what they do to the percentiles', async () => {
    const [found] = await findingsOf('fast-errors', { loads: [quick(5)] });
    expect(found).toMatchObject({ endpoint: 'read', kind: 'anomaly', severity: 'medium' });
    const of = (label: string): number => Number(found!.evidence.find((one) => one.label === label)!.value);
    expect(of('95th percentile of all requests')).toBeLessThan(of('95th percentile of successful requests'));
  });

  it('are told once, of the endpoint that fails most', async () => {
    for (const most of ['list', 'pay']) {
      const load: LoadSpec = {
        ...quick(5),
        endpoints: ['list', 'pay'],
        fails: ({ endpoint }, roll) => (roll < (endpoint === most ? 0.4 : 0.15) ? '503' : null),
      };
      const found = await findingsOf('fast-errors', { loads: [load] });
      expect(found.map(({ endpoint }) => endpoint)).toEqual([most]);
      expect(found[0]!.evidence.at(-1)).toMatchObject({ label: 'Endpoints affected', value: 2 });
    }
  });

  it('are not told where they take as long, are rare, or few', async () => {
    expect(await findingsOf('fast-errors', { loads: [quick(120)] })).toEqual([]);
    expect(await findingsOf('fast-errors', { loads: [quick(5, 0.03)] })).toEqual([]);
    expect(await findingsOf('fast-errors', { loads: [{ ...quick(5), seconds: 2 }] })).toEqual([]);
  });
});

describe('endpoints', () => {
  const shop = (slowMs: number): LoadSpec => ({
    seconds: 60,
    rate: 30,
    endpoints: ['list', 'pay', 'search'],
    medianMs: ({ endpoint }) => (endpoint === 'pay' ? slowMs : 20),
  });

  it('one that takes most of the time is told, one that takes nearly half is not', async () => {
    const [found] = await findingsOf('slowest-by-total-time', { loads: [shop(120)] });
    expect(found!.endpoint).toBe('pay');
    expect(await findingsOf('slowest-by-total-time', { loads: [shop(36)] })).toEqual([]);
  });

  it('one that only has most of the requests is not', async () => {
    const loads = [{ ...shop(20), pick: (_: number, roll: number) => (roll < 0.8 ? 1 : 0) }];
    expect(await findingsOf('slowest-by-total-time', { loads })).toEqual([]);
  });

  const tail = (slowShare: number, seconds = 60): LoadSpec => {
    let i = 0;
    return { seconds, rate: 30, medianMs: () => (i++ % Math.round(1 / slowShare) === 0 ? 900 : 20) };
  };

  it('a long tail is told, one beyond the 99th percentile or of few requests is not', async () => {
    expect(await findingsOf('tail-far-above-median', { loads: [tail(0.03)] })).toHaveLength(1);
    expect(await findingsOf('tail-far-above-median', { loads: [tail(0.004)] })).toEqual([]);
    expect(await findingsOf('tail-far-above-median', { loads: [tail(0.03, 2)] })).toEqual([]);
  });

  it('a long tail of reported percentiles is told from 368 requests on', async () => {
    const reported = async (count: number): Promise<number> => {
      const recorder = new Recorder();
      recorder.reported({ endpoint: 'read', count, errors: 0, latency: { p50: 20, p99: 900 } });
      return (await findingsOf('tail-far-above-median', { digests: [await recorder.digest()] })).length;
    };
    // 0.99^n <= 0.025 from n = 367.04 on.
    expect(await Promise.all([367, 368].map(reported))).toEqual([0, 1]);
  });

  it('one that is far slower in another scenario is told once, with the users of both', async () => {
    const alone: LoadSpec = { scenario: 'alone', seconds: 60, rate: 20, medianMs: 30, users: () => 1 };
    const crowd: LoadSpec = { ...alone, scenario: 'crowd', medianMs: 300, users: () => 50, seed: 5 };
    const found = await findingsOf('uneven-scenarios', { loads: [alone, crowd] });
    expect(found.map(({ scenario, coincides }) => ({ scenario, coincides }))).toEqual([
      { scenario: 'crowd', coincides: ['50 users in crowd, 1 in alone'] },
    ]);
    const nearly = { ...crowd, medianMs: 80 };
    expect(await findingsOf('uneven-scenarios', { loads: [alone, nearly] })).toEqual([]);
  });
});

describe('a missed target', () => {
  const load: LoadSpec = { seconds: 60, rate: 30, medianMs: 100 };
  const project = (below: number): { targets: [{ id: string; metric: 'response.p95'; below: number }] } => ({
    targets: [{ id: 'fast', metric: 'response.p95', below }],
  });

  it('is told when its whole interval is beyond the bound, not while it contains it', async () => {
    const measures = await measuresOf({ loads: [load] });
    const { lower, upper } = measures.response[0]!.intervals.p95!;
    expect(
      await findingsOf('target-missed', { loads: [load], project: project(lower! * 0.99) }),
    ).toHaveLength(1);
    const within = project((lower! + upper!) / 2);
    expect(await findingsOf('target-missed', { loads: [load], project: within })).toEqual([]);
  });

  it('advises in the plural of requests that have no endpoint', async () => {
    const recorder = new Recorder();
    recorder.reported({ endpoint: '*', count: 600, errors: 0, latency: { mean: 90, p95: 165 } });
    const [found] = await findingsOf('target-missed', {
      digests: [await recorder.digest()],
      project: project(50),
    });
    expect(found!.lookAt).toBe('Find out where the requests spend their time.');
  });
});

describe('many errors', () => {
  const failing = (share: number, type: (roll: number) => string): LoadSpec => ({
    seconds: 60,
    rate: 30,
    medianMs: 20,
    fails: (_, roll) => (roll < share ? type(roll) : null),
  });
  const mixed = (roll: number): string => `status ${500 + (Math.floor(roll * 10_000) % 3)}`;

  it('are told with their types, where none of them dominates', async () => {
    const [found] = await findingsOf('many-errors', { loads: [failing(0.1, mixed)] });
    expect(found).toMatchObject({ severity: 'high', scenario: 'load' });
    expect(found!.evidence.at(-1)!.label).toMatch(/^“status 50[012]”$/);
    expect(await findingsOf('many-errors', { loads: [failing(0.1, () => 'failed')] })).toHaveLength(1);
  });

  it('say of which requests the times are', async () => {
    const measures = await measuresOf({ loads: [failing(0.1, mixed)] });
    const impact = (over: Partial<(typeof measures.response)[number]>): unknown =>
      manyErrors.find({
        measures: { ...measures, response: measures.response.map((row) => ({ ...row, ...over })) },
      } as Partial<FindingInput> as FindingInput)[0]!.impact;
    expect(impact({})).toBe('Response times include the failed requests.');
    expect(impact({ timedCount: 1 })).toBe('Response times are of the answered requests alone.');
    expect(impact({ latencyMs: null })).toBe('No response times of the failing endpoints are known.');
  });

  it('are not told of a rate whose interval contains 1%, or where one type is told already', async () => {
    expect(await findingsOf('many-errors', { loads: [failing(0.01, mixed)] })).toEqual([]);
    expect(await findingsOf('many-errors', { loads: [failing(0.1, () => 'timeout')] })).toEqual([]);
  });
});
