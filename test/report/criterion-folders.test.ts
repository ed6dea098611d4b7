import { expect, it } from 'vitest';
import { workspaceOf } from './two-runs.ts';

/** The files of a benchmark that took so many ns per iteration, as criterion.rs lays them out. */
function files(folder: string, id: string, ns: number): Record<string, string> {
  const about = { group_id: id, function_id: null, full_id: id, directory_name: id };
  const times = [1, 2, 3, 4].map((i) => i * ns);
  return Object.fromEntries(
    ['new', 'base'].flatMap((run) => [
      [`${folder}${id}/${run}/benchmark.json`, JSON.stringify(about)],
      [`${folder}${id}/${run}/sample.json`, JSON.stringify({ iters: [1, 2, 3, 4], times })],
    ]),
  );
}

it('are no scenarios, but one around them is', async () => {
  const both = { ...files('', 'fib 20', 18_000), ...files('', 'sort/large', 7_000) };
  const machines = { ...files('arm/', 'fib 20', 18_000), ...files('x86/criterion/', 'fib 20', 9_000) };
  const workspace = await workspaceOf('criterion-folders', [both, machines]);
  const places = workspace.reports.map(({ measures }) =>
    measures.response.map(({ scenario, label }) => `${label} in ${scenario}`).sort(),
  );
  expect(places).toEqual([
    ['fib 20 in default', 'sort/large in default'],
    ['fib 20 in arm', 'fib 20 in x86'],
  ]);
  expect(workspace.problems.map(({ message }) => message).join()).not.toContain('base/');
  const twin = workspace.twinMarkdown(workspace.reports[0]!).replaceAll('\u00a0', ' ');
  expect(twin).toMatch(/^# 2 benchmarks; fib 20 is slowest: 18 µs per iteration\n/);
  expect(twin).not.toMatch(/scenario|fib 20 in fib 20/i);
});
