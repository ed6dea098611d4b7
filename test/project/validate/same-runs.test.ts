import { expect, test } from 'vitest';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import { sameRunProblems } from '../../../src/project/validate/same-runs.ts';

const placeOf = (id: string): string => `data/${id}`;
const run = (id: string, ...hashes: string[]): RunMeasures =>
  ({ id, sources: hashes.map((sha256) => ({ sha256, file: `${sha256}.csv` })) }) as unknown as RunMeasures;

test('runs of the same files, in any order, are named once each; empty hashes tell nothing', () => {
  const problems = sameRunProblems(
    [run('r1', 'a', 'b'), run('r2', 'b', 'a'), run('r3', 'a'), run('r4', ''), run('r5', '')],
    { placeOf, commits: new Map() },
  );
  expect(problems.map(({ file, message }) => [file, message])).toEqual([
    ['data/r2', 'All raw files are byte-identical to those of the run "r1".'],
  ]);
});

test('of two equal runs, the one that was committed later is the copy, whatever their names', () => {
  const at = (commit: string): { commit: string; path: string } => ({ commit, path: 'p' });
  // As git lists them: the newest first.
  const commits = new Map([
    ['a-copy/x.csv', at('newer')],
    ['original/y.csv', at('newer')],
    ['original/x.csv', at('older')],
  ]);
  const named = (...runs: RunMeasures[]): string[] =>
    sameRunProblems(runs, { placeOf, commits }).map(({ file }) => file);
  expect(named(run('a-copy', 'x'), run('original', 'x'))).toEqual(['data/a-copy']);
  expect(named(run('a-draft', 'x'), run('original', 'x'))).toEqual(['data/a-draft']);
  expect(named(run('a-draft', 'x'), run('a-copy', 'x'), run('original', 'x'))).toEqual([
    'data/a-copy',
    'data/a-draft',
  ]);
});

test('of two equal runs that are not committed, the later one is the copy', () => {
  const dated = (id: string, startedAt: string): RunMeasures => ({ ...run(id, 'x'), startedAt });
  const runs = [dated('a', '2026-12-01T00:00:00Z'), dated('b', '2026-11-18T00:00:00Z')];
  const problems = sameRunProblems(runs, { placeOf, commits: new Map() });
  expect(problems.map(({ file }) => file)).toEqual(['data/a']);
});
