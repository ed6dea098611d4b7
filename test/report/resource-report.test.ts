import { expect, it } from 'vitest';
import { trendPages } from '../../src/site/trend-pages.ts';
import { twoRuns } from './two-runs.ts';

/** Half a minute of a GPU with so much memory in use. */
const gpu = (mib: number): string =>
  `timestamp, index, utilization.gpu [%], memory.used [MiB]\n${Array.from(
    { length: 30 },
    (_, s) => `2026/11/20 10:00:${String(s + 10)}.000, 0, ${50 + (s % 5)} %, ${mib + (s % 3)} MiB\n`,
  ).join('')}`;

it('a run of nothing but readings speaks of no requests, endpoints and scenarios', async () => {
  const workspace = await twoRuns('gpu', 'gpu.csv', [gpu(1_000), gpu(1_000)]);
  const [first, second] = workspace.reports.map((report) => workspace.twinMarkdown(report));
  expect(first).toMatch(/^# 3 values measured\n/);
  expect(second).toMatch(/^# 3 values: no change detected since r1\n/);
  for (const twin of [first, second]) {
    expect(twin).toContain('## Measured values');
    expect(twin).not.toMatch(/request|endpoint|scenario|throughput|response|error|users|per call|database/i);
  }
  expect(trendPages(workspace.trends).map(({ label }) => label)).toEqual(['Whole run']);
});
