import { expect, test } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';
import { reportedLatency } from '../latency.ts';

const measures = ({ measures: all }: Inspection): unknown[] =>
  all.map(({ name, unit, direction, value }) => [name, unit, direction, value]);

test('divan: groups and arguments are part of the name; each time has its own unit', async () => {
  const { files, endpoints } = await inspectText(`Timer precision: 20 ns
main               fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ codec                         │               │               │               │         │
│  ├─ parse        921.2 ns      │ 1.322 µs      │ 954 ns        │ 980.4 ns      │ 100     │ 200
│  │               8.1 GB/s      │ 7 GB/s        │ 7.5 GB/s      │ 7.5 GB/s      │         │
│  ╰─ sized                      │               │               │               │         │
│     ├─ 10        1 µs          │ 2 µs          │ 1.4 µs        │ 1.5 µs        │ 50      │ 100
│     ╰─ 1000      1 ms          │ 2 ms          │ 1.4 ms        │ 1.5 ms        │ 50      │ 100
╰─ slow            (ignored)     │               │               │               │         │
`);
  expect(files[0]).toMatchObject({ format: 'divan-text', rows: 3, refused: { count: 0 } });
  expect(endpoints.map((one) => [one.endpoint, one.count, one.latencyMs])).toEqual([
    ['codec/parse', 100, reportedLatency({ min: 0.0009212, max: 0.001322, p50: 0.000954, mean: 0.0009804 })],
    ['codec/sized/10', 50, reportedLatency({ min: 0.001, max: 0.002, p50: 0.0014, mean: 0.0015 })],
    ['codec/sized/1000', 50, reportedLatency({ min: 1, max: 2, p50: 1.4, mean: 1.5 })],
  ]);
});

const timed = (command: string, kb: number, status: number): string => `	Command being timed: "${command}"
	User time (seconds): 1.20
	System time (seconds): 0.30
	Percent of CPU this job got: 150%
	Elapsed (wall clock) time (h:mm:ss or m:ss): 1:02:03.50
	Maximum resident set size (kbytes): ${kb}
	Exit status: ${status}
`;

test('/usr/bin/time -v: peak of memory, CPU on the core scale, times as measures', async () => {
  const found = await inspectText(timed('./app --token=abc', 204_800, 3));
  expect(found.memory).toMatchObject([{ operation: 'Whole run', baseMb: null, peakMb: 200 }]);
  expect(found.cpu).toMatchObject([{ scale: 'core', averagePercent: 150, coresUsed: 1.5, cores: null }]);
  expect(measures(found)).toEqual([
    ['elapsed time', 's', 'lower', 3723.5],
    ['user time', 's', 'lower', 1.2],
    ['system time', 's', 'lower', 0.3],
  ]);
  expect(found.endpoints).toEqual([]);
  expect(found.files[0]?.warnings[0]?.message).toBe('"./app --token=***" ended with exit status 3.');
});

test('/usr/bin/time -v of two commands in one file', async () => {
  const { memory } = await inspectText(timed('a', 1024, 0) + timed('b', 2048, 0));
  expect(memory.map((one) => [one.operation, one.peakMb])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test.each([',', ';', '\t'])('perf stat -x with "%s": events are measures', async (separator) => {
  const text = `# started on Tue Feb  3 10:00:00 2026

1000.50,msec,task-clock,1000500000,100.00,0.998,CPUs utilized
6000000000,,instructions:u,1000500000,100.00,2.00,insn per cycle
12,,branches,1000500000,100.00,,
<not supported>,,cycles,0,100.00,,
`;
  const found = await inspectText(text.replaceAll(',', separator));
  expect(measures(found)).toEqual([
    ['task-clock', 'ms', 'lower', 1000.5],
    ['instructions:u', '', 'lower', 6_000_000_000],
    ['branches', '', 'unknown', 12],
  ]);
  expect(found.files[0]).toMatchObject({
    rows: 4,
    refused: { count: 0 },
    warnings: [{ code: 'not-counted' }],
  });
});

test('perf stat -I and -A are not read as one count', async () => {
  const { files } = await inspectText(
    '1.000100,100,msec,task-clock,100,100.00,,\n1.000100,5000,,cycles,100,100.00,,\n2.000200,90,msec,task-clock,100,100.00,,\n',
  );
  expect(files[0]?.error?.message).toContain('without -I and -A');
});

test('nvidia-smi: GPUs apart, with units in the cells or only in the header; no memory of the run', async () => {
  const found =
    await inspectText(`timestamp, index, name, utilization.gpu [%], memory.used [MiB], power.draw [W]
2026/02/03 10:00:00.001, 0, Some GPU, 35 %, 2048 MiB, 75.10 W
2026/02/03 10:00:00.001, 1, Some GPU, 5 %, 100 MiB, [N/A]
2026/02/03 10:00:10.001, 0, Some GPU, 90 %, 6144 MiB, [N/A]
`);
  expect(found.files[0]).toMatchObject({ format: 'nvidia-smi-csv', rows: 3, refused: { count: 0 } });
  expect(measures(found)).toEqual([
    ['GPU 0: utilization.gpu (mean)', '%', 'unknown', 62.5],
    ['GPU 0: memory.used (mean)', 'MiB', 'lower', 4096],
    ['GPU 0: memory.used (peak)', 'MiB', 'lower', 6144],
    ['GPU 0: power.draw (mean)', 'W', 'unknown', 75.1],
    ['GPU 1: utilization.gpu (mean)', '%', 'unknown', 5],
    ['GPU 1: memory.used (mean)', 'MiB', 'lower', 100],
    ['GPU 1: memory.used (peak)', 'MiB', 'lower', 100],
  ]);
  expect([found.memory, found.durationSeconds]).toEqual([[], 10]);
});

test('Catch2 XML: means in nanoseconds, test cases where they tell two apart, a failed one named', async () => {
  const result = (name: string, mean: number): string =>
    `<BenchmarkResults name="${name}" samples="100" resamples="100000" iterations="3" clockResolution="20" estimatedDuration="8400000">
      <!--All values in nano seconds-->
      <mean value="${mean}" lowerBound="1" upperBound="9" ci="0.95"/>
      <standardDeviation value="795.93" lowerBound="1" upperBound="9" ci="0.95"/>
    </BenchmarkResults>`;
  const found = await inspectText(`<?xml version="1.0" encoding="UTF-8"?>
<Catch2TestRun name="bench" rng-seed="1">
  <TestCase name="small">${result('fib 20', 27_176.3)}${result('sum', 100)}</TestCase>
  <TestCase name="large">${result('fib 20', 54_000)}
    <BenchmarkResults name="broken" samples="100"><failed message="no device"/></BenchmarkResults>
  </TestCase>
</Catch2TestRun>
`);
  expect(found.files[0]).toMatchObject({ format: 'catch2-xml', rows: 4, refused: { count: 0 } });
  expect(found.endpoints.map((one) => [one.endpoint, one.count, one.latencyMs])).toEqual([
    ['fib 20 (small)', 100, reportedLatency({ mean: 0.0271763, stddev: 0.00079593 })],
    ['sum', 100, reportedLatency({ mean: 0.0001, stddev: 0.00079593 })],
    ['fib 20 (large)', 100, reportedLatency({ mean: 0.054, stddev: 0.00079593 })],
  ]);
  expect(found.files[0]?.warnings[0]?.message).toContain('"broken" (no device)');
});
