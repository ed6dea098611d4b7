import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { findingsOf, startMs } from './make-load.ts';

/** What docs/findings.md says of rules about rows of the report: each where it begins to apply, and one step before. */

interface Part {
  endpoint?: string;
  scenario?: string;
  count: number;
  ms?: number;
  /** Milliseconds between two starts. */
  every?: number;
  error?: string;
  users?: number;
}

async function found(rule: string, ...parts: readonly Part[]): Promise<Finding[]> {
  const recorder = new Recorder();
  for (const {
    endpoint = 'read',
    scenario = 'load',
    count,
    ms = 20,
    every = 100,
    error = null,
    users = NaN,
  } of parts) {
    const series = recorder.requests(scenario, endpoint);
    for (let i = 0; i < count; i++) series.add(startMs + i * every, ms, error, users);
  }
  return findingsOf(rule, { digests: [await recorder.digest()] });
}
const severities = (findings: readonly Finding[]): string[] => findings.map(({ severity }) => severity);
const valueOf = ([first]: readonly Finding[], label: string): unknown =>
  first?.evidence.find((one) => one.label === label)?.value;

describe('one type of error', () => {
  const failing = (count: number, all: number, others = 0): Promise<Finding[]> =>
    found(
      'dominating-error',
      { count, error: 'timeout' },
      { count: others, error: 'reset' },
      { count: all - count - others },
    );

  it('dominates 20 errors at least, of a thousandth of the requests', async () => {
    expect(severities(await failing(20, 20_000))).toEqual(['medium']);
    expect(await failing(20, 20_001)).toEqual([]);
    expect(await failing(19, 400)).toEqual([]);
  });

  it('is severe from an error rate of 5% on', async () => {
    expect(severities(await failing(20, 400))).toEqual(['high']);
    expect(severities(await failing(20, 401))).toEqual(['medium']);
  });

  it('is more than half of them at the lower end of the interval', async () => {
    // Wilson 1927: 15 of 20 are 53.1% to 88.8%, 14 of 20 are 48.1% to 85.5%.
    const most = await failing(15, 400, 5);
    expect(most[0]!.title).toBe('75% of the 20 errors are “timeout”');
    expect(valueOf(most, 'Share of all requests')).toBe(15 / 400);
    expect(await failing(14, 400, 6)).toEqual([]);
    expect((await failing(20, 400))[0]!.title).toBe('All 20 errors are “timeout”');
  });
});

describe('many errors', () => {
  const failing = (errors: number, all: number): Promise<Finding[]> => {
    const half = Math.floor(errors / 2);
    // Evenly spread: in bursts they would count as fewer.
    const every = (100 * all) / half;
    return found(
      'many-errors',
      { count: half, error: 'timeout', every },
      { count: errors - half, error: 'reset', endpoint: 'pay', every },
      { count: all - errors },
    );
  };

  it('are 10 at least', async () => {
    expect(await failing(10, 100)).toHaveLength(1);
    expect(await failing(9, 100)).toEqual([]);
  });

  it('are more than 1% at the lower end of the interval', async () => {
    // Wilson 1927: 30 of 2,110 are 1.0% (0.009979) to 2.0%, 30 of 2,100 are 1.0% (0.010027) to 2.0%.
    expect(await failing(30, 2_100)).toHaveLength(1);
    expect(await failing(30, 2_110)).toEqual([]);
  });

  it('are severe from 5% on, and name the endpoint that fails most', async () => {
    const most = await failing(11, 220);
    expect(severities(most)).toEqual(['high']);
    expect(valueOf(most, 'Most affected')).toBe('pay (6 errors)');
    expect(severities(await failing(11, 221))).toEqual(['medium']);
  });
});

describe('a tail', () => {
  const reported = async (p50: number, p99: number, errors = 0, endpoints = ['read']): Promise<Finding[]> => {
    const recorder = new Recorder();
    for (const [i, endpoint] of endpoints.entries())
      recorder.reported({ endpoint, count: 400, errors, latency: { p50, p99: p99 + i } });
    return findingsOf('tail-far-above-median', { digests: [await recorder.digest()] });
  };

  it('is 10 times the median and 100 ms', async () => {
    expect(await reported(10, 100)).toHaveLength(1);
    expect(await reported(10.1, 100)).toEqual([]);
    expect(await reported(5, 99)).toEqual([]);
  });

  it('is not judged where more than a quarter of the requests fail', async () => {
    expect(await reported(10, 100, 100)).toHaveLength(1);
    expect(await reported(10, 100, 101)).toEqual([]);
  });

  it('is listed for the three longest', async () => {
    const four = await reported(10, 100, 0, ['a', 'b', 'c', 'd']);
    expect(four.map(({ endpoint }) => endpoint)).toEqual(['b', 'c', 'd']);
    expect(valueOf(four, 'Endpoints with such a tail')).toBe(4);
    const three = await reported(10, 100, 0, ['a', 'b', 'c']);
    expect([three.length, valueOf(three, 'Endpoints with such a tail')]).toEqual([3, undefined]);
  });
});

describe('an endpoint in two scenarios', () => {
  const timed = (fast: number, slow: number, more: readonly Part[] = []): Promise<Finding[]> =>
    found(
      'uneven-scenarios',
      { scenario: 'alone', count: 100, ms: fast, users: 1 },
      { scenario: 'crowd', count: 100, ms: slow, users: 1 },
      ...more,
    );

  it('is uneven from 3 times and 20 ms on', async () => {
    const [slow] = await timed(10, 30);
    expect(slow).toMatchObject({ scenario: 'crowd', endpoint: 'read', coincides: [] });
    expect([await timed(10, 29), await timed(9, 28)]).toEqual([[], []]);
    expect(await timed(9, 29)).toHaveLength(1);
  });

  it('coincides with the users of both, where they are known and differ', async () => {
    const users = async (there: number, here: number): Promise<readonly string[]> => {
      const [slow] = await found(
        'uneven-scenarios',
        { scenario: 'alone', count: 100, ms: 10, users: here },
        { scenario: 'crowd', count: 100, ms: 30, users: there },
      );
      return slow!.coincides;
    };
    expect(await users(50, 1)).toEqual(['50 users in crowd, 1 in alone']);
    expect([await users(NaN, 1), await users(50, NaN), await users(7, 7)]).toEqual([[], [], []]);
  });

  it('is reported once, with the worst of several', async () => {
    const more = [
      { scenario: 'alone', endpoint: 'pay', count: 100, ms: 10 },
      { scenario: 'crowd', endpoint: 'pay', count: 100, ms: 90 },
    ];
    const slow = await timed(10, 30, more);
    expect(slow.map(({ endpoint }) => endpoint)).toEqual(['pay']);
    expect(valueOf(slow, 'Endpoints affected')).toBe(2);
  });
});

describe('the endpoint that takes most of the time', () => {
  const taking = (...parts: readonly [count: number, ms: number][]): Promise<Finding[]> =>
    found('slowest-by-total-time', ...parts.map(([count, ms], i) => ({ endpoint: `e${i}`, count, ms })));

  it('has half of it with 10 requests, of three endpoints at least', async () => {
    const half = await taking([10, 100], [50, 10], [50, 10]);
    expect(half.map(({ endpoint }) => endpoint)).toEqual(['e0']);
    expect(valueOf(half, 'Share of response time')).toBeCloseTo(0.5, 12);
    expect(valueOf(half, 'Share of requests')).toBeCloseTo(10 / 110, 12);
    expect(await taking([10, 100], [50, 10], [51, 10])).toEqual([]);
    expect(await taking([9, 200], [50, 10], [50, 10])).toEqual([]);
    expect(await taking([10, 100], [50, 10])).toEqual([]);
  });

  it('has it by a fifth more than its share of the requests', async () => {
    // 1200 of 2400 ms by 100 of 220 requests; 1200 of 2390 ms by 100 of 240.
    expect(await taking([100, 12], [60, 10], [60, 10])).toEqual([]);
    expect(await taking([100, 12], [70, 8], [70, 9])).toHaveLength(1);
  });
});
