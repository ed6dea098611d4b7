import { expect, it } from 'vitest';
import { responseDistribution } from '../../src/charts/response-distribution.ts';
import { workspaceOf } from '../report/two-runs.ts';

/** Results of hyperfine: commands with their times in seconds. */
const results = (commands: Readonly<Record<string, readonly number[]>>): string =>
  JSON.stringify({
    results: Object.entries(commands).map(([command, times]) => {
      const mean = times.reduce((sum, one) => sum + one, 0) / times.length;
      const sorted = times.toSorted((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      const [min, max] = [sorted[0], sorted.at(-1)];
      return { command, mean, stddev: 0.1, median, user: 1, system: 1, min, max, times };
    }),
  });

it('the chart at the head of benchmarks is of the slowest one, by its median, as the heading says', async () => {
  // steady has the larger median, and wild the larger 95th percentile and mean.
  const few = results({ steady: [11.9, 12, 12.1], wild: [11, 11.8, 14] });
  const many = results({ quick: Array.from({ length: 12 }, (_, i) => 0.02 + i / 1_000) });
  const { reports } = await workspaceOf('hyperfine', [{ 'a/h.json': few, 'b/h.json': many }]);
  const report = reports[0]!;
  const read = (focus?: { scenario: null }): string =>
    responseDistribution.read(report, focus)!.caption.replaceAll('\u00a0', ' ');
  expect(read()).toContain('a: steady is slowest: half within 12 s');
  expect(read({ scenario: null })).toBe('steady is slowest: half within 12 s.');
});
