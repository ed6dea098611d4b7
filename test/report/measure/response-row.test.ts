import { describe, expect, it } from 'vitest';
import { latencyDigest } from '../../../src/ingest/record/latency-digest.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { Tally } from '../../../src/ingest/record/tally.ts';
import type { EndpointDigest, LatencyDigest } from '../../../src/model/documents/digest.ts';
import type { GatheredEndpoint } from '../../../src/report/measure/gather.ts';
import {
  batchesOf,
  distributionOf,
  responseRow,
  type RowWishes,
} from '../../../src/report/measure/response-row.ts';

const latencyOf = (values: readonly number[]): LatencyDigest | null => {
  const tally = new Tally({ left: 1_000 });
  for (const value of values) tally.add(value);
  return latencyDigest([tally]);
};

const none: EndpointDigest = {
  scenario: 'load',
  endpoint: 'pay',
  count: null,
  errors: null,
  errorTypes: [],
  latency: null,
  latencyOk: null,
  latencyFailed: null,
  firstStartMs: null,
  lastEndMs: null,
  reportedRequestsPerSecond: null,
  slices: null,
  maxUsers: null,
};
const reported: LatencyDigest = {
  source: 'reported',
  relativeError: null,
  count: 10,
  min: 1,
  max: 90,
  mean: 20,
  m2: null,
  reportedStddev: null,
  quantiles: [{ p: 0.5, value: 15, lower: 12, upper: 18 }],
  histogram: null,
};

const gathered = (digest: Partial<EndpointDigest>): GatheredEndpoint => ({
  digest: { ...none, ...digest },
  files: ['load.csv'],
  rejected: 0,
});
const noWishes: RowWishes = { apdexThresholdMs: undefined, shares: [], judged: [] };
const rowOf = (
  digest: Partial<EndpointDigest>,
  wishes: Partial<RowWishes> = {},
): ReturnType<typeof responseRow> =>
  responseRow(gathered(digest), { label: 'Pay', group: null }, null, { ...noWishes, ...wishes });

describe('a row of response times', () => {
  it('has no intervals without counts', () => {
    expect(rowOf({})).toMatchObject({ intervals: {}, errorInterval: null, effectiveN: {}, apdex: null });
    expect(rowOf({ count: 5 })).toMatchObject({ errorInterval: null, effectiveN: {}, timedCount: null });
    expect(rowOf({ errors: 5 }).errorInterval).toBeNull();
  });

  it('has the interval of its share of errors', () => {
    // scipy: binomtest(0, 100).proportion_ci(0.95, 'wilson') = 0 to 0.0369935.
    const { errorInterval, effectiveN } = rowOf({ count: 100, errors: 0 });
    expect(errorInterval?.lower).toBe(0);
    expect(errorInterval?.upper).toBeCloseTo(0.0369935, 6);
    expect(effectiveN).toEqual({ errors: null });
  });

  it('has the intervals that a tool states, and no others of what it reported', () => {
    const meanBounds = { lower: 19, upper: 21 };
    expect(rowOf({ latency: { ...reported, meanBounds } }).intervals).toEqual({
      mean: meanBounds,
      p50: { lower: 12, upper: 18 },
    });
    expect(rowOf({ latency: reported }).intervals).toEqual({ p50: { lower: 12, upper: 18 } });
    const median = (lower: number | null, upper: number | null): unknown =>
      rowOf({ latency: { ...reported, quantiles: [{ p: 0.5, value: 15, lower, upper }] } }).intervals;
    expect([median(12, null), median(null, 18), median(null, null)]).toEqual([{}, {}, {}]);
    const other = [{ p: 0.9, value: 15, lower: 12, upper: 18 }];
    expect(rowOf({ latency: { ...reported, quantiles: other } }).intervals).toEqual({});
  });

  it('has intervals of its samples', () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    // Ranks 40 and 61 of the median: scipy.stats.binom.ppf(0.025, 100, 0.5), and that of 0.975 plus 1.
    expect(rowOf({ latency: latencyOf(values) }).intervals.p50).toEqual({ lower: 40, upper: 61 });
  });

  it('names percentiles of the project only where it has some', () => {
    expect(rowOf({ latency: reported })).not.toHaveProperty('ownPercentiles');
    expect(rowOf({ latency: reported }, { shares: [0.98] }).ownPercentiles).toMatchObject([
      { share: 0.98, ms: null },
    ]);
    expect(rowOf({ latency: reported })).not.toHaveProperty('reportedBounds');
    expect(rowOf({ latency: reported }, { judged: [0.95] }).reportedBounds).toEqual([
      { share: 0.95, lower: { share: 0.5, ms: 15 }, upper: { share: 1, ms: 90 } },
    ]);
  });

  it('names the unit of the tool only if it is known', () => {
    expect(rowOf({ latency: reported })).not.toHaveProperty('unitMs');
    expect(rowOf({ latency: { ...reported, unitMs: 1_000 } }).unitMs).toBe(1_000);
    expect(rowOf({ latency: reported }).timedCount).toBe(10);
  });
});

describe('the Apdex of a row', () => {
  // Up to 100 ms: 4 requests. Up to 400 ms: 3 more. Slower: 1. Failed: 2 of 10.
  const latencyOk = latencyOf([10, 20, 30, 40, 200, 300, 350, 450]);
  const apdex = (digest: Partial<EndpointDigest>, apdexThresholdMs: number | undefined = 100): unknown =>
    rowOf(digest, { apdexThresholdMs }).apdex;

  it('counts satisfied requests, and half of those up to four times the threshold', () => {
    // (4 + 3 / 2) / 10
    expect(apdex({ count: 10, latencyOk })).toBeCloseTo(0.55, 12);
  });

  it('is unknown without a threshold, a count, requests or the times of successful ones', () => {
    expect(rowOf({ count: 10, latencyOk }).apdex).toBeNull();
    expect(apdex({ count: null, latencyOk })).toBeNull();
    expect(apdex({ count: 0, latencyOk })).toBeNull();
    expect(apdex({ count: 10, latencyOk: null })).toBeNull();
    expect(apdex({ count: 10, latencyOk: reported })).toBeNull();
  });
});

describe('the quantiles of an endpoint in stretches of time', () => {
  it('are those of up to 20 stretches, without empty ones', async () => {
    const recorder = new Recorder();
    const series = recorder.requests('load', 'pay');
    // A second with 1 ms alone, a second without requests, a second in which 1 of 10 takes 1,000 ms.
    for (let i = 0; i < 10; i++) {
      series.add(i * 100, 1, null, NaN);
      series.add(2_000 + i * 100, i === 9 ? 1_000 : 1, null, NaN);
    }
    const [digest] = (await recorder.digest()).endpoints;
    const batches = batchesOf(gathered(digest ?? {}));
    expect(batches).toMatchObject({ scenario: 'load', endpoint: 'pay' });
    expect(batches?.p50.length).toBe(batches?.p95.length);
    expect(Math.max(...(batches?.p50 ?? []))).toBeCloseTo(1, 1);
    expect(Math.max(...(batches?.p95 ?? [])) / 1_000).toBeGreaterThan(0.4);
    expect(Math.min(...(batches?.p95 ?? []))).toBeCloseTo(1, 1);
  });

  it('are unknown without times', () => {
    expect(batchesOf(gathered({}))).toBeNull();
  });
});

describe('the percentile curve of an endpoint', () => {
  const thousands = Array.from({ length: 1_001 }, (_, i) => i);
  const curve = (digest: Partial<EndpointDigest>): readonly { share: number; ms: number }[] | undefined =>
    distributionOf(gathered(digest))?.points;

  it('rises from the minimum to the maximum, denser towards the tail', () => {
    const points = curve({ latency: latencyOf(thousands) }) ?? [];
    // Of 0, 1 ... 1,000 each quantile is 1,000 times its share; the histogram is within 0.5%, or half a sample.
    for (const { share, ms } of points)
      expect(Math.abs(ms - 1_000 * share)).toBeLessThanOrEqual(5 * share + 0.5);
    const shares = points.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([points[0], points.at(-1)]).toEqual([
      { share: 0, ms: 0 },
      { share: 1, ms: 1_000 },
    ]);
    // Beyond 1 - 1 / 1,001 there is only the maximum.
    expect(shares.at(-2)).toBe(0.999);
    for (const share of [0.01, 0.5, 0.9, 0.95, 0.975, 0.99, 0.9975])
      expect(Math.min(...shares.map((one) => Math.abs(one - share)))).toBeLessThan(0.006);
  });

  it('of few samples ends early', () => {
    // 1 - 1 / 4 = 0.75
    expect(curve({ latency: latencyOf([10, 20, 30, 40]) })?.map(({ share }) => share)).toEqual([
      0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 1,
    ]);
  });

  it('does not leave what was really seen', () => {
    const points = curve({ latency: latencyOf([1_003, 1_003, 1_003]) });
    expect(new Set(points?.map(({ ms }) => ms))).toEqual(new Set([1_003]));
  });

  it('is unknown without samples', () => {
    const latency = latencyOf([1, 2, 3]) ?? reported;
    expect(distributionOf(gathered({}))).toBeNull();
    expect(distributionOf(gathered({ latency: reported }))).toBeNull();
    expect(distributionOf(gathered({ latency: { ...latency, count: null } }))).toBeNull();
    expect(distributionOf(gathered({ latency: { ...latency, min: null } }))).toBeNull();
    expect(distributionOf(gathered({ latency: { ...latency, max: null } }))).toBeNull();
  });
});
