import { describe, expect, it } from 'vitest';
import type { Digest, EndpointDigest, LatencyDigest } from '../../../src/model/documents/digest.ts';
import { gather, type GatheredEndpoint, type GatheredScenario } from '../../../src/report/measure/gather.ts';

const latency = (rest: Partial<LatencyDigest>): LatencyDigest => ({
  source: 'exact',
  relativeError: 0,
  count: 10,
  min: 12,
  max: 90,
  mean: 33.3,
  m2: 1,
  reportedStddev: null,
  quantiles: null,
  histogram: { zero: 0, buckets: [300, 10] },
  ...rest,
});

const row = (endpoint: string, rest: Partial<EndpointDigest>): EndpointDigest => ({
  scenario: 'web',
  endpoint,
  count: 10,
  errors: 1,
  errorTypes: [],
  latency: null,
  latencyOk: null,
  latencyFailed: null,
  firstStartMs: null,
  lastEndMs: null,
  reportedRequestsPerSecond: null,
  slices: null,
  maxUsers: null,
  ...rest,
});
/** Ten requests from 0 to 5 s. */
const sampled = (endpoint: string, rest: Partial<EndpointDigest> = {}): EndpointDigest =>
  row(endpoint, { latency: latency({}), firstStartMs: 0, lastEndMs: 5_000, ...rest });
const printed = (endpoint: string, rest: Partial<EndpointDigest> = {}): EndpointDigest =>
  row(endpoint, { latency: latency({ source: 'reported', histogram: null }), ...rest });

interface File {
  readonly endpoints?: readonly EndpointDigest[];
  readonly pooled?: readonly EndpointDigest[];
  readonly transactions?: readonly EndpointDigest[];
  readonly refused?: number;
  readonly durationSeconds?: number;
}

const file = (
  name: string,
  { endpoints = [], pooled = [], transactions = [], refused = 0, durationSeconds }: File,
): Digest =>
  ({
    endpoints,
    pooled,
    transactions,
    sources: [{ file: name, refused: { count: refused, first: [] } }],
    startedAtMs: 0,
    durationSeconds: durationSeconds ?? null,
    isRelativeTime: false,
  }) as unknown as Digest;

const only = (...digests: readonly Digest[]): GatheredScenario => {
  const [scenario, ...others] = gather(digests);
  if (scenario === undefined || others.length > 0) throw new Error('one scenario was expected');
  return scenario;
};
const shown = (rows: readonly GatheredEndpoint[]): unknown[] =>
  rows.map(({ digest, files, rejected }) => [digest.endpoint, digest.count, files, rejected]);

describe('samples of a scenario', () => {
  it('of one endpoint in several files are one, with the rows that each file rejected', () => {
    const { endpoints } = only(
      file('a', { endpoints: [sampled('pay')], refused: 2 }),
      file('b', { endpoints: [sampled('pay'), sampled('read')], refused: 3 }),
    );
    expect(shown(endpoints)).toEqual([
      ['pay', 20, ['a', 'b'], 5],
      ['read', 10, ['b'], 3],
    ]);
  });

  it('are pooled where each file has a pooled row of samples', () => {
    const pooled = only(
      file('a', { endpoints: [sampled('pay')], pooled: [sampled('*', { count: 30 })] }),
    ).pooled;
    expect(pooled && shown([pooled])).toEqual([['*', 30, ['a'], 0]]);
    const printedPool = file('a', { endpoints: [sampled('pay')], pooled: [printed('*')] });
    expect(only(printedPool).pooled).toBeNull();
    expect(only(file('a', { endpoints: [sampled('pay')] })).pooled).toBeNull();
  });

  it('of several scenarios are apart', () => {
    const all = gather([file('a', { endpoints: [sampled('pay'), sampled('pay', { scenario: null })] })]);
    expect(all.map(({ id, endpoints }) => [id, endpoints.length])).toEqual([
      ['web', 1],
      ['', 1],
    ]);
  });

  it('count alone: what a tool printed of them is only compared', () => {
    const { endpoints, doubles, total } = only(
      file('a', { endpoints: [sampled('pay')], pooled: [sampled('*')] }),
      file('b', { endpoints: [printed('pay', { count: 11 }), printed('*', { count: 12 })] }),
    );
    expect(shown(endpoints)).toEqual([['pay', 10, ['a'], 0]]);
    expect(total.count).toBe(10);
    const pairs = doubles.map((one) => [one.printed.digest.count, one.counted?.digest.endpoint]);
    expect(pairs).toEqual([
      [11, 'pay'],
      [12, '*'],
    ]);
  });

  it('count beside other requests that a tool printed', () => {
    const { endpoints, doubles, total, pooled } = only(
      file('a', { endpoints: [sampled('pay')], pooled: [sampled('*')] }),
      file('b', { endpoints: [printed('read', { count: 7, latency: null })], durationSeconds: 5 }),
    );
    expect(shown(endpoints)).toEqual([
      ['pay', 10, ['a'], 0],
      ['read', 7, ['b'], 0],
    ]);
    expect([total.count, doubles, pooled]).toEqual([17, [], null]);
  });

  it('are the requests of a printed row under another name, if count, extremes and mean agree', () => {
    const of = (rest: Partial<EndpointDigest>): unknown =>
      only(file('a', { endpoints: [sampled('pay')] }), file('b', { endpoints: [printed('all', rest)] })).total
        .count;
    expect(of({})).toBe(10);
    expect(of({ count: 11 })).toBe(21);
    const two = file('b', { endpoints: [printed('all'), printed('some')] });
    expect(only(file('a', { endpoints: [sampled('pay')] }), two).total.count).toBe(30);
  });

  it('that distinguish no endpoints are all requests', () => {
    const { total } = only(
      file('a', { endpoints: [sampled('*')] }),
      file('b', { endpoints: [printed('all', { count: 9 })] }),
    );
    expect(total.count).toBe(10);
  });

  it('without times have the rate that the tool printed for as many requests', () => {
    const samples = sampled('*', { firstStartMs: null, lastEndMs: null, errors: null });
    const of = (count: number): unknown => {
      const summary = printed('*', { count, errors: 3, reportedRequestsPerSecond: 4 });
      const { total, failures } = only(
        file('a', { endpoints: [samples] }),
        file('b', { endpoints: [summary], durationSeconds: 2.5 }),
      );
      return [total.requestsPerSecond, total.durationSeconds, total.isReportedRate, failures.errors];
    };
    // 10 requests at 4/s take 2.5 s.
    expect(of(10)).toEqual([4, 2.5, true, 3]);
    expect(of(12)).toEqual([null, null, undefined, 3]);
  });

  it('that know their failures need none of a summary', () => {
    const { failures } = only(
      file('a', { endpoints: [sampled('pay')] }),
      file('b', { endpoints: [printed('pay', { errors: 5 })] }),
    );
    expect(failures.errors).toBe(1);
  });
});

describe('results that tools printed of a scenario', () => {
  it('have a pooled row only if they are of one test', () => {
    const one = file('a', { endpoints: [printed('pay'), printed('*', { count: 30 })] });
    expect(shown(only(one).endpoints)).toEqual([['pay', 10, ['a'], 0]]);
    expect(only(one).pooled?.digest.count).toBe(30);
    expect(only(one, file('b', { endpoints: [printed('read')] })).pooled).toBeNull();
    expect(only(file('a', { endpoints: [printed('*')] })).endpoints).toHaveLength(1);
    const twoTotals = file('a', { endpoints: [printed('*'), printed('*')] });
    expect(only(twoTotals).pooled).toBeNull();
  });

  it('lose no request to rejected rows', () => {
    const { endpoints, pooled } = only(file('a', { endpoints: [printed('pay'), printed('*')], refused: 4 }));
    expect([endpoints[0]?.rejected, pooled?.rejected]).toEqual([0, 0]);
  });

  it('have rates of their own if each endpoint has a test of its own', () => {
    const rated = (name: string): EndpointDigest => printed(name, { reportedRequestsPerSecond: 5 });
    const rates = (...digests: readonly Digest[]): unknown =>
      only(...digests).ownRates?.map(({ digest }) => digest.endpoint);
    const [pay, read] = [file('a', { endpoints: [rated('pay')] }), file('b', { endpoints: [rated('read')] })];
    expect(rates(pay, read)).toEqual(['pay', 'read']);
    expect(rates(pay)).toBeUndefined();
    expect(rates(pay, file('b', { endpoints: [printed('read')] }))).toEqual(['pay']);
    expect(rates(pay, file('b', { endpoints: [rated('*')] }))).toEqual(['pay']);
    expect(
      rates(file('a', { endpoints: [printed('pay')] }), file('b', { endpoints: [printed('read')] })),
    ).toBe(undefined);
    expect(rates(file('a', { endpoints: [rated('pay'), rated('read')] }))).toBeUndefined();
    const active = { ...file('a', { endpoints: [rated('pay'), rated('read')] }), activeSeconds: 3 };
    expect(rates(active)).toEqual(['pay', 'read']);
  });
});

describe('transactions of a scenario', () => {
  it('are those of samples, merged by name, else those that tools printed', () => {
    const pay = sampled('pay');
    const of = (...digests: readonly Digest[]): unknown[] => shown(only(...digests).transactions);
    const journey = file('b', { endpoints: [pay], transactions: [sampled('journey')], refused: 2 });
    const printedOnly = file('c', { endpoints: [pay], transactions: [printed('journey', { count: 3 })] });
    expect(of(journey, file('a', { endpoints: [pay], transactions: [sampled('journey')] }))).toEqual([
      ['journey', 20, ['b', 'a'], 2],
    ]);
    expect(of(journey, printedOnly)).toEqual([['journey', 10, ['b'], 2]]);
    expect(of(printedOnly)).toEqual([['journey', 3, ['c'], 0]]);
  });
});
