import { expect, test } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';

/** Names and means (medians where a tool prints no mean), worked out by hand. */
const rows = ({ endpoints }: Inspection): unknown[] =>
  endpoints.map(({ endpoint, latencyMs }) => [endpoint, latencyMs?.mean ?? latencyMs?.p50]);

const bdn = (display: string, ns: number): object => ({
  DisplayInfo: display,
  FullName: 'App.Hash.Run',
  Statistics: { OriginalValues: [ns, ns], N: 2, Min: ns, Max: ns, Mean: ns, Median: ns },
});

test('BenchmarkDotNet: jobs of one method are told apart, nameless jobs by what they set', async () => {
  const found = await inspectText(
    JSON.stringify({
      Title: 'App.Hash',
      Benchmarks: [
        bdn('Hash.Run: .NET 6.0(Runtime=.NET 6.0)', 200),
        bdn('Hash.Run: Job-XKCDAB(Runtime=.NET 8.0, Toolchain=net8.0) [N=10]', 100),
      ],
    }),
  );
  expect(rows(found)).toEqual([
    ['App.Hash.Run (.NET 6.0)', 0.0002],
    ['App.Hash.Run (Runtime=.NET 8.0, Toolchain=net8.0)', 0.0001],
  ]);
});

test('hyperfine: parameters tell commands of one name apart', async () => {
  const one = (threads: string, mean: number): object => ({
    command: 'sort',
    mean,
    user: null,
    parameters: { threads },
  });
  const found = await inspectText(JSON.stringify({ results: [one('1', 2), one('8', 0.5)] }));
  expect(rows(found)).toEqual([
    ['sort (threads=1)', 2000],
    ['sort (threads=8)', 500],
  ]);
});

test('tinybench: tasks of one name are numbered, not pooled', async () => {
  const task = (ms: number): object => ({
    name: 'parse',
    result: { latency: { mean: ms }, state: 'completed' },
  });
  expect(rows(await inspectText(JSON.stringify([task(1), task(3)])))).toEqual([
    ['parse', 1],
    ['parse #2', 3],
  ]);
});

test('vitest: files tell groups of one name apart', async () => {
  const file = (filepath: string, mean: number): object => ({
    filepath,
    groups: [{ fullName: 'codec', benchmarks: [{ name: 'parse', mean }] }],
  });
  const found = await inspectText(
    JSON.stringify({ files: [file('/home/me/a.bench.ts', 1), file('/home/me/b.bench.ts', 2)] }),
  );
  expect(rows(found)).toEqual([
    ['codec > parse (a.bench.ts)', 1],
    ['codec > parse (b.bench.ts)', 2],
  ]);
});

test('cargo: targets tell benchmarks of one name apart; either micro sign; a failed one is named', async () => {
  const found =
    await inspectText(`     Running unittests src/lib.rs (target/release/deps/codec-0123456789abcdef)

test tests::parse ... bench:       3 µs/iter (+/- 1)
test tests::broken ... FAILED
     Running benches/io.rs (target/release/deps/io-fedcba9876543210)

test tests::parse ... bench:       9 \u03BCs/iter (+/- 1)
`);
  expect(rows(found)).toEqual([
    ['tests::parse (codec)', 0.003],
    ['tests::parse (io)', 0.009],
  ]);
  expect(found.files[0]).toMatchObject({ rows: 3, refused: { count: 0 } });
  expect(found.files[0]?.warnings[0]?.message).toContain('"tests::broken"');
});

test('go: what a program prints between a name and its figures costs neither', async () => {
  const found = await inspectText(`BenchmarkServe-8    \t2026/02/03 10:11:12 listening
     500\t   2500000 ns/op\t    512 B/op
BenchmarkPanics-8    \tpanic: no device
FAIL
`);
  expect(rows(found)).toEqual([['BenchmarkServe-8', 2.5]]);
  expect(found.files[0]?.warnings).toMatchObject([{ code: 'failed-benchmarks' }]);
  expect(found.files[0]?.warnings[0]?.message).toContain('"BenchmarkPanics-8"');
});

test('go test -json: outputs of two packages at once are put together', async () => {
  const event = (Package: string, Output: string): string =>
    JSON.stringify({ Time: '2026-02-03T10:00:00Z', Action: 'output', Package, Output });
  const found = await inspectText(
    [
      JSON.stringify({ Action: 'start', Package: 'demo/a' }),
      event('demo/a', 'goos: linux\n'),
      event('demo/a', 'BenchmarkX-8   \t'),
      event('demo/b', 'BenchmarkX-8   \t'),
      event('demo/a', '    1000\t      1200 ns/op\n'),
      event('demo/b', '    1000\t      2400 ns/op\n'),
    ].join('\n'),
  );
  expect(found.files[0]).toMatchObject({ format: 'go-test-json', rows: 2, refused: { count: 0 } });
  expect(rows(found)).toEqual([
    ['BenchmarkX-8 (demo/a)', 0.0012],
    ['BenchmarkX-8 (demo/b)', 0.0024],
  ]);
});

test('Google Benchmark: counters that are no number are left out and named', async () => {
  const found = await inspectText(
    '{"context": {"num_cpus": 8}, "benchmarks": [{"name": "BM_A", "run_type": "iteration", "real_time": 100, "time_unit": "ns", "rate": Infinity, "GFLOPS": 2}]}',
  );
  expect(found.measures).toMatchObject([{ name: 'BM_A: GFLOPS', direction: 'higher', value: 2 }]);
  expect(found.files[0]?.warnings).toMatchObject([{ code: 'not-a-number' }]);
});
