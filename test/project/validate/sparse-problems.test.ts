import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sparseProblems } from '../../../src/project/validate/sparse-problems.ts';

let folder = '';
const git = (...args: string[]): Buffer =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...args], {
    stdio: 'pipe',
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-test-'));
  for (const run of ['a', 'b', 'c', 'd', 'é']) {
    mkdirSync(join(folder, 'data', run), { recursive: true });
    writeFileSync(join(folder, 'data', run, 'requests.csv'), 'timestamp\n');
  }
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'results');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const messages = async (): Promise<string[]> =>
  (await sparseProblems(join(folder, 'data'), 'data')).map(({ message }) => message);

it('names committed folders that a sparse checkout leaves out', async () => {
  git('sparse-checkout', 'set', 'data/a');
  expect(await messages()).toEqual([
    '4 committed folders are not on disk, because this is a sparse checkout: b, c, d and 1 more. Pages leave them out.',
  ]);
  git('sparse-checkout', 'set', 'data/a', 'data/b', 'data/c', 'data/d');
  expect(await messages()).toEqual([
    '1 committed folder is not on disk, because this is a sparse checkout: é. Pages leave them out.',
  ]);
});

it('is silent where all is on disk, where a folder was deleted, and outside of git', async () => {
  expect(await messages()).toEqual([]);
  git('sparse-checkout', 'set', 'data');
  rmSync(join(folder, 'data', 'b'), { recursive: true });
  expect(await messages()).toEqual([]);
  git('sparse-checkout', 'disable');
  rmSync(join(folder, '.git'), { recursive: true });
  expect(await messages()).toEqual([]);
});
