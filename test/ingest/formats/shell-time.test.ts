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

// The forms of printtime in zsh's Src/jobs.c, showtime in FreeBSD's time.c, and summarize in busybox's time.c.
test('zsh and BSD print seconds in the language of the user', async () => {
  const german = await inspectText('sleep 1  0,12s user 0,01s system 12% cpu 1:01,05 total\n');
  expect(valuesOf(german)[0]).toEqual(['elapsed time', 's', 61.05, 1]);
  const bsd = await inspectText('        1,50 real         0,90 user         0,05 sys\n');
  expect(valuesOf(bsd)[0]).toEqual(['elapsed time', 's', 1.5, 1]);
});

test('zsh divides by 0 if no time elapsed, and the times are read', async () => {
  const found = await inspectText('true  0.00s user 0.00s system -2147483648% cpu 0.000 total\n');
  expect(valuesOf(found)[0]).toEqual(['elapsed time', 's', 0, 1]);
});

test('busybox prints a space after hours and minutes', async () => {
  const elapsed = async (real: string): Promise<unknown> =>
    valuesOf(await inspectText(`real\t${real}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`))[0];
  expect(await elapsed('1m 2.50s')).toEqual(['elapsed time', 's', 62.5, 1]);
  // 1 x 3,600 + 2 x 60 + 3.
  expect(await elapsed('1h 02m 03s')).toEqual(['elapsed time', 's', 3_723, 1]);
});

test('times without a command beside those of a command have no prefix', async () => {
  const found = await inspectText(
    'sleep 1  0.00s user 0.00s system 0% cpu 1.003 total\nreal\t0m2.000s\nuser\t0m0.001s\nsys\t0m0.002s\n',
  );
  expect(found.measures.map(({ name }) => name)).toContain('elapsed time');
});
