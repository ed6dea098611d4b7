import { expect, it } from 'vitest';
import { workspaceOf } from '../two-runs.ts';

/** Results of go test -bench: so many ns per operation, three times each. */
const results = (...benchmarks: readonly (readonly [name: string, ns: number])[]): string =>
  benchmarks
    .flatMap(([name, ns]) => Array<string>(3).fill(`Benchmark${name}-8   100   ${ns} ns/op\n`))
    .join('');

const rowsOf = async (name: string, text: string): Promise<string> => {
  const workspace = await workspaceOf(name, [{ 'bench.txt': text }]);
  return workspace.twinMarkdown(workspace.reports[0]!).replaceAll('\u00a0', ' ');
};

it('a table of times from nanoseconds to seconds shows the unit with each', async () => {
  const twin = await rowsOf('wide', results(['Slow', 24_912_000_000], ['Fast', 36.5]));
  expect(twin).toContain('| Benchmark | Median | Average |');
  expect(twin).toMatch(/\| BenchmarkSlow-8 \| 24\.9 s \| 24\.9 s \|/);
  expect(twin).toMatch(/\| BenchmarkFast-8 \| 36\.5 ns \| 36\.5 ns \|/);
});

it('one of times within six powers of ten names it once', async () => {
  const twin = await rowsOf('narrow', results(['Slow', 24_912], ['Fast', 36.5]));
  expect(twin).toMatch(/\| Benchmark \| Median \([nµ]s\) \|/);
});
