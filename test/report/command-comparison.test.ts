import { expect, it } from 'vitest';
import { workspaceOf } from './two-runs.ts';

const result = (command: string, times: readonly number[]): object => {
  const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
  return { command, mean, stddev: null, median: mean, user: 0, system: 0, min: mean, max: mean, times };
};
const hyperfine = (...results: readonly object[]): string => JSON.stringify({ results });

async function markdownOf(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const workspace = await workspaceOf(name, [files]);
  const [report] = workspace.reports;
  if (report === undefined) throw new Error('no run');
  return workspace.twinMarkdown(report).replaceAll('\u00a0', ' ');
}

it('lists how many times faster the fastest command of a file ran, as hyperfine does', async () => {
  const markdown = await markdownOf('relative', {
    'runs.json': hyperfine(
      result('grep', [0.2, 0.24]),
      result('rg', [0.1, 0.12]),
      result('ag', [0.33, 0.33]),
    ),
  });
  expect(markdown).toContain('Commands of runs.json: rg ran so many times faster');
  expect(markdown).toMatch(/\| rg +\| +1\.00 \|/);
  // s/m is 0.0141421 / 0.11 = 0.128565 of rg and of grep; 2 sqrt(2) 0.128565 = 0.3636, and 3 x 0.128565 = 0.3857 for ag.
  expect(markdown).toMatch(/\| grep +\| +2\.00 ± 0\.36 \|/);
  expect(markdown).toMatch(/\| ag +\| +3\.00 ± 0\.39 \|/);
});

it('compares neither single commands, nor those of two files', async () => {
  const markdown = await markdownOf('apart', {
    'one.json': hyperfine(result('grep', [0.2, 0.24])),
    'two.json': hyperfine(result('rg', [0.1, 0.12])),
  });
  expect(markdown).not.toContain('times faster');
});
