import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { diagnose, type Diagnosis } from '../../../src/commands/doctor/diagnoses.ts';
import { projectPaths } from '../../../src/store/paths.ts';
import { commitAll, gitIn } from '../git-folder.ts';
import { perfolio } from '../perfolio.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-doctor-'));
  write('origin/perf/data/project.json', '{}');
  write('origin/perf/content/runs/.gitkeep', '');
  write('origin/perf/package-lock.json', '{}');
  commitAll(join(folder, 'origin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function wrongIn(repository: string, variables: NodeJS.ProcessEnv = {}): Promise<Diagnosis[]> {
  const top = join(folder, repository);
  const found = await diagnose(projectPaths(join(top, 'perf'), top), variables);
  return found.filter(({ state }) => state !== 'fine');
}

it('finds nothing wrong in a full clone', async () => {
  expect(await wrongIn('origin')).toEqual([]);
  const { out, code } = await perfolio(join(folder, 'origin'), ['doctor']);
  expect(code).toBe(0);
  expect(out).toContain(`ok    Node: ${process.version}`);
});

it('finds a shallow clone, and says how to get the history', async () => {
  write('origin/more.txt', '');
  commitAll(join(folder, 'origin'));
  gitIn(folder, 'clone', '--quiet', '--depth=1', `file://${join(folder, 'origin')}`, 'clone');
  expect(await wrongIn('clone')).toMatchObject([{ found: 'shallow clone', state: 'wrong' }]);
  const { out, code } = await perfolio(join(folder, 'clone'), ['doctor']);
  expect(code).toBe(1);
  expect(out).toContain('WRONG git history: shallow clone\n      Fetch it with git fetch --unshallow.');
});

it('finds raw files that .gitignore hides', async () => {
  write('origin/.gitignore', '*.log\n');
  write('origin/perf/data/run-1/k6.log', '');
  write('origin/perf/data/run-1/k7.log', '');
  expect(await wrongIn('origin')).toMatchObject([
    { what: 'raw results', found: '.gitignore excludes run-1/k6.log and 1 more from commits' },
  ]);
});

it('finds a lock file that is not committed, a missing folder and a missing token', async () => {
  rmSync(join(folder, 'origin/perf/package-lock.json'));
  rmSync(join(folder, 'origin/perf/content'), { recursive: true });
  gitIn(join(folder, 'origin'), 'rm', '--quiet', '--cached', 'perf/package-lock.json');
  const variables = { GITHUB_ACTIONS: 'true', HEAD_SHA: 'abc' };
  const wrong = await wrongIn('origin', variables);
  expect(wrong.map(({ what }) => what)).toEqual(['content folder', 'lock file', 'token for comments']);
  expect((await wrongIn('origin', { ...variables, GITHUB_TOKEN: 'x' })).length).toBe(2);
});

it('works outside of a repository', async () => {
  rmSync(join(folder, 'origin/.git'), { recursive: true });
  expect(await wrongIn('origin')).toMatchObject([{ what: 'git repository', state: 'doubtful' }]);
});

it('finds the lock file of a project at the top of the repository, and of one further down', async () => {
  rmSync(join(folder, 'origin/perf/package-lock.json'));
  gitIn(join(folder, 'origin'), 'rm', '--quiet', '--cached', 'perf/package-lock.json');
  const top = join(folder, 'origin');
  const lockOf = async (project: string): Promise<string | undefined> => {
    const found = await diagnose(projectPaths(join(top, project), top), {});
    return found.find(({ what }) => what === 'lock file')?.found;
  };
  expect(await lockOf('.')).toBe('not committed');
  write('origin/package-lock.json', '{}');
  gitIn(top, 'add', 'package-lock.json');
  expect(await lockOf('.')).toBe('package-lock.json');
  write('origin/perf/checkout/data/project.json', '{}');
  expect(await lockOf('perf/checkout')).toBe('package-lock.json');
});

it('does not take a missing folder for a missing git', async () => {
  const { out, code } = await perfolio(join(folder, 'origin'), ['doctor', '--data', 'nowhere/data']);
  expect(code).toBe(1);
  expect(out).toContain('WRONG data folder: ');
  expect(out).not.toContain('WRONG git');
});

it('finds a missing token for notes on merge requests', async () => {
  const variables = { GITLAB_CI: 'true', CI_MERGE_REQUEST_IID: '5' };
  expect(await wrongIn('origin', variables)).toMatchObject([
    { what: 'token for comments', found: 'GITLAB_TOKEN is not set', state: 'doubtful' },
  ]);
  expect(await wrongIn('origin', { ...variables, GITLAB_TOKEN: 'x' })).toEqual([]);
});
