import { expect, test } from 'vitest';
import type { Inspection } from '../../../src/model/documents/inspection.ts';
import { inspectText } from '../inspect-text.ts';

const names = [
  'procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----',
  ' r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st',
];
const row = (idle: number): string =>
  ` 1  0      0 100000  1000  20000    0    0     1     2  100  200 ${100 - idle}  0 ${idle}  0  0`;
const rows = (count: number, idle: number): string[] => Array.from({ length: count }, () => row(idle));
const read = (...lines: readonly string[]): Promise<Inspection> => inspectText([...lines, ''].join('\n'));

test('the first row of each run of vmstat in a file is left out', async () => {
  const { cpu, files } = await read(...names, row(98), row(50), row(50), ...names, row(98), row(20));
  // (50 + 50 + 80) / 3 is 60: both rows of 2% are averages since the machine started.
  expect(cpu).toMatchObject([{ scale: 'host', averagePercent: 60, peakPercent: 80 }]);
  expect(files[0]).toMatchObject({ rows: 5, refused: { count: 0 } });
  expect(files[0]!.warnings[0]!.message).toContain('2 runs of vmstat');
});

test('column names that vmstat repeats after 21 rows begin no run', async () => {
  const { cpu, files } = await read(...names, row(98), ...rows(20, 50), ...names, ...rows(10, 50), row(0));
  // 30 rows of 50% and one of 100%: 1,600 / 31.
  expect(cpu[0]!.averagePercent).toBeCloseTo(1_600 / 31, 10);
  expect(files[0]!.warnings[0]!.message).toMatch(/^The first row is/);
});

test('a run of more than 21 rows may be followed by another', async () => {
  const first = [...names, row(98), ...rows(20, 50), ...names, ...rows(4, 50)];
  const { cpu } = await read(...first, ...names, row(98), row(20));
  // 24 rows of 50% and one of 80%: 1,280 / 25.
  expect(cpu[0]!.averagePercent).toBeCloseTo(51.2, 10);
});
