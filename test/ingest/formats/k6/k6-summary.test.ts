import { describe, expect, it } from 'vitest';
import { recordK6Summary } from '../../../../src/ingest/formats/k6/k6-summary.ts';
import type { K6Summary } from '../../../../src/ingest/formats/k6/k6-values.ts';
import type { RawFile } from '../../../../src/ingest/files/raw-file.ts';
import { FileAccount } from '../../../../src/ingest/record/file-account.ts';
import { Recorder } from '../../../../src/ingest/record/recorder.ts';
import type { Digest } from '../../../../src/model/documents/digest.ts';

type Trends = Record<string, Record<string, number>>;
type Counters = Record<string, number | { count: number; rate: number | null }>;

interface Parts {
  readonly trends?: Trends;
  readonly counters?: Counters;
  readonly rates?: Record<string, readonly [matches: number, total: number]>;
  readonly gauges?: Record<string, { value: number; min: number | null; max: number | null }>;
  readonly thresholds?: K6Summary['thresholds'];
  readonly durationSeconds?: number | null;
}

const raw = {
  notUtf8: null,
  path: 'summary.json',
  bytes: 0,
  head: { json: {} },
  sha256: () => Promise.resolve(''),
} as unknown as RawFile;

/** The digest of a summary of 100 requests in 10 s, with its warnings. */
async function digestOf(parts: Parts): Promise<{ digest: Digest; warnings: string[]; targets: unknown[] }> {
  const { trends = {}, counters = { http_reqs: 100 }, rates = {}, gauges = {}, thresholds = [] } = parts;
  const recorder = new Recorder();
  const account = new FileAccount(raw, 'k6-summary', 'k6');
  recordK6Summary(
    {
      trends: new Map(Object.entries(trends)),
      counters: new Map(
        Object.entries(counters).map(([name, of]) => [
          name,
          typeof of === 'number' ? { count: of, rate: null } : of,
        ]),
      ),
      rates: new Map(Object.entries(rates).map(([name, [matches, total]]) => [name, { matches, total }])),
      gauges: new Map(Object.entries(gauges)),
      times: new Set(),
      thresholds,
      durationSeconds: parts.durationSeconds === undefined ? 10 : parts.durationSeconds,
    },
    recorder,
    account,
  );
  const source = await account.source();
  return {
    digest: await recorder.digest(),
    warnings: source.warnings.map(({ message }) => message),
    targets: [...(source.toolTargets ?? [])],
  };
}

const rows = ({ endpoints }: Digest): unknown[] =>
  endpoints.map(({ endpoint, count, errors }) => [endpoint, count, errors]);

describe('all requests of a k6 summary', () => {
  it('have count, rate, errors and percentiles by whichever name', async () => {
    const { digest } = await digestOf({
      trends: {
        http_req_duration: { 'p(0)': 1, 'p(100)': 90, avg: 20, 'p(50)': 15, 'p(90.0)': 40, 'p(99.90)': 80 },
        'http_req_duration{expected_response:true}': { min: 2, max: -1, avg: 0 },
      },
      rates: { http_req_failed: [4, 100] },
    });
    expect(digest).toMatchObject({ durationSeconds: 10 });
    expect(digest.endpoints).toMatchObject([
      {
        endpoint: '*',
        count: 100,
        errors: 4,
        reportedRequestsPerSecond: 10,
        latency: { min: 1, max: 90, mean: 20, count: 100 },
        // A negative time is none, 0 is one.
        latencyOk: { min: 2, max: null, mean: 0, count: 96 },
      },
    ]);
    expect(digest.endpoints[0]?.latency?.quantiles?.map(({ p, value }) => [p, value])).toEqual([
      [0.5, 15],
      [0.9, 40],
      [0.999, 80],
    ]);
  });

  it('took as long as their count and rate say, if no duration is stated', async () => {
    const of = async (rate: number | null): Promise<unknown> =>
      (await digestOf({ counters: { http_reqs: { count: 100, rate } }, durationSeconds: null })).digest
        .durationSeconds;
    // 100 / 8 = 12.5 s; 100 / 7 = 14.2857 s, to the millisecond.
    expect([await of(8), await of(7), await of(0), await of(null)]).toEqual([12.5, 14.286, null, null]);
  });

  it('have no rate without one and without a duration', async () => {
    const of = async (durationSeconds: number | null): Promise<unknown> =>
      (await digestOf({ durationSeconds })).digest.endpoints[0]?.reportedRequestsPerSecond;
    expect([await of(null), await of(0), await of(20)]).toEqual([null, null, 5]);
  });

  it('have no times if there were none', async () => {
    const { digest } = await digestOf({
      counters: { http_reqs: 0 },
      trends: { http_req_duration: { avg: 0, max: 0 } },
    });
    expect(digest.endpoints).toMatchObject([{ count: 0, latency: null, latencyOk: null }]);
  });

  it('vary in users if fewer than nine in ten of the most were there for a second', async () => {
    const of = async (min: number | null, max: number | null): Promise<unknown> => {
      const { digest } = await digestOf({ gauges: { vus: { value: 1, min, max } } });
      const [row] = digest.endpoints;
      return [row?.maxUsers, row?.usersVary];
    };
    expect(await of(17, 20)).toEqual([20, true]);
    expect(await of(18, 20)).toEqual([20, undefined]);
    expect(await of(null, 20)).toEqual([20, undefined]);
    expect(await of(3, null)).toEqual([null, undefined]);
  });
});

describe('parts of a k6 summary', () => {
  const part = (name: string): string => `http_req_duration{name:${name}}`;
  const counted = (name: string): string => `http_reqs{name:${name}}`;
  const trends = { http_req_duration: { avg: 5 }, [part('a')]: { avg: 4 }, [part('b')]: { avg: 6 } };

  it('are endpoints if they add up to no more than all, with the rest as one more', async () => {
    const of = async (a: number, b: number): Promise<unknown> =>
      rows(
        (await digestOf({ trends, counters: { http_reqs: 100, [counted('a')]: a, [counted('b')]: b } }))
          .digest,
      );
    expect(await of(60, 30)).toEqual([
      ['a', 60, null],
      ['b', 30, null],
      ['(other endpoints)', 10, null],
    ]);
    expect(await of(60, 40)).toEqual([
      ['a', 60, null],
      ['b', 40, null],
    ]);
    // Sub-metrics may overlap.
    expect(await of(60, 41)).toEqual([['*', 100, null]]);
  });

  it('leave the errors that are not theirs to the rest, if all are known', async () => {
    const of = async (rates: Parts['rates'] = {}): Promise<unknown> =>
      rows(
        (
          await digestOf({
            trends,
            rates,
            counters: { http_reqs: 100, [counted('a')]: 60, [counted('b')]: 30 },
          })
        ).digest,
      ).at(-1);
    const [a, b] = ['http_req_failed{name:a}', 'http_req_failed{name:b}'];
    expect(await of({ http_req_failed: [9, 100], [a]: [4, 60], [b]: [3, 30] })).toEqual([
      '(other endpoints)',
      10,
      2,
    ]);
    expect(await of({ http_req_failed: [6, 100], [a]: [4, 60], [b]: [3, 30] })).toEqual([
      '(other endpoints)',
      10,
      0,
    ]);
    expect(await of({ http_req_failed: [9, 100], [a]: [4, 60] })).toEqual(['(other endpoints)', 10, null]);
    expect(await of({ [a]: [4, 60], [b]: [3, 30] })).toEqual(['(other endpoints)', 10, null]);
  });

  it('without counts are transactions beside all requests', async () => {
    const { digest } = await digestOf({ trends });
    expect(rows(digest)).toEqual([['*', 100, null]]);
    expect(digest.transactions.map(({ endpoint }) => endpoint)).toEqual(['a', 'b']);
  });

  it('of names are preferred to those of scenarios', async () => {
    const scenario = 'http_req_duration{scenario:peak}';
    const scenarios = await digestOf({
      trends: { [scenario]: { avg: 5 } },
      counters: { http_reqs: 100, 'http_reqs{scenario:peak}': 100 },
    });
    expect(scenarios.digest.endpoints).toMatchObject([{ scenario: 'peak', endpoint: '*', count: 100 }]);
    const names = await digestOf({
      trends: { [scenario]: { avg: 5 }, [part('a')]: { avg: 5 } },
      counters: { http_reqs: 100, 'http_reqs{scenario:peak}': 100, [counted('a')]: 100 },
    });
    expect(rows(names.digest)).toEqual([['a', 100, null]]);
  });

  it('by any other tag are left out', async () => {
    const { digest } = await digestOf({
      trends: { 'http_req_duration{status:200,name:a}': { avg: 5, count: 3 } },
    });
    expect([rows(digest), digest.transactions]).toEqual([[['*', 100, null]], []]);
  });

  it('of groups are transactions', async () => {
    const { digest } = await digestOf({
      trends: { 'group_duration{group:::pay::card}': { avg: 50, count: 7 }, group_duration: { avg: 9 } },
    });
    expect(digest.transactions).toMatchObject([{ endpoint: 'pay::card', count: 7, latency: { mean: 50 } }]);
  });
});

describe('what k6 says of its own test', () => {
  it('warns of iterations that it dropped', async () => {
    const dropped = async (count: number): Promise<string[]> =>
      (await digestOf({ counters: { http_reqs: 100, dropped_iterations: count } })).warnings;
    expect(await dropped(0)).toEqual([]);
    expect(await dropped(1)).toEqual([expect.stringContaining('k6 dropped 1 iteration,')]);
  });

  it('names up to ten thresholds that failed', async () => {
    const failed = (count: number): K6Summary['thresholds'] =>
      Array.from({ length: count }, (_, i) => ({ text: `t${i}: avg<1`, isMet: false }));
    const met = { text: 'ok: avg<9', isMet: true };
    const ofTen = await digestOf({ thresholds: [met, ...failed(10)] });
    expect(ofTen.targets).toHaveLength(11);
    expect(ofTen.warnings[0]).toMatch(/^Thresholds of the script failed: t0: avg<1; .*; t9: avg<1\.$/);
    const ofTwelve = await digestOf({ thresholds: failed(12) });
    expect(ofTwelve.warnings[0]).toMatch(/; t9: avg<1; and 2 more\.$/);
    expect((await digestOf({ thresholds: [met] })).warnings).toEqual([]);
  });
});
