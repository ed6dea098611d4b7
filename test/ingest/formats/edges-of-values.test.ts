import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRawFile } from '../../../src/ingest/files/raw-file.ts';
import { hdrHlog } from '../../../src/ingest/formats/hdr-hlog.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import { inspectText } from '../inspect-text.ts';

// Expected values are those that the texts show.

describe('values of benchmarks', () => {
  it('Catch2: a benchmark without a mean is rejected by its name', async () => {
    const result = (name: string, mean: string): string =>
      `<BenchmarkResults name="${name}" samples="100">${mean}</BenchmarkResults>`;
    const { files, endpoints } = await inspectText(
      `<?xml version="1.0"?>\n<Catch2TestRun><TestCase name="all">\n${result('sum', '<mean value="100"/>')}\n${result('cut', '')}\n</TestCase></Catch2TestRun>`,
    );
    expect(files[0]).toMatchObject({ format: 'catch2-xml', rows: 2, refused: { count: 1 } });
    expect(files[0]?.refused.first).toEqual([
      { line: 4, reason: 'the benchmark "cut" has no mean: the file is incomplete' },
    ]);
    expect(endpoints.map(({ endpoint }) => endpoint)).toEqual(['sum']);
  });

  it('Bencher: one measure of one benchmark is a file', async () => {
    const { files, endpoints } = await inspectText('{"parse":{"latency":{"value":3000000}}}');
    expect(files[0]).toMatchObject({ format: 'bencher-bmf', rows: 1 });
    expect(endpoints).toMatchObject([{ endpoint: 'parse', latencyMs: { mean: 3 } }]);
  });

  it('hyperfine: 0 s is a time, and less than nothing is none', async () => {
    const one = (times: string): string =>
      `{"results":[{"command":"true","mean":0.001,"user":0,"times":[${times}]}]}`;
    const { endpoints } = await inspectText(one('0, 0.002'));
    expect(endpoints).toMatchObject([{ endpoint: 'true', count: 2, latencyMs: { min: 0, max: 2 } }]);
    expect((await inspectText(one('0.001, -0.002'))).files[0]).toMatchObject({
      rows: 1,
      refused: { count: 1 },
    });
  });
});

describe('values over time', () => {
  it('k6: a time before 1970 or after the year 2999 is none', async () => {
    const row = (timestamp: string): string =>
      `http_req_duration,${timestamp},12.5,GET,a,200,http://svc.test/a\n`;
    const { files, endpoints } = await inspectText(
      `metric_name,timestamp,metric_value,method,name,status,url\n${row('1795168800')}${row('-5')}${row('1795168801')}`,
    );
    expect(files[0]).toMatchObject({ format: 'k6-csv', refused: { count: 1, first: [{ line: 3 }] } });
    expect(files[0]?.refused.first[0]?.reason).toContain('"-5"');
    expect(endpoints).toMatchObject([{ count: 2 }]);
  });

  it('HdrHistogram: each interval of a log with a clock is a point in time', async () => {
    const recorder = new Recorder();
    const file = await openRawFile(join(import.meta.dirname, '../../fixtures/raw/hdr/intervals.hlog'));
    await hdrHlog.read([file], recorder, { timeZone: null, startedAtMs: null });
    const point = (endpoint: string, seconds: number, requestsPerSecond: number): object => ({
      endpoint,
      // 2026-11-20T10:00:00Z
      atMs: (1_795_168_800 + seconds) * 1_000,
      requestsPerSecond,
    });
    expect(recorder.timeline).toMatchObject([
      point('(no tag)', 0, 100),
      point('(no tag)', 1, 100),
      point('pay', 0, 5),
    ]);
  });

  it('psutil: the first column may be the CPU', async () => {
    const { files, cpu } = await inspectText(
      'cpu_percent,timestamp,pid\n10,2026-11-20T10:00:00Z,7\n30,2026-11-20T10:00:01Z,7\n',
    );
    expect(files[0]).toMatchObject({ format: 'psutil-csv', rows: 2 });
    expect(cpu).toMatchObject([{ averagePercent: 20, peakPercent: 30 }]);
  });

  it('psutil: the first column may name the process', async () => {
    const { memory } = await inspectText(
      'name,timestamp,rss_mb\napi,2026-11-20T10:00:00Z,7\ndb,2026-11-20T10:00:01Z,9\n',
    );
    expect(memory.map(({ operation, peakMb }) => [operation, peakMb])).toEqual([
      ['api', 7],
      ['db', 9],
    ]);
  });

  it('mprof: four times the first reading is a process that was starting', async () => {
    const codes = async (second: number): Promise<string[]> => {
      const { files } = await inspectText(
        `CMDLINE python app.py\nMEM 1 1796000000.0\nMEM ${second} 1796000000.1\n`,
      );
      return files.flatMap(({ warnings }) => warnings.map(({ code }) => code));
    };
    expect(await codes(4)).toEqual(['starting-process']);
    expect(await codes(3.9)).toEqual([]);
  });
});
