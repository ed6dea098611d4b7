import { expect, test } from 'vitest';
import type { EndpointRow, Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';

/** Expected figures are worked out by hand from the fixtures, whose numbers are round for that. */
const codes = ({ files }: Inspection): string[] =>
  files.flatMap((file) => file.warnings.map(({ code }) => code));

function row({ endpoints }: Inspection, endpoint: string): EndpointRow {
  return endpoints.find((one) => one.endpoint === endpoint)!;
}

/** [name, unit, direction, value, n] of each measure. */
const measures = ({ measures: all }: Inspection): unknown[] =>
  all.map(({ name, unit, direction, value, n }) => [name, unit, direction, value, n]);

test('Google Benchmark: repetitions are samples, aggregates are read only without them', async () => {
  const found = await inspectFixture('google-benchmark/run.json');
  expect(found.files[0]).toMatchObject({
    format: 'google-benchmark-json',
    toolVersion: 'v1.9.0',
    rows: 11,
    refused: { count: 0 },
  });
  expect(found.startedAt).toBe('2026-11-20T09:00:00.000Z');
  expect(found.endpoints.map((one) => [one.endpoint, one.count, one.errors])).toEqual([
    ['BM_Push/8', 3, null],
    ['BM_Only', 5, null],
    ['BM_Ms', 1, null],
  ]);
  const push = row(found, 'BM_Push/8').latencyMs!;
  expect(push).toMatchObject({ source: 'exact', min: 0.002, max: 0.007, p50: 0.003 });
  expect(push.mean).toBeCloseTo(0.004, 12);
  expect(row(found, 'BM_Only').latencyMs).toMatchObject({
    source: 'reported',
    mean: 0.0015,
    p50: 0.00125,
    stddev: 0.0005,
    p95: null,
  });
  expect(row(found, 'BM_Ms').latencyMs).toMatchObject({
    source: 'reported',
    mean: 2.5,
    min: null,
    p50: null,
  });
  expect(measures(found)).toEqual([
    ['BM_Push/8: CPU time', 'ns', 'lower', 3900, 3],
    ['BM_Push/8', 'items/s', 'higher', 300_000, 3],
    ['BM_Only: CPU time', 'us', 'lower', 1, 1],
    ['BM_Only: allocs', '', 'lower', 4, 1],
    ['BM_Ms: CPU time', 'ms', 'lower', 2, 1],
  ]);
  expect(JSON.stringify(found)).not.toContain('secret-host');
});

test('Google Benchmark CSV: suffixes tell aggregates, a label may contain a comma', async () => {
  const found = await inspectFixture('google-benchmark/run.csv');
  expect(found.files[0]).toMatchObject({ format: 'google-benchmark-csv', rows: 5, refused: { count: 0 } });
  expect(found.endpoints).toHaveLength(1);
  expect(found.endpoints[0]).toMatchObject({ endpoint: 'BM_A', count: 2 });
  expect(found.endpoints[0]!.latencyMs!.mean).toBeCloseTo(0.003, 12);
  expect(measures(found)).toEqual([
    ['BM_A: CPU time', 'us', 'lower', 2.5, 2],
    ['BM_A', 'bytes/s', 'higher', 2000, 2],
  ]);
});

test('Google Benchmark CSV: a benchmark may be called like an aggregate of one that is not there', async () => {
  const header =
    'name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,label,error_occurred,error_message';
  const namesIn = async (...rows: readonly string[]): Promise<string[]> =>
    (await inspectText([header, ...rows, ''].join('\n'))).endpoints.map(({ endpoint }) => endpoint);
  const row = (name: string, unit = 'us'): string => `"${name}",100,2,1.5,${unit},,,,,`;
  expect(await namesIn(row('read_min'), row('read_mean'))).toEqual(['read_min', 'read_mean']);
  expect(await namesIn(row('read'), row('read_min'))).toEqual(['read']);
  // With --benchmark_report_aggregates_only there are no rows of the benchmark itself.
  expect(await namesIn(row('read_mean'), row('read_median'), row('read_cv', '%'))).toEqual(['read']);
  expect(await namesIn(row('read_BigO', 'N'), row('write'))).toEqual(['write']);
  // A fit has a time: a row without one is rejected, not counted as a fit.
  const { files } = await inspectText([header, '"read_BigO",100,,1.5,us,,,,,', row('write'), ''].join('\n'));
  expect(files[0]?.refused.count).toBe(1);
});

test('hyperfine: runs are samples, another exit code is an error, secrets in commands are masked', async () => {
  const found = await inspectFixture('hyperfine/runs.json');
  expect(found.endpoints).toMatchObject([
    {
      endpoint: 'curl --token=*** /orders',
      count: 3,
      errors: 1,
      errorTypes: [{ type: 'exit code 7', count: 1 }],
      latencyMs: { source: 'exact', min: 10, max: 30, mean: 20, stddev: 10, p50: 20 },
      latencyOkMs: { mean: 20 },
    },
    {
      endpoint: 'sleep 1',
      count: null,
      errors: null,
      latencyMs: { source: 'reported', mean: 1500, stddev: null },
    },
  ]);
  expect(measures(found).slice(0, 3)).toEqual([
    ['curl --token=*** /orders: user time', 'ms', 'lower', 4, 3],
    ['curl --token=*** /orders: system time', 'ms', 'lower', 2, 3],
    ['curl --token=*** /orders: largest memory', 'MB', 'lower', 3, 1],
  ]);
});

test('JMH: the mode decides what is a timing and which way is better', async () => {
  const found = await inspectFixture('jmh/modes.json');
  expect(found.files[0]).toMatchObject({
    format: 'jmh-json',
    toolVersion: '1.37',
    rows: 4,
    refused: { count: 1 },
  });
  expect(measures(found)).toEqual([
    ['org.demo.Sort.run [n=10] (thrpt)', 'ops/s', 'higher', 200, 2],
    ['org.demo.Sort.run [n=10] (thrpt): gc.alloc.rate.norm', 'B/op', 'lower', 48, 2],
    ['org.demo.Sort.run [n=10] (thrpt): gc.alloc.rate', 'MB/sec', 'lower', 9.5, 2],
  ]);
  const average = row(found, 'org.demo.Sort.run [n=10] (avgt)');
  expect(average).toMatchObject({
    count: 4,
    latencyMs: { source: 'exact', min: 0.004, max: 0.006, p50: 0.005 },
  });
  // Three calls of 1 ms and one of 5 ms.
  expect(row(found, 'org.demo.Sort.one')).toMatchObject({ count: 4, latencyMs: { mean: 2, p50: 1, max: 5 } });
  expect(codes(found)).toEqual(['batched-samples']);
});

test('BenchmarkDotNet: a byte order mark and bare NaN, wrapped values, raw values where they are', async () => {
  const found = await inspectFixture('benchmarkdotnet/brief.json');
  expect(found.files[0]).toMatchObject({
    format: 'benchmarkdotnet-json',
    toolVersion: '0.14.0',
    rows: 3,
    refused: { count: 0 },
  });
  expect(row(found, 'Demo.Sort.Run(N=10)')).toMatchObject({
    count: 4,
    latencyMs: {
      source: 'reported',
      min: 0.001,
      mean: 0.0025,
      p50: 0.002,
      p90: 0.0041,
      p95: 0.00455,
      stddev: 0.0005,
    },
  });
  expect(row(found, 'Demo.Sort.Full(N: 10)')).toMatchObject({
    count: 3,
    latencyMs: { source: 'exact', min: 0.001, max: 0.006, p50: 0.002 },
  });
  expect(measures(found)).toEqual([['Demo.Sort.Run(N=10)', 'B/op', 'lower', 368, 1]]);
});

test('criterion: a sample is time over iterations; base and change are not read', async () => {
  const found = await inspectFixture(
    'criterion/parse/base/benchmark.json',
    'criterion/parse/base/sample.json',
    'criterion/parse/change/estimates.json',
    'criterion/parse/new/benchmark.json',
    'criterion/parse/new/estimates.json',
    'criterion/parse/new/sample.json',
  );
  expect(found.files.map((file) => [file.format, file.rows])).toEqual([
    ['criterion', 0],
    ['criterion', 0],
    ['criterion', 0],
    ['criterion', 0],
    ['criterion', 0],
    ['criterion', 3],
  ]);
  // 1000 / 1, 6000 / 2 and 8000 / 4 ns.
  expect(found.endpoints).toHaveLength(1);
  expect(found.endpoints[0]).toMatchObject({
    endpoint: 'parse/json/1k',
    count: 3,
    latencyMs: { source: 'exact', min: 0.001, p50: 0.002, max: 0.003, mean: 0.002 },
  });
});

test('criterion: estimates alone, with the capitalised keys of old, and raw.csv', async () => {
  const old = await inspectFixture('criterion/old/estimates.json');
  expect(old.endpoints).toMatchObject([
    {
      endpoint: 'old',
      latencyMs: { source: 'reported', mean: 0.003, p50: 0.0029, stddev: 0.0001, min: null },
    },
  ]);
  expect(codes(old)).toEqual(['no-name']);
  const raw = await inspectFixture('criterion/raw.csv');
  expect(raw.files[0]).toMatchObject({ format: 'criterion', rows: 3, refused: { count: 1 } });
  expect(raw.endpoints).toMatchObject([
    {
      endpoint: 'hash/fast, one/4',
      count: 2,
      latencyMs: { source: 'exact', min: 0.001, max: 0.002, mean: 0.0015 },
    },
  ]);
});

test('criterion on the console: the middle of three figures, a long name on a line of its own', async () => {
  const found = await inspectFixture('criterion/console.txt');
  expect(found.files[0]).toMatchObject({ format: 'criterion-text', rows: 2, refused: { count: 0 } });
  expect(found.endpoints).toMatchObject([
    { endpoint: 'hash/fast', latencyMs: { source: 'reported', mean: 0.00125, min: null } },
    { endpoint: 'a name that is far too long', latencyMs: { mean: 3.239e-7 } },
  ]);
  expect(measures(found)).toEqual([['hash/fast', 'MiB/s', 'higher', 780, 1]]);
});

test('go test -bench: units from the text, repeats as samples, packages apart, failures named', async () => {
  const found = await inspectFixture('go-bench/repeats.txt');
  expect(found.files[0]).toMatchObject({ format: 'go-bench', rows: 7, refused: { count: 1 } });
  expect(found.files[0]?.refused.first.map((one) => one.line)).toEqual([10]);
  expect(found.files[0]?.warnings).toContainEqual({
    code: 'failed-benchmarks',
    message:
      '2 benchmarks failed and have no time: "BenchmarkBroken-8" (it printed no result), "BenchmarkOops".',
  });
  expect(found.endpoints).toMatchObject([
    {
      endpoint: 'BenchmarkSort-8 (example.org/a)',
      count: 2,
      latencyMs: { source: 'exact', min: 0.002, mean: 0.003 },
    },
    { endpoint: 'BenchmarkSort-8 (example.org/b)', count: 1, latencyMs: { source: 'reported', mean: 0.007 } },
  ]);
  expect(measures(found)).toEqual([
    ['BenchmarkSort-8 (example.org/a)', 'MB/s', 'higher', 200, 2],
    ['BenchmarkSort-8 (example.org/a)', 'B/op', 'lower', 49, 2],
    ['BenchmarkSort-8 (example.org/a)', 'allocs/op', 'lower', 2, 2],
    ['BenchmarkParse/json-8', 'custom-things', 'unknown', 10, 1],
  ]);
});

test('vitest: reported values, or samples where the file contains them', async () => {
  const found = await inspectFixture('vitest/bench.json');
  expect(found.files[0]).toMatchObject({ format: 'vitest-bench-json', rows: 3, refused: { count: 0 } });
  expect(row(found, 'a.bench.ts > sort > native')).toMatchObject({
    count: 500,
    latencyMs: {
      source: 'reported',
      mean: 1,
      min: 0.5,
      max: 4,
      stddev: 0.25,
      p50: 0.9,
      p90: null,
      p99: 3,
      p999: 4,
    },
  });
  expect(row(found, 'a.bench.ts > sort > with samples')).toMatchObject({
    count: 3,
    latencyMs: { source: 'exact', mean: 3, p50: 2, max: 6 },
  });
  expect(measures(found)).toContainEqual(['a.bench.ts > sort > native', 'ops/s', 'higher', 1000, 500]);
  expect(JSON.stringify(found)).not.toContain('someone');
});

test('tinybench: new and old results, an errored task named', async () => {
  const found = await inspectFixture('tinybench/tasks.json');
  expect(found.files[0]).toMatchObject({ format: 'tinybench-json', rows: 3, refused: { count: 0 } });
  expect(found.endpoints).toMatchObject([
    { endpoint: 'new', count: 100, latencyMs: { source: 'reported', mean: 2, p50: 1.9, p99: 4 } },
    { endpoint: 'old', count: null, latencyMs: { mean: 4, p50: null, p99: 8 } },
  ]);
  expect(measures(found)).toEqual([
    ['new', 'ops/s', 'higher', 520, 100],
    ['old', 'ops/s', 'higher', 250, 1],
  ]);
});

test('Benchmark.js: only its own lines count, a name may contain " x "', async () => {
  const found = await inspectFixture('benchmarkjs/out.txt');
  expect(found.files[0]).toMatchObject({ format: 'benchmarkjs-text', rows: 2, refused: { count: 0 } });
  expect(measures(found)).toEqual([
    ['fib(10)', 'ops/s', 'higher', 1_431_759, 93],
    ['a x b', 'ops/s', 'higher', 50.5, 1],
  ]);
});

test('go test -bench: a value of its own that is not a number costs neither its row nor its timing', async () => {
  const found = await inspectText(
    [
      'goos: linux',
      'BenchmarkHit-8    1000  2000000 ns/op  +Inf hits/miss  16 B/op',
      'BenchmarkMiss-8   1000  4000000 ns/op  NaN ratio  -Inf gain',
      'BenchmarkOnly-8   1000  NaN ratio',
      'BenchmarkTime-8   1000  +Inf ns/op  8 B/op',
      'PASS',
      '',
    ].join('\n'),
  );
  expect(found.files[0]).toMatchObject({ format: 'go-bench', rows: 4, refused: { count: 2 } });
  expect(found.files[0]!.refused.first.map(({ line }) => line)).toEqual([4, 5]);
  expect(found.files[0]!.warnings).toEqual([
    {
      code: 'not-a-number',
      message: 'Values that are infinite or NaN were left out: 3, the first one +Inf hits/miss in line 2.',
    },
  ]);
  expect(found.endpoints.map((row) => [row.endpoint, row.latencyMs!.mean])).toEqual([
    ['BenchmarkHit-8', 2],
    ['BenchmarkMiss-8', 4],
  ]);
  expect(found.measures.map(({ name, unit, value }) => [name, unit, value])).toEqual([
    ['BenchmarkHit-8', 'B/op', 16],
  ]);
});

test('cargo bench: a median with thousands separators, any unit, bytes per second', async () => {
  const found = await inspectFixture('cargo-bench/out.txt');
  expect(found.files[0]).toMatchObject({ format: 'cargo-bench', rows: 3, refused: { count: 1 } });
  expect(found.endpoints).toMatchObject([
    { endpoint: 'parse::small', count: null, latencyMs: { source: 'reported', p50: 0.018149, mean: null } },
    { endpoint: 'For loop (Execution)', latencyMs: { p50: 0.00125 } },
  ]);
  expect(measures(found)).toEqual([['parse::small', 'MB/s', 'higher', 52, 1]]);
});

test('Bencher: latency is nanoseconds, every other measure stands as it is', async () => {
  const found = await inspectFixture('bencher/bmf.json');
  expect(found.files[0]).toMatchObject({ format: 'bencher-bmf', rows: 3 });
  expect(found.endpoints).toMatchObject([
    { endpoint: 'parse', latencyMs: { mean: 3, min: null, max: null } },
  ]);
  expect(measures(found)).toEqual([
    ['parse: throughput', 'ops/s', 'higher', 20, 1],
    ['build: file-size', 'bytes', 'lower', 1024, 1],
  ]);
});

test('Julia: groups nest, a trial has samples, an estimate does not say of what kind it is', async () => {
  const found = await inspectFixture('julia-benchmarktools/group.json');
  expect(found.files[0]).toMatchObject({ format: 'julia-benchmarktools', toolVersion: '1.5.0', rows: 2 });
  expect(row(found, 'sort/10')).toMatchObject({
    count: 3,
    latencyMs: { source: 'exact', p50: 0.002, max: 0.006 },
  });
  expect(row(found, 'one')).toMatchObject({ latencyMs: { source: 'reported', mean: 0.0005 } });
  expect(codes(found)).toEqual(['batched-samples', 'unknown-estimator']);
  expect(measures(found)).toContainEqual(['sort/10', 'bytes', 'lower', 64, 3]);
});

test.each(['skipped.json', 'skipped.csv'])(
  'Google Benchmark %s: a benchmark that skipped itself took no 0 ns, and did not fail',
  async (name) => {
    const { files, endpoints, measures } = await inspectFixture(`google-benchmark/${name}`);
    expect(files[0]).toMatchObject({
      rows: 2,
      refused: { count: 0 },
      warnings: [
        { code: 'skipped-benchmarks', message: 'Benchmarks that skipped themselves have no time here: 1.' },
      ],
    });
    expect(endpoints).toMatchObject([{ endpoint: 'BM_Push', count: 1, latencyMs: { mean: 2.5 } }]);
    expect(measures).toMatchObject([{ name: 'BM_Push: CPU time', value: 2 }]);
  },
);
