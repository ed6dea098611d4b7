import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openWorkspace } from '../../src/project/workspace.ts';
import { checkoutPaths } from '../../src/store/paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfolio-commit-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A saved file of pytest-benchmark with one benchmark. */
const saved = (commit: string): string => {
  const stats = { min: 0.1, max: 0.3, mean: 0.2, stddev: 0.05, rounds: 3, median: 0.2, iterations: 1 };
  return JSON.stringify({
    machine_info: {},
    commit_info: { id: commit, branch: 'topic' },
    benchmarks: [{ name: 'test_a', fullname: 't.py::test_a', stats }],
    datetime: '2026-02-03T10:00:00+00:00',
  });
};

function write(run: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'data', run), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'data', run, name), text);
}

test('the commit that pytest-benchmark recorded is the run’s, unless run.json or another file says otherwise', async () => {
  write('recorded', { 'one.json': saved('abc1234567') });
  write('stated', { 'one.json': saved('abc1234567'), 'run.json': '{"commit": "def7654321"}' });
  write('unlike', { 'one.json': saved('abc1234567'), 'two.json': saved('fff7654321') });
  write('unknown', { 'one.json': saved('unknown') });
  const workspace = await openWorkspace(
    checkoutPaths({ shownFrom: folder, data: join(folder, 'data'), content: join(folder, 'content') }),
  );
  const commits = workspace.reports.map(({ id, measures }) => [id, measures.manifest.commit]);
  expect(Object.fromEntries(commits)).toEqual({
    recorded: 'abc1234567',
    stated: 'def7654321',
    unlike: undefined,
    unknown: undefined,
  });
});
