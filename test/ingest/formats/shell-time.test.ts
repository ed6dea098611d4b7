import { expect, test } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectFixture } from '../inspect-fixture.ts';
import { inspectText } from '../inspect-text.ts';

const valuesOf = ({ measures }: Inspection): unknown[] =>
  measures.map(({ name, unit, value, n }) => [name, unit, Number(value.toPrecision(12)), n]);

test('bash: times without a command are repeats, and their mean is the value', async () => {
  const found = await inspectFixture('time/bash.txt');
  expect(found.files[0]).toMatchObject({ format: 'shell-time', rows: 6, refused: { count: 0 } });
  // Bash timed `sleep 0.2` and `sleep 0.1`: (0.214 + 0.117) / 2, (0.005 + 0.004) / 2, (0.008 + 0.008) / 2.
  expect(valuesOf(found)).toEqual([
    ['elapsed time', 's', 0.1655, 2],
    ['user time', 's', 0.0045, 2],
    ['system time', 's', 0.008, 2],
  ]);
});

test('minutes count, also with a decimal comma, and time -p has seconds alone', async () => {
  const elapsed = async (text: string): Promise<unknown> => valuesOf(await inspectText(text))[0];
  expect(await elapsed('\nreal\t2m1.500s\nuser\t0m0.010s\nsys\t0m0.000s\n')).toEqual([
    'elapsed time',
    's',
    121.5,
    1,
  ]);
  expect(await elapsed('\nreal\t0m1,250s\nuser\t0m0,010s\nsys\t0m0,000s\n')).toEqual([
    'elapsed time',
    's',
    1.25,
    1,
  ]);
  expect(await elapsed('real 62.50\nuser 0.01\nsys 0.00\n')).toEqual(['elapsed time', 's', 62.5, 1]);
});

test('zsh: each command is separate, and what looks like a secret is masked', async () => {
  const found = await inspectText(
    'sleep 1  0.00s user 0.01s system 0% cpu 1.005 total\nmake TOKEN=abc  61.10s user 2.00s system 95% cpu 1:02.34 total\n',
  );
  expect(valuesOf(found)).toEqual([
    ['sleep 1: elapsed time', 's', 1.005, 1],
    ['sleep 1: user time', 's', 0, 1],
    ['sleep 1: system time', 's', 0.01, 1],
    ['make TOKEN=***: elapsed time', 's', 62.34, 1],
    ['make TOKEN=***: user time', 's', 61.1, 1],
    ['make TOKEN=***: system time', 's', 2, 1],
  ]);
});

test('BSD: one line has all three, and further lines of -l are not read', async () => {
  const found = await inspectText(
    '        1.50 real         0.90 user         0.05 sys\n             1234567  maximum resident set size\n                   0  average shared memory size\n',
  );
  expect(found.files[0]).toMatchObject({ rows: 1, refused: { count: 0 } });
  expect(valuesOf(found)).toEqual([
    ['elapsed time', 's', 1.5, 1],
    ['user time', 's', 0.9, 1],
    ['system time', 's', 0.05, 1],
  ]);
});

test('the output of another tool that was timed is not claimed', async () => {
  const formatOf = async (text: string): Promise<unknown> => (await inspectText(text)).files[0]?.format;
  expect(
    await formatOf('BenchmarkA-8  100  325 ns/op\n\nreal\t0m1.500s\nuser\t0m0.010s\nsys\t0m0.000s\n'),
  ).toBe('go-bench');
  expect(await formatOf('42 rows in 3 s\n\nreal\t0m1.500s\nuser\t0m0.010s\nsys\t0m0.000s\n')).toBeNull();
});
