import { describe, expect, it } from 'vitest';
import { readArtilleryV2, artilleryV2Schema } from '../../../../src/ingest/formats/artillery/artillery-v2.ts';
import type { RawFile } from '../../../../src/ingest/files/raw-file.ts';
import { FileAccount } from '../../../../src/ingest/record/file-account.ts';
import { Recorder } from '../../../../src/ingest/record/recorder.ts';
import type { EndpointDigest } from '../../../../src/model/documents/digest.ts';

interface Report {
  counters?: Readonly<Record<string, number>>;
  intermediate?: readonly object[];
  [more: string]: unknown;
}

/** Reads a report of 10 s with these counters. */
function read({ counters = {}, intermediate = [], ...aggregate }: Report): Recorder {
  const recorder = new Recorder();
  const file = { notUtf8: null } as Partial<RawFile> as RawFile;
  const report = {
    aggregate: { counters, firstMetricAt: 1_000, lastMetricAt: 11_000, ...aggregate },
    intermediate,
  };
  readArtilleryV2(
    artilleryV2Schema.parse(report),
    recorder,
    new FileAccount(file, 'artillery-json', 'Artillery'),
  );
  return recorder;
}

const rowsOf = async (report: Report): Promise<readonly EndpointDigest[]> =>
  (await read(report).digest()).endpoints;

const plugin = 'plugins.metrics-by-endpoint';
const ofA = { [`${plugin}./a.codes.200`]: 6 };

describe('the time of an Artillery report', () => {
  it('is between its first and its last metric, or counter where no metric has a time', async () => {
    const seconds = async (times: Report): Promise<number | null> =>
      (await read({ counters: { 'http.requests': 10 }, ...times }).digest()).durationSeconds;
    expect(await seconds({})).toBe(10);
    const counted = { firstCounterAt: 2_000, lastCounterAt: 6_000 };
    expect(await seconds({ firstMetricAt: undefined, lastMetricAt: undefined, ...counted })).toBe(4);
    expect(await seconds({ ...counted })).toBe(10);
  });

  it('gives a rate, also where it is shorter than a second', async () => {
    const rate = async (times: Report): Promise<number | null | undefined> =>
      (await rowsOf({ counters: { 'http.requests': 10 }, ...times }))[0]?.reportedRequestsPerSecond;
    expect([await rate({}), await rate({ lastMetricAt: 1_500 })]).toEqual([1, 20]);
  });

  it('gives none where a bound is missing or both are the same', async () => {
    for (const times of [
      { firstMetricAt: undefined },
      { lastMetricAt: undefined },
      { lastMetricAt: 1_000 },
    ]) {
      const [row] = await rowsOf({ counters: { 'http.requests': 10 }, ...times });
      expect(row).toMatchObject({ count: 10, reportedRequestsPerSecond: null });
    }
    const unstarted = read({ counters: { 'http.requests': 10 }, firstMetricAt: undefined });
    expect([unstarted.startedAtMs, unstarted.durationSeconds]).toEqual([null, null]);
  });
});

describe('the response times of successes', () => {
  const okOf = async (codes: Readonly<Record<string, number>>): Promise<unknown> => {
    const [row] = await rowsOf({
      counters: { 'http.requests': 10, ...codes },
      summaries: { 'http.response_time': { mean: 5 }, 'http.response_time.2xx': { mean: 4 } },
    });
    return row?.latencyOk;
  };

  it('are those of status 2xx, unknown where there were redirects', async () => {
    expect(await okOf({ 'http.codes.200': 8, 'http.codes.500': 2 })).toMatchObject({ mean: 4 });
    expect(await okOf({ 'http.codes.200': 8, 'http.codes.302': 2 })).toBeNull();
  });
});

describe('requests of no endpoint', () => {
  const restOf = async (counters: Readonly<Record<string, number>>): Promise<unknown[]> =>
    (await rowsOf({ counters: { ...ofA, ...counters } }))
      .filter(({ endpoint }) => endpoint !== '/a')
      .map(({ endpoint, count, errors }) => [endpoint, count, errors]);

  it('are a row of their own', async () => {
    expect(await restOf({ 'http.requests': 10 })).toEqual([['(other endpoints)', 4, 0]]);
    expect(await restOf({ 'http.requests': 7 })).toEqual([['(other endpoints)', 1, 0]]);
  });

  it('are no row where all belong to an endpoint, or fewer were counted', async () => {
    expect(await restOf({ 'http.requests': 6 })).toEqual([]);
    expect(await restOf({ 'http.requests': 5 })).toEqual([]);
  });

  it('may all have failed', async () => {
    expect(await restOf({ 'http.requests': 10, 'errors.ETIMEDOUT': 4 })).toEqual([
      ['(other endpoints)', 4, 4],
    ]);
    expect(await restOf({ 'http.requests': 10, 'errors.ETIMEDOUT': 1 })).toEqual([
      ['(other endpoints)', 4, 1],
    ]);
  });

  it('are no row where their failures are fewer than none or more than they are', async () => {
    expect(await restOf({ 'http.requests': 10, 'errors.ETIMEDOUT': 5 })).toEqual([]);
    expect(await restOf({ 'http.requests': 10, [`${plugin}./a.errors.ETIMEDOUT`]: 1 })).toEqual([]);
  });
});

describe('the endpoints of the plugin', () => {
  it('have a rate each, and count what was never answered', async () => {
    const [row] = await rowsOf({
      counters: {
        'http.requests': 9,
        'http.codes.200': 6,
        'errors.ETIMEDOUT': 3,
        ...ofA,
        [`${plugin}./a.errors.ETIMEDOUT`]: 3,
      },
    });
    expect(row).toMatchObject({ endpoint: '/a', count: 9, errors: 3, reportedRequestsPerSecond: 0.9 });
  });

  it('have no row for a counter that names no endpoint', async () => {
    const counters = { 'http.requests': 6, ...ofA, [`${plugin}.total`]: 3 };
    expect((await rowsOf({ counters })).map(({ endpoint }) => endpoint)).toEqual(['/a']);
  });

  it('may have a name of one character', async () => {
    const counters = { 'http.requests': 6, [`${plugin}.a.codes.200`]: 6 };
    expect((await rowsOf({ counters })).map(({ endpoint }) => endpoint)).toEqual(['a']);
  });

  it('may stand under another name of the plugin, beside those under its own', async () => {
    const rows = await rowsOf({
      counters: { 'http.requests': 10, ...ofA, 'mine./b.codes.200': 4 },
      summaries: { 'mine.response_time./b': { mean: 7 }, 'http.response_time.4xx': { mean: 9 } },
    });
    expect(rows.map(({ endpoint, count }) => [endpoint, count])).toEqual([
      ['/b', 4],
      ['/a', 6],
    ]);
    expect(rows[0]?.latency).toMatchObject({ mean: 7 });
  });
});

describe('the course of an Artillery report', () => {
  it('has a point for each period that has a time', () => {
    const { timeline } = read({
      counters: { 'http.requests': 10 },
      intermediate: [
        {
          counters: {},
          period: '5000',
          rates: { 'http.request_rate': 3 },
          histograms: { 'http.response_time': { median: 8, p95: 20 } },
        },
        { counters: {}, rates: { 'http.request_rate': 4 } },
      ],
    });
    expect(timeline).toEqual([
      {
        scenario: null,
        endpoint: '*',
        atMs: 5_000,
        requestsPerSecond: 3,
        errorsPerSecond: null,
        users: null,
        p50: 8,
        p95: 20,
      },
    ]);
  });
});
