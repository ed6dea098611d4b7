import { describe, expect, it } from 'vitest';
import { latencyDigest } from '../../../src/ingest/record/latency-digest.ts';
import { Tally } from '../../../src/ingest/record/tally.ts';
import type { EndpointDigest, LatencyDigest } from '../../../src/model/documents/digest.ts';
import type { Objective } from '../../../src/model/documents/objective.ts';
import type { GatheredEndpoint, GatheredScenario } from '../../../src/report/measure/gather.ts';
import { objectiveCounts } from '../../../src/report/targets/objective-counts.ts';

/** Times of 10, 20, 30 ... ms. */
function times(count: number, limits: readonly number[] = []): LatencyDigest | null {
  const tally = new Tally({ left: 0 });
  for (let i = 1; i <= count; i++) tally.add(10 * i);
  return latencyDigest([tally], limits);
}

const row = (endpoint: string, rest: Partial<EndpointDigest> = {}, rejected = 0): GatheredEndpoint => ({
  digest: {
    endpoint,
    count: 10,
    errors: 2,
    latency: null,
    latencyOk: null,
    ...rest,
  } as unknown as EndpointDigest,
  files: [`${endpoint}.csv`],
  rejected,
});
const scenario = (id: string, parts: Partial<GatheredScenario>): GatheredScenario =>
  ({ id, endpoints: [], pooled: null, transactions: [], ...parts }) as unknown as GatheredScenario;
const counted = (of: object, ...scenarios: readonly GatheredScenario[]): unknown[] =>
  objectiveCounts([{ id: 'o', ...of } as unknown as Objective], scenarios);

describe('requests that an objective counts', () => {
  it('are bad if they failed', () => {
    expect(counted({}, scenario('web', { endpoints: [row('a'), row('b', { errors: 3 })] }))).toEqual([
      { objective: 'o', counted: { count: 20, least: 5, most: 5 }, scenarios: ['web'], leftOut: [] },
    ]);
  });

  it('may be bad if they were rejected', () => {
    expect(counted({}, scenario('web', { endpoints: [row('a', {}, 4)] }))).toMatchObject([
      { counted: { count: 10, least: 2, most: 6 } },
    ]);
  });

  it('are bad if they took longer than the limit', () => {
    // 8 successes of 10 to 80 ms, 5 of them within 50 ms: 2 failures and 3 slow ones.
    const latencyOk = times(8, [50]);
    const web = scenario('web', { endpoints: [row('a', { latencyOk })] });
    expect(counted({ withinMs: 50 }, web)).toMatchObject([{ counted: { count: 10, least: 5, most: 5 } }]);
    // Without a count of that limit, the bucket around 40 ms is not clear: it may be within 39.95 ms or not.
    expect(counted({ withinMs: 39.95 }, web)).toMatchObject([{ counted: { least: 6, most: 7 } }]);
  });

  it('may be bad if they succeeded without a time', () => {
    // 5 of 6 timed successes are within 50 ms, 2 more successes have no time.
    const web = scenario('web', { endpoints: [row('a', { latencyOk: times(6, [50]) })] });
    expect(counted({ withinMs: 50 }, web)).toMatchObject([{ counted: { count: 10, least: 3, most: 5 } }]);
  });

  it('are timed as a whole where none failed', () => {
    const latency = times(10, [50]);
    const of = (errors: number | null): unknown =>
      counted({ withinMs: 50 }, scenario('web', { endpoints: [row('a', { errors, latency })] }));
    expect(of(0)).toMatchObject([{ counted: { count: 10, least: 5, most: 5 } }]);
    const why = 'successful requests have no single response times';
    expect(of(1)).toMatchObject([
      { counted: null, scenarios: [], leftOut: [{ scenario: 'web', files: ['a.csv'], why }] },
    ]);
  });

  it('are left out without failures, counts or single times', () => {
    const why = (rest: Partial<EndpointDigest>, withinMs?: number): unknown =>
      counted({ withinMs }, scenario('web', { endpoints: [row('a', rest)] }));
    const unknown = [{ counted: null, leftOut: [{ why: 'a tool reports no number of failures' }] }];
    expect(why({ errors: null })).toMatchObject(unknown);
    expect(why({ count: null })).toMatchObject(unknown);
    expect(why({ errors: null }, 50)).toMatchObject(unknown);
    const untimed = [{ leftOut: [{ why: 'successful requests have no single response times' }] }];
    expect(why({}, 50)).toMatchObject(untimed);
    const known = times(8);
    expect(why({ latencyOk: known && { ...known, histogram: null } }, 50)).toMatchObject(untimed);
    expect(why({ latencyOk: known && { ...known, count: null } }, 50)).toMatchObject(untimed);
  });

  it('name what is left out once for each scenario and reason, with its files', () => {
    const lost = [row('a', { errors: null }), row('b', { errors: null }), row('c')];
    expect(counted({}, scenario('web', { endpoints: lost }))).toMatchObject([
      { counted: { count: 10 }, scenarios: ['web'], leftOut: [{ files: ['a.csv', 'b.csv'] }] },
    ]);
  });
});

describe('the requests that an objective is about', () => {
  const web = scenario('web', {
    endpoints: [row('a'), row('b', { count: 20 })],
    pooled: row('*', { count: 30 }),
    transactions: [row('b', { count: 7 }), row('journey', { count: 5 })],
  });
  const count = (of: object, ...scenarios: readonly GatheredScenario[]): unknown =>
    (counted(of, ...scenarios) as { counted: { count: number } }[])[0]?.counted.count;

  it('are those of all endpoints, or of the one it names', () => {
    expect([count({}, web), count({ endpoint: '*' }, web)]).toEqual([30, 30]);
    expect([count({ endpoint: 'a' }, web), count({ endpoint: 'b' }, web)]).toEqual([10, 20]);
    expect(count({ endpoint: 'journey' }, web)).toBe(5);
    expect(counted({ endpoint: 'other' }, web)).toEqual([]);
  });

  it('are the pooled ones only without endpoints', () => {
    const pooled = row('*', { count: 30 });
    expect(count({}, scenario('web', { endpoints: [row('*', { count: 30 })], pooled }))).toBe(30);
    expect(count({}, scenario('web', { endpoints: [row('a'), row('*')], pooled }))).toBe(10);
    expect(counted({}, scenario('web', {}))).toEqual([]);
  });

  it('are of load, unless the objective names a scenario', () => {
    const setup = scenario('setup', { endpoints: [row('login', { count: 3 })] });
    expect(count({}, web, setup)).toBe(30);
    expect(count({ scenario: 'setup' }, web, setup)).toBe(3);
    expect(counted({ scenario: 'other' }, web, setup)).toEqual([]);
  });
});
