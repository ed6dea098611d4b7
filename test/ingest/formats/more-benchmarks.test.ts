import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

// Expected values are those that the files show, in milliseconds and bytes.
test('mitata: nanoseconds, allocations as a measure, and a benchmark that threw', async () => {
  const { files, endpoints, measures } = await inspectFixture('mitata/run.json');
  expect(files[0]).toMatchObject({ format: 'mitata-json', error: null, rows: 3, refused: { count: 0 } });
  expect(files[0]!.warnings.map(({ message }) => message)).toEqual([
    '1 benchmark failed and has no time: "sort 100" (out of range).',
  ]);
  expect(endpoints.map(({ endpoint, count }) => [endpoint, count])).toEqual([
    ['noop', 4_096_000],
    ['sort 10', 20_000],
  ]);
  expect(endpoints[1]!.latencyMs).toEqual(
    reportedLatency({ min: 0.0014, max: 0.009, mean: 0.0015205, p50: 0.0015, p99: 0.0025, p999: 0.008 }),
  );
  expect(measures).toMatchObject([{ name: 'noop', unit: 'bytes/iter', direction: 'lower', value: 16.5 }]);
});

test('benchee: each input by itself, units of each cell, memory in bytes', async () => {
  const { files, endpoints, measures } = await inspectFixture('benchee/out.txt');
  expect(files[0]).toMatchObject({ format: 'benchee-text', error: null, rows: 5, refused: { count: 0 } });
  expect(endpoints.map(({ endpoint, count }) => [endpoint, count])).toEqual([
    ['flat_map (Big)', null],
    ['map.flatten (Big)', null],
    ['flat_map (Small)', null],
  ]);
  expect(endpoints[1]!.latencyMs).toEqual(
    // (0.638 ms, of which 5% are 0.0319 ms)
    reportedLatency({ mean: 0.638, stddev: 0.0319, p50: 0.62, p99: 0.91 }),
  );
  // (625 and 1.5 x 1024 times 1,024)
  expect(measures.map(({ value, unit }) => [value, unit])).toEqual([
    [640_000, 'bytes'],
    [1_572_864, 'bytes'],
  ]);
});

test('psrecord: CPU of cores and resident memory over time', async () => {
  const { files, memory, cpu, startedAt } = await inspectFixture('psrecord/activity.log');
  expect(files[0]).toMatchObject({ format: 'psrecord-log', error: null, rows: 3 });
  expect(startedAt).toBeNull();
  expect(memory).toMatchObject([{ baseMb: 10, peakMb: 20, finalMb: 15 }]);
  expect(cpu).toMatchObject([{ scale: 'core', peakPercent: 150 }]);
  expect(cpu[0]!.averagePercent).toBeCloseTo(250 / 3, 9);
});

test('iai and Gungraun: the new value of each count, not the earlier one', async () => {
  const { files, measures, endpoints } = await inspectFixture('callgrind/gungraun.txt');
  expect(files[0]).toMatchObject({ format: 'callgrind-text', error: null, rows: 7 });
  expect(endpoints).toEqual([]);
  expect(measures.map(({ name, value, direction }) => [name, value, direction])).toEqual([
    ['parse::group::bench_small short:"a b": Instructions', 1_734, 'lower'],
    ['parse::group::bench_small short:"a b": L1 hits', 2_359, 'unknown'],
    ['parse::group::bench_small short:"a b": RAM hits', 3, 'unknown'],
    ['parse::group::bench_small short:"a b": Estimated cycles', 2_464, 'lower'],
    ['bench_iai: Instructions', 266_506_334, 'lower'],
    ['bench_iai: L1 accesses', 364_000_000, 'unknown'],
    ['bench_iai: Estimated cycles', 398_258_002, 'lower'],
  ]);
});

test('PHPBench: a sample for each iteration, parameters in the names, errors named', async () => {
  const { files, endpoints, measures } = await inspectFixture('phpbench/dump.xml');
  expect(files[0]).toMatchObject({ format: 'phpbench-xml', toolVersion: '1.2.15', error: null, rows: 3 });
  expect(files[0]!.warnings.map(({ code }) => code)).toEqual(['batched-samples', 'failed-benchmarks']);
  expect(endpoints).toMatchObject([
    { endpoint: 'App\\SortBench::benchSort (n=10)', count: 2, latencyMs: { min: 0.002, max: 0.004 } },
    { endpoint: 'App\\SortBench::benchSort (n=100)', count: 2, latencyMs: { min: 0.05, max: 0.07 } },
  ]);
  expect(measures.map(({ value }) => value)).toEqual([550_000, 700_000]);
});

test('damaged rows are rejected, and a file without any is not read', async () => {
  const header = 'Name                  ips        average  deviation         median         99th %\n';
  const good = 'a                  2.40 K      417.00 μs    ±10.00%      402.00 μs      612.00 μs\n';
  const { files, endpoints } = await inspectText(`${header}${good}b       2.40 K      fast\n`);
  expect(endpoints).toHaveLength(1);
  expect(files[0]).toMatchObject({ rows: 2, refused: { count: 1, first: [{ line: 3 }] } });
  expect((await inspectText(header)).files[0]?.error).not.toBeNull();
  const log = '# Elapsed time   CPU (%)     Real (MB)   Virtual (MB)\n 0.0 x 1.0 2.0\n 1.0 1.0 1.0 2.0\n';
  expect((await inspectText(log)).files[0]).toMatchObject({ rows: 2, refused: { count: 1 } });
});
