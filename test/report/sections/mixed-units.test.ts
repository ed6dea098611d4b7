import { expect, it } from 'vitest';
import { defaultProject } from '../../../src/model/documents/project.ts';
import { responseTime } from '../../../src/report/sections/response-time.ts';
import { flatBlocks } from '../flat-blocks.ts';
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

it('a text explains no pictures, which it has not, and how ratios are made only once', async () => {
  const sizes = [8, 16].flatMap((size): [string, number][] => [
    [`Push/${size}`, size * 10],
    [`Pop/${size}`, size * 20],
  ]);
  const text = results(...sizes);
  const twin = await rowsOf('pictures', text);
  expect(twin).toContain('±: half the 95% interval');
  expect(twin).not.toContain('Strip:');
  expect(twin.match(/Ratios are of means/g)).toHaveLength(1);
  const workspace = await workspaceOf('pictures-page', [{ 'bench.txt': text }]);
  const blocks = flatBlocks(
    responseTime.blocks({ report: workspace.reports[0]!, project: defaultProject } as never),
  );
  const tables = blocks.filter((block) => block.kind === 'table');
  expect(tables[0]).toHaveProperty('pictureNote', expect.stringContaining('Strip: '));
});
