import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';

const folder = ['benchmarks', 'machine', 'c1-early', 'c2-v1', 'c3-v2'].map((name) => `asv/${name}.json`);

test('data.js: a series for each suite, benchmark and unit, direction by tool and unit, no addresses', async () => {
  const found = await inspectFixture('gha-benchmark/data.js');
  expect(found.files[0]).toMatchObject({ format: 'gha-benchmark-data-js', rows: 7, refused: { count: 1 } });
  expect(
    found.history.map(({ series, unit, direction, points }) => [series, unit, direction, points.length]),
  ).toEqual([
    ['Go / BenchmarkSort', 'ns/op', 'lower', 2],
    ['Go / BenchmarkOld', 'ns/op', 'lower', 1],
    ['Go / BenchmarkSort', 'B/op', 'lower', 1],
    ['Rates / fib', 'ops/sec', 'higher', 1],
    ['Rates / score', 'points', 'higher', 1],
  ]);
  expect(found.history[0]!.points).toEqual([
    { at: '2026-11-30T00:53:20.000Z', value: 100, commit: 'aaa1' },
    { at: '2026-11-30T00:54:20.000Z', value: 120, commit: 'bbb2' },
  ]);
  expect(JSON.stringify(found)).not.toMatch(/someone|Someone/);
});

test('custom JSON: measures, direction by unit, a value that is none is refused', async () => {
  const found = await inspectFixture('gha-benchmark/custom.json');
  expect(found.files[0]).toMatchObject({
    format: 'gha-benchmark-custom-json',
    rows: 3,
    refused: { count: 1 },
  });
  expect(found.measures).toEqual([
    { name: 'Throughput', unit: 'req/s', direction: 'higher', value: 70, n: 1 },
    { name: 'Bundle', unit: 'bytes', direction: 'lower', value: 1200, n: 1 },
  ]);
});

test('asv: all versions of the result files, parameters in row-major order, failed and skipped without a point', async () => {
  const found = await inspectFixture(...folder);
  expect(found.files.every((file) => file.format === 'asv-results')).toBe(true);
  const series = Object.fromEntries(
    found.history.map(({ series: name, unit, points }) => [
      name,
      [unit, ...points.map(({ commit, value }) => `${commit} ${value}`)],
    ]),
  );
  expect(series).toEqual({
    'sorting.peakmem_sort': ['bytes', 'c1 1000'],
    "sorting.time_sort(10, 'a')": ['seconds', 'c2 0.001', 'c3 0.0015'],
    "sorting.time_sort(10, 'b')": ['seconds', 'c2 0.002', 'c3 0.0025'],
    "sorting.time_sort(20, 'a')": ['seconds', 'c3 0.003'],
    "sorting.time_sort(20, 'b')": ['seconds', 'c3 0.004'],
    'sorting.time_list': ['seconds', 'c3 0.5'],
  });
  expect(found.endpoints).toEqual([]);
  expect(JSON.stringify(found)).not.toContain('secret-host');
});

test('asv: what failed, was skipped or is of another version of its benchmark is said', async () => {
  const { files } = await inspectFixture(...folder);
  const codes = files.map((file) => file.warnings.map(({ code }) => code));
  expect(codes).toEqual([
    [],
    [],
    ['failed-benchmarks'],
    ['failed-benchmarks', 'skipped-benchmarks'],
    ['other-version'],
  ]);
});

test('asv: results of one commit are rows as well, with samples where they were recorded', async () => {
  const found = await inspectFixture('asv/benchmarks.json', 'asv/c3-v2.json');
  const list = found.endpoints.find((one) => one.endpoint === 'sorting.time_list');
  expect(list).toMatchObject({
    count: 3,
    latencyMs: { source: 'exact', min: 400, p50: 500, max: 900, mean: 600 },
  });
  const sort = found.endpoints.find((one) => one.endpoint === "sorting.time_sort(10, 'a')");
  expect(sort).toMatchObject({ count: null, latencyMs: { source: 'reported', p50: 1.5, mean: null } });
});
