import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { Slices } from '../../../src/ingest/record/slices.ts';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';

// Expected values are those of the tables below; sums and rates are calculated by hand.
const read = async (...rows: readonly string[]): Promise<Inspection> => inspectText([...rows, ''].join('\n'));

describe('a JTL file without an outcome column', () => {
  const rows = (header: string, ...codes: readonly string[]): Promise<Inspection> =>
    read(header, ...codes.map((code, i) => `176363280${i}000,10,Pay,${code}`));

  it('has failed requests by their code', async () => {
    const found = await rows(
      'timeStamp,elapsed,label,responseCode',
      '200',
      '302',
      '404',
      '500',
      'Non HTTP response code',
    );
    expect(found.endpoints).toMatchObject([{ count: 5, errors: 3 }]);
  });

  it('does not know them without a code either', async () => {
    const found = await read('timeStamp,elapsed,label', '1763632800000,10,Pay', '1763632801000,20,Pay');
    expect(found.endpoints).toMatchObject([{ count: 2, errors: null, latencyMs: { min: 10, max: 20 } }]);
  });
});

describe('a table of psutil', () => {
  const peak = async (column: string, value: number): Promise<number | null | undefined> =>
    (await read(`timestamp,${column},cpu_percent`, `1763632800,${value},10`, `1763632801,${value},20`))
      .memory[0]?.peakMb;

  it('has memory in the unit of its column', async () => {
    expect(await peak('memory_mb', 3)).toBe(3);
    expect(await peak('memory_gb', 3)).toBe(3_072);
    expect(await peak('memory_kb', 2_048)).toBe(2);
    expect(await peak('memory_bytes', 3 * 2 ** 20)).toBe(3);
  });
});

describe('an interval log of HdrHistogram', () => {
  const histogram = (...ms: readonly number[]): string => {
    const one = build({ bitBucketSize: 64, numberOfSignificantValueDigits: 3, autoResize: true });
    for (const value of ms) one.recordValue(value * 1_000);
    return encodeIntoCompressedBase64(one);
  };

  it('adds up intervals, counted from the base time', async () => {
    const found = await read(
      '#[BaseTime: 1763632800.000 (seconds since epoch)]',
      `0.000,1.000,20.000,${histogram(10, 20)}`,
      `1.000,1.000,40.000,${histogram(30, 40)}`,
    );
    expect(found.files[0]).toMatchObject({ format: 'hdr-hlog', rows: 2 });
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-11-20T10:00:00.000Z', 2]);
    const [row] = found.endpoints;
    expect(row).toMatchObject({ endpoint: '*', count: 4, errors: null, requestsPerSecond: 2 });
    expect(row!.latencyMs).toMatchObject({ source: 'histogram', relativeError: 0.001 });
    expect(row!.latencyMs!.mean! / 25).toBeCloseTo(1, 2);
    expect(row!.latencyMs!.max! / 40).toBeCloseTo(1, 2);
    expect(row!.latencyMs!.p50! / 20).toBeCloseTo(1, 2);
  });

  it('may have absolute starts, or starts since an unknown moment', async () => {
    const absolute = await read(`1763632800.500,2.000,20.000,${histogram(10, 20)}`);
    expect([absolute.startedAt, absolute.durationSeconds]).toEqual(['2025-11-20T10:00:00.500Z', 2]);
    const unknown = await read(`5.500,2.000,20.000,${histogram(10, 20)}`);
    expect([unknown.startedAt, unknown.durationSeconds]).toEqual([null, 2]);
    const started = await read(
      '#[StartTime: 1763632800.000 (seconds since epoch)]',
      `5.500,2.000,20.000,${histogram(10, 20)}`,
    );
    expect(started.startedAt).toBe('2025-11-20T10:00:05.500Z');
  });

  it('has an endpoint for each tag, and rejects what is no interval', async () => {
    const found = await read(
      `Tag=pay,0.000,1.000,20.000,${histogram(20)}`,
      `Tag=list,0.000,1.000,10.000,${histogram(10, 10)}`,
      `0.000,1.000,10.000,${histogram(10)}`,
      `Tag=pay,x,1.000,20.000,${histogram(20)}`,
      'Tag=pay,0.000,1.000,20.000,HISTFAAA',
    );
    expect(found.endpoints.map(({ endpoint, count }) => [endpoint, count]).toSorted()).toEqual([
      ['(no tag)', 1],
      ['list', 2],
      ['pay', 1],
    ]);
    expect(found.files[0]!.refused.first).toEqual([
      { line: 4, reason: 'a line must have start, length and maximum as numbers, and a histogram' },
      { line: 5, reason: 'the histogram cannot be decoded' },
    ]);
  });
});

describe('samples of k6 without a metric that says which failed', () => {
  const point = (tags: object, value = 100, second = 1): string =>
    JSON.stringify({
      metric: 'http_req_duration',
      type: 'Point',
      data: {
        time: `2026-11-20T10:00:0${second}.000Z`,
        value,
        tags: { name: 'cart', method: 'GET', ...tags },
      },
    });

  it('failed by their status, or by the code of an error', async () => {
    const found = await read(
      point({ status: '200' }),
      point({ status: '399' }),
      point({ status: '400' }),
      point({ status: '0' }),
      point({ status: '200', error_code: '1050' }),
    );
    expect(found.endpoints).toMatchObject([{ count: 5, errors: 3 }]);
  });
});

describe('a history of Locust', () => {
  it('has the rate of each second from its totals', async () => {
    const header =
      'Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size';
    const row = (second: number, count: number): string =>
      `${1_763_632_800 + second},5,,Aggregated,0,0,${Array<string>(11).fill('40').join(',')},${count},0,40,41.0,12.5,60.0,800.0`;
    const found = await inspectTexts({
      'shop_stats_history.csv': [header, row(0, 0), row(1, 10), row(3, 50), ''].join('\n'),
    });
    expect([found.startedAt, found.durationSeconds]).toEqual(['2025-11-20T10:00:00.000Z', 3]);
    expect(found.total).toMatchObject({ count: 50, errors: 0 });
    expect(found.endpoints).toMatchObject([{ endpoint: '*', latencyMs: { mean: 41, min: 12.5, max: 60 } }]);
  });
});

describe('slices of time', () => {
  it('are a second wide and aligned to the epoch, and widen past 256 of them', () => {
    const slices = new Slices();
    for (const [ms, failed] of [
      [999, false],
      [1_000, true],
      [1_999, false],
      [5_500, false],
    ] as const)
      slices.add(ms, 10, failed, 3);
    const digest = slices.digest()!;
    expect([digest.originMs, digest.widthMs]).toEqual([0, 1_000]);
    expect(digest.items.map(({ index, count, errors, users }) => [index, count, errors, users])).toEqual([
      [0, 1, 0, 3],
      [1, 2, 1, 3],
      [5, 1, 0, 3],
    ]);
    const widths = (count: number): [number, number] => {
      const many = new Slices();
      for (let i = 0; i < count; i++) many.add(i * 1_000, 10, false, NaN);
      const found = many.digest()!;
      return [found.widthMs, found.items.length];
    };
    expect([widths(256), widths(257), widths(513)]).toEqual([
      [1_000, 256],
      [2_000, 129],
      [4_000, 129],
    ]);
    expect(new Slices().digest()).toBeNull();
  });
});
