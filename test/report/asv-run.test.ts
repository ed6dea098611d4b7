import { expect, it } from 'vitest';
import { workspaceOf } from './two-runs.ts';

const hash = 'f8ff61c77e5739e24f0b86771747b38033b310ef';
const results = (commit: string): string =>
  JSON.stringify({
    ...{ commit_hash: commit, date: 1_707_587_234_000, env_name: 'conda-py3.10', python: '3.10' },
    ...{ params: { machine: 'ci' }, result_columns: ['result'], results: { 'a.time_sort': [[0.0015]] } },
  });

it('takes the commit and the runtime that asv recorded, where all results are of one commit', async () => {
  const { reports } = await workspaceOf('asv-run', [
    { '3.10.json': results(hash) },
    { 'a.json': results(hash), 'b.json': results('0010721e5d2fd0a17cc1a02ba5c4e0ff83b79b1a') },
    { 'c.json': results('not a hash') },
  ]);
  expect(
    reports.map(({ measures }) => [measures.manifest.commit, measures.systemFromFiles?.runtime]),
  ).toEqual([
    [hash, 'Python 3.10'],
    [undefined, undefined],
    [undefined, 'Python 3.10'],
  ]);
});
