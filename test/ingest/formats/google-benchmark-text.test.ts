import { expect, test } from 'vitest';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';

// Expected values are those of the fixture and of the tables below; means are calculated by hand.
const table = (
  columns: string,
  ...rows: readonly string[]
): Promise<Awaited<ReturnType<typeof inspectText>>> =>
  inspectText([`Benchmark   Time   CPU Iterations${columns}`, '-----', ...rows, ''].join('\n'));

test('repetitions are samples, aggregates are read only without them, and fits not at all', async () => {
  const found = await inspectFixture('google-benchmark/console.txt');
  expect(found.files[0]).toMatchObject({ format: 'google-benchmark-text', refused: { count: 0 } });
  expect(found.startedAt).toBe('2026-11-20T10:00:00.000Z');
  expect(found.endpoints.map(({ endpoint, count }) => [endpoint, count]).sort()).toEqual([
    ['Drain', 5],
    ['Pop/64/repeats:3', 3],
    ['Push<int, 4>/8', 1],
  ]);
  const latencyOf = (name: string): unknown =>
    found.endpoints.find((one) => one.endpoint === name)?.latencyMs;
  // (250 + 260 + 300) / 3 = 270 microseconds.
  expect(latencyOf('Pop/64/repeats:3')).toMatchObject({
    source: 'exact',
    min: 0.25,
    p50: 0.26,
    max: 0.3,
    mean: 0.27,
  });
  expect(latencyOf('Drain')).toMatchObject({ source: 'reported', mean: 1.5, p50: 1.45, stddev: 0.05 });
  expect(latencyOf('Push<int, 4>/8')).toMatchObject({ mean: 0.0000125 });
});

test('rates and counters are measures, in full', async () => {
  const { measures } = await inspectFixture('google-benchmark/console.txt');
  const valueOf = (name: string, unit: string): unknown =>
    measures.find((one) => one.name === name && one.unit === unit)?.value;
  // 1.5 GiB, 80 million, and (1,250 + 1,350 + 1,300) / 3.
  expect(valueOf('Push<int, 4>/8', 'bytes/s')).toBe(1_610_612_736);
  expect(valueOf('Push<int, 4>/8', 'items/s')).toBe(80_000_000);
  expect(valueOf('Pop/64/repeats:3: misses', '')).toBe(1_300);
  expect(valueOf('Pop/64/repeats:3: CPU time', 'us')).toBe(268);
});

test('benchmarks that failed or skipped themselves are named', async () => {
  const { files } = await inspectFixture('google-benchmark/console.txt');
  const messages = files[0]!.warnings.map(({ message }) => message).join('\n');
  expect(messages).toContain('"Load/missing" (no such file)');
  expect(messages).toContain('Benchmarks that skipped themselves have no time here: 1.');
});

test('counters may have columns of their own, before a label', async () => {
  const { measures, files } = await table(
    '   Bar   Foo',
    'A/1   10.0 ns   10.0 ns   7000   16   40.5m/s   a label',
    'B   20.0 ns   20.0 ns   3500   inf   2k',
  );
  const counters = measures.filter(({ name }) => !name.endsWith('CPU time'));
  expect(counters.map(({ name, value }) => [name, value])).toEqual([
    ['A/1: Bar', 16],
    ['A/1: Foo', 0.0405],
    ['B: Foo', 2_000],
  ]);
  expect(files[0]!.warnings.map(({ code }) => code)).toEqual(['not-a-number']);
});

test('colours do not hide the table, and a line without times is rejected', async () => {
  const green = '\u001b[0;32m';
  const { endpoints, files } = await table(
    '',
    `${green}A \u001b[m\u001b[0;33m 10 ns 9 ns\u001b[m 70`,
    'terminate called',
  );
  expect(endpoints).toMatchObject([{ endpoint: 'A', latencyMs: { mean: 0.00001 } }]);
  expect(files[0]).toMatchObject({ rows: 2, refused: { count: 1, first: [{ line: 4 }] } });
});

test('a table that compares two files is none of them', async () => {
  const compared =
    'Benchmark  Time  CPU  Time Old  Time New  CPU Old  CPU New\nA  +0.1  +0.1  10  11  10  11\n';
  const { files } = await inspectText(compared);
  expect(files[0]!.format).toBeNull();
});

// The forms of ConsoleReporter::PrintRunData and of HumanReadableNumber in google/benchmark.
test('a counter of 1,024s has the prefix Ki, and its name may have spaces', async () => {
  const { measures } = await table(
    ' UserCounters...',
    'A/8   12.3 ns   12.3 ns   100 bytes per cycle=0.5 bytes_per_second=976.5Ki/s a label',
  );
  const valueOf = (unit: string): unknown[] =>
    measures.filter((one) => one.unit === unit).map(({ name, value }) => [name, value]);
  // 976.5 x 1,024 = 999,936.
  expect(valueOf('bytes/s')).toEqual([['A/8', 999_936]]);
  expect(valueOf('')).toEqual([['A/8: bytes per cycle', 0.5]]);
});

test('fits with a label and a spread of 0 / 0 are not rejected', async () => {
  const { endpoints, files } = await table(
    '',
    'A/8   12.3 ns   12.3 ns   100 a label',
    'A_BigO   0.24 N   0.24 N  a label',
    'A_RMS   3 %   3 %  8 bytes',
    'A/8_mean   0.000 ns   0.000 ns   2',
    'A/8_median   0.000 ns   0.000 ns   2',
    'A/8_cv   -nan %   -nan %   2',
  );
  expect(files[0]).toMatchObject({ refused: { count: 0 } });
  expect(endpoints.map(({ endpoint }) => endpoint)).toEqual(['A/8']);
});

test('what a second program prints above its table is not rejected', async () => {
  const { endpoints, files } = await table(
    '',
    'A   12.3 ns   12.3 ns   100',
    '2026-12-01T10:00:00+00:00',
    'Running ./second',
    'Run on (8 X 2400 MHz CPU s)',
    'CPU Caches:',
    '  L1 Data 32 KiB (x4)',
    'Load Average: 0.50, 0.40, 0.30',
    '***WARNING*** ASLR is enabled, the results may have unreproducible noise in them.',
    '-----',
    'Benchmark   Time   CPU Iterations',
    '-----',
    'B   10 ns   10 ns   100',
  );
  expect(files[0]).toMatchObject({ refused: { count: 0 } });
  expect(endpoints.map(({ endpoint }) => endpoint)).toEqual(['A', 'B']);
});
