import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRawFile } from '../../../src/ingest/files/raw-file.ts';
import { psrecordLog } from '../../../src/ingest/formats/psrecord-log.ts';
import { Recorder } from '../../../src/ingest/record/recorder.ts';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText, inspectTexts } from '../inspect-text.ts';

// Expected values are those that the texts show.
const raw = (file: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/raw', file), 'utf8');
const codes = ({ files }: Inspection): string[] =>
  files.flatMap(({ warnings }) => warnings.map(({ code }) => code));

describe('benchmarks', () => {
  it('benchee: memory in bytes', async () => {
    const { measures } = await inspectText(raw('benchee/out.txt').replace('625 KB', '624 B '));
    expect(measures[0]).toMatchObject({ value: 624, unit: 'bytes' });
  });

  it('criterion: a sample without time is named by its place', async () => {
    const folder = 'criterion/parse/new';
    const sample = { sampling_mode: 'Linear', iters: [1, 0, 4], times: [1_000, 5, 8_000] };
    const { files, endpoints } = await inspectTexts({
      'benchmark.json': raw(`${folder}/benchmark.json`),
      'sample.json': JSON.stringify(sample),
    });
    const refused = files.flatMap((file) => file.refused.first);
    expect(refused).toEqual([{ line: 2, reason: 'sample 2 has no time or no iterations' }]);
    expect(endpoints).toMatchObject([{ count: 2, latencyMs: { min: 0.001, max: 0.002 } }]);
  });

  it('Google Benchmark CSV: an error is none that was skipped', async () => {
    const text = raw('google-benchmark/skipped.csv').replace('false,"no device"', 'true,"no device"');
    const found = await inspectText(text);
    expect(found.endpoints.map(({ endpoint }) => endpoint)).toEqual(['BM_Push']);
    expect(codes(found)).toContain('failed-benchmarks');
    expect(codes(await inspectFixture('google-benchmark/skipped.csv'))).not.toContain('failed-benchmarks');
    const fine = raw('google-benchmark/skipped.csv')
      .replace(',,,"no device"', ',')
      .replace(',ms,,,,,', ',ms,,,,false,');
    expect((await inspectText(fine)).endpoints.map(({ endpoint }) => endpoint)).toEqual(['BM_Push']);
  });

  it('PHPBench: a parameter without a value, and a benchmark without a class', async () => {
    const dump = raw('phpbench/dump.xml');
    const names = async (text: string): Promise<string[]> =>
      (await inspectText(text)).endpoints.map(({ endpoint }) => endpoint);
    const list = dump.replace('value="10" type="integer"', 'type="collection"');
    expect((await names(list))[0]).toBe('App\\SortBench::benchSort');
    expect((await names(dump.replace(' class="\\App\\SortBench"', '')))[0]).toBe('::benchSort (n=10)');
  });

  it('PHPBench: only parameters are parameters', async () => {
    const dump = raw('phpbench/dump.xml').replace(
      '<iteration time-net="2000"',
      '<iteration value="7" time-net="2000"',
    );
    expect((await inspectText(dump)).endpoints[0]?.endpoint).toBe('App\\SortBench::benchSort (n=10)');
  });

  it('JMH: single calls are no batches', async () => {
    const results = JSON.parse(raw('jmh/modes.json')) as { mode: string; primaryMetric: object }[];
    const averages = results.find(({ mode }) => mode === 'avgt');
    const of = async (mode: string, rawData: number[][]): Promise<string[]> => {
      const primaryMetric = { ...averages?.primaryMetric, rawData };
      return codes(await inspectText(JSON.stringify([{ ...averages, mode, primaryMetric }])));
    };
    expect(await of('avgt', [[5, 6]])).toEqual(['batched-samples']);
    expect(await of('avgt', [[5]])).toEqual([]);
    expect(await of('ss', [[5, 6]])).toEqual([]);
  });
});

describe('resources', () => {
  it('mprof: blank lines are no foreign ones', async () => {
    const lines = raw('mprof/functions.dat').trimEnd().split('\n');
    const { files } = await inspectText(lines.join('\n\n\n'));
    expect(files[0]?.format).toBe('mprof');
  });

  it('psutil: single cores are those of the machine, also beside the memory of a process', async () => {
    const { cpu } = await inspectText(
      'timestamp,cpu0,cpu1,rss_mb\n2026-11-20T10:00:00Z,20,60,5\n2026-11-20T10:00:01Z,40,80,5\n',
    );
    expect(cpu).toMatchObject([{ scale: 'host', averagePercent: 50, peakPercent: 60, cores: 2 }]);
  });

  it('psutil: a time that cannot be read is named whole', async () => {
    const { files } = await inspectText(
      'timestamp,cpu_percent,rss_mb\n2026-11-20T10:00:00Z,20,60\nnoon,40,80\n',
    );
    expect(files[0]?.refused.first[0]?.reason).toContain('got "noon"');
  });

  it('kubectl top: a long reading is cut where it is named', async () => {
    const { files } = await inspectText(
      `NAMESPACE   NAME    CPU(cores)   MEMORY(bytes)\nshop        api-1   250m         178Mi\nshop        api-2   ${'9'.repeat(50)}x   178Mi\n`,
    );
    expect(files[0]?.refused.first[0]?.reason).toBe(
      `CPU must be cores such as 250m, got "${'9'.repeat(40)}"`,
    );
  });

  it('iostat: times without a zone are named', async () => {
    expect(codes(await inspectFixture('sysstat/iostat.txt'))).toContain('no-time-zone');
    const zoned = raw('sysstat/iostat.txt').replace(
      /^11\/20\/26 10:00:0(\d)$/gm,
      '2026-11-20T10:00:0$1+0000',
    );
    const found = await inspectText(zoned);
    expect([found.startedAt, codes(found)]).toEqual(['2026-11-20T10:00:01.000Z', ['since-boot']]);
  });

  it('Prometheus: a series of nothing but NaN has no mean', async () => {
    const values = [[1_796_000_000, 'NaN']];
    const result = [{ metric: { __name__: 'queue_length' }, values }];
    const { measures } = await inspectText(
      JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }),
    );
    expect(measures).toEqual([]);
  });
});

describe('psrecord', () => {
  it('has memory at the same moments as CPU', async () => {
    const recorder = new Recorder();
    const file = await openRawFile(join(import.meta.dirname, '../../fixtures/raw/psrecord/activity.log'));
    await psrecordLog.read([file], recorder, { timeZone: null, startedAtMs: 1_000_000 });
    const moments = [1_000_000, 1_001_000, 1_002_000];
    expect(recorder.cpuReadings.map(({ atMs }) => atMs)).toEqual(moments);
    expect(recorder.memoryReadings.map(({ atMs }) => atMs)).toEqual(moments);
  });
});

describe('what is recorded', () => {
  it('has parameters where a tool states them', async () => {
    const recorder = new Recorder();
    expect('parameters' in (await recorder.digest())).toBe(false);
    const values = { size: '10' };
    recorder.parameters.push({ endpoint: 'sort', values });
    expect((await recorder.digest()).parameters).toEqual([{ endpoint: 'sort', values }]);
  });

  it('has no row of a series without requests', async () => {
    const recorder = new Recorder();
    recorder.adopt(recorder.detached(null, 'never called'), 'requests');
    const called = recorder.detached(null, 'called');
    called.add(0, 5, null, NaN);
    recorder.adopt(called, 'requests');
    expect((await recorder.digest()).endpoints.map(({ endpoint }) => endpoint)).toEqual(['called']);
  });

  it('has room for 1,000 endpoints with requests', async () => {
    const recorder = new Recorder();
    for (let i = 0; i < 1_000; i++) recorder.adopt(recorder.detached(null, `never called ${i}`), 'requests');
    recorder.requests(null, 'called').add(0, 5, null, NaN);
    expect((await recorder.digest()).endpoints.map(({ endpoint }) => endpoint)).toEqual(['called']);
  });
});
