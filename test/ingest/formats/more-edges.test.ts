import { describe, expect, it } from 'vitest';
import { bytesOfStream } from '../../../src/ingest/files/stream-bytes.ts';
import { headBytes } from '../../../src/ingest/files/file-bytes.ts';
import { agreeing, sumOrNull, totalOf, type Test } from '../../../src/ingest/record/test-totals.ts';
import { reportedEndpoint } from '../../../src/ingest/record/reported-row.ts';
import { inspectText } from '../inspect-text.ts';

describe('columns in an unusual order', () => {
  it('docker stats: any of them may come first', async () => {
    for (const text of [
      'mem,cpu,container\n100MiB / 2GiB,10.00%,api\n',
      'cpu,mem,container\n10.00%,100MiB / 2GiB,api\n',
      'container,mem,cpu\napi,100MiB / 2GiB,10.00%\n',
      '\ncontainer;mem;cpu\napi;100MiB / 2GiB;10.00%\n',
      'container\tmem\tcpu\napi\t100MiB / 2GiB\t10.00%\n',
    ]) {
      const { files, memory, cpu } = await inspectText(text);
      expect(files[0], text).toMatchObject({ format: 'docker-stats-csv', rows: 1 });
      expect(memory).toMatchObject([{ operation: 'api', peakMb: 100 }]);
      expect(cpu).toMatchObject([{ peakPercent: 10 }]);
    }
  });

  it('newman: 0 ms is a time, and less than nothing is none', async () => {
    const one = (responseTime: number): string =>
      JSON.stringify({
        collection: {},
        run: { executions: [{ item: { name: 'a' }, response: { code: 200, responseTime } }] },
      });
    expect((await inspectText(one(0))).endpoints).toMatchObject([
      { endpoint: 'a', count: 1, latencyMs: { max: 0 } },
    ]);
    expect((await inspectText(one(-1))).files[0]?.error).not.toBeNull();
  });

  it('hyperfine: a row counts, and one without a mean is rejected', async () => {
    const { files, endpoints } = await inspectText(
      'command,mean,stddev,median,user,system,min,max\ntrue,0.001,0.0001,0.001,0,0,0.0009,0.002\nfalse,x,0,0,0,0,0,0\n',
    );
    expect(files[0]).toMatchObject({
      format: 'hyperfine-csv',
      rows: 2,
      refused: { count: 1, first: [{ line: 3 }] },
    });
    expect(endpoints).toMatchObject([{ endpoint: 'true', latencyMs: { mean: 1, min: 0.9, max: 2 } }]);
  });
});

describe('the last byte of a stream', () => {
  const open = async (...chunks: readonly string[]): Promise<number | undefined> => {
    async function* all(): AsyncGenerator<Uint8Array, void, void> {
      for (const chunk of chunks) {
        await Promise.resolve();
        yield Buffer.from(chunk);
      }
    }
    return (await bytesOfStream(all(), () => false)).last();
  };

  it('is that of its last chunk, or of its only one', async () => {
    const long = `${'a'.repeat(headBytes)}b`;
    expect(await open('a,b\n1,2\n')).toBe(0x0a);
    expect(await open(long)).toBe(0x62);
    expect(await open(long, 'c\n')).toBe(0x0a);
    expect(await open(long, 'c\n', '')).toBe(0x0a);
  });
});

describe('totals', () => {
  const of = (count: number, durationSeconds: number): Test => ({
    endpoints: [
      reportedEndpoint({ endpoint: '*', count, errors: 0, latency: null, requestsPerSecond: null }),
    ],
    whole: null,
    times: { startedAtMs: null, durationSeconds, isRelativeTime: false },
  });

  it('of one request have a rate, of none they have not', () => {
    expect(totalOf([of(1, 2)]).requestsPerSecond).toBe(0.5);
    expect(totalOf([of(0, 2)]).requestsPerSecond).toBeNull();
    expect(totalOf([of(5, 0)]).requestsPerSecond).toBeNull();
  });

  it('are known only if all parts are', () => {
    expect([sumOrNull([]), sumOrNull([1, null]), sumOrNull([0, 0]), sumOrNull([1, 2])]).toEqual([
      null,
      null,
      0,
      3,
    ]);
  });

  it('agree within half a percent; else the rate without failed requests, or the duration, is another', () => {
    const total = {
      count: 1_000,
      errors: 100,
      requestsPerSecond: 100,
      durationSeconds: 10,
      isWithoutClock: false,
    };
    expect(agreeing(total)).toEqual(total);
    const within = { ...total, requestsPerSecond: 100.49 };
    expect(agreeing(within)).toEqual(within);
    // 90 a second over 10 s are the 900 that succeeded.
    expect(agreeing({ ...total, requestsPerSecond: 90 })).toMatchObject({
      requestsPerSecond: 100,
      durationSeconds: 10,
    });
    expect(agreeing({ ...total, requestsPerSecond: 50 })).toMatchObject({
      requestsPerSecond: 50,
      durationSeconds: 20,
    });
    expect(agreeing({ ...total, requestsPerSecond: 90, errors: null })).toMatchObject({
      requestsPerSecond: 90,
    });
    for (const part of [{ count: 0 }, { count: null }, { requestsPerSecond: 0 }, { durationSeconds: null }])
      expect(agreeing({ ...total, ...part })).toEqual({ ...total, ...part });
  });
});
