import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commitLine } from '../../src/project/commit-line.ts';
import { lastCommits } from '../../src/project/runs/run-files.ts';
import { runGit, topOf } from '../../src/store/git.ts';
import { checkoutPaths } from '../../src/store/paths.ts';
import { gitIn } from '../commands/git-folder.ts';

let folder = '';
beforeEach(() => (folder = realpathSync(mkdtempSync(join(tmpdir(), 'perfolio-top-')))));
afterEach(() => {
  delete process.env.GIT_TRACE2_EVENT;
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

it('asks git once for a folder of a repository, and again for one that was in none', async () => {
  const data = join(folder, 'perf/data');
  mkdirSync(data, { recursive: true });
  expect(await topOf(data)).toBeNull();
  gitIn(folder, 'init', '--quiet');
  process.env.GIT_TRACE2_EVENT = join(folder, 'asked.json');
  for (const path of [data, data, join(data, 'not-yet')]) expect(await topOf(path)).toBe(folder);
  const asked = readFileSync(join(folder, 'asked.json'), 'utf8').match(/"event":"start"/g);
  expect(asked).toHaveLength(1);
});

it('starts no git for a folder that no repository is around', async () => {
  process.env.GIT_TRACE2_EVENT = join(folder, 'asked.json');
  expect(await topOf(folder)).toBeNull();
  expect([...(await lastCommits({ ...checkoutPaths(), data: folder }))]).toEqual([]);
  expect((await commitLine({ data: folder, content: folder }, true)).countBetween('a', 'b')).toBeNull();
  expect(existsSync(join(folder, 'asked.json'))).toBe(false);
});

it('asks git where a variable names the repository', async () => {
  gitIn(folder, 'init', '--quiet', 'repository');
  vi.stubEnv('GIT_DIR', join(folder, 'repository/.git'));
  expect(await topOf(folder)).toBe(folder);
});

it('gives a top whose name ends with a blank', async () => {
  const name = 'perf \t ';
  gitIn(folder, 'init', '--quiet', name);
  expect(await topOf(join(folder, name))).toBe(join(folder, name));
});

it('reads what git prints in English, and takes no locks', async () => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/git'), '#!/bin/sh\necho "$LC_ALL $GIT_OPTIONAL_LOCKS"\n', { mode: 0o755 });
  vi.stubEnv('PATH', `${join(folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`);
  vi.stubEnv('LC_ALL', 'de_DE.UTF-8');
  expect(await runGit(folder, [])).toMatchObject({ stdout: 'C 0\n' });
});

it('asks again if the repository is gone', async () => {
  gitIn(folder, 'init', '--quiet');
  expect(await topOf(folder)).toBe(folder);
  rmSync(join(folder, '.git'), { recursive: true });
  expect(await topOf(folder)).toBeNull();
});
