import { expect, test } from 'vitest';
import type { RunMeasures } from '../../../src/model/run-measures.ts';
import { sameRunProblems } from '../../../src/project/validate/same-runs.ts';

const run = (id: string, ...hashes: string[]): RunMeasures =>
  ({ id, sources: hashes.map((sha256) => ({ sha256 })) }) as unknown as RunMeasures;

test('runs of the same files, in any order, are named once each; empty hashes tell nothing', () => {
  const problems = sameRunProblems(
    [run('r1', 'a', 'b'), run('r2', 'b', 'a'), run('r3', 'a'), run('r4', ''), run('r5', '')],
    (id) => `data/${id}`,
  );
  expect(problems.map(({ file, message }) => [file, message])).toEqual([
    ['data/r2', 'All raw files are byte-identical to those of the run "r1".'],
  ]);
});
