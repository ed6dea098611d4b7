import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onBranch } from '../../../src/commands/record/data-branch.ts';
import { isRace, messageOf, pushHint } from '../../../src/commands/record/push-result.ts';
import { Clones } from './clones.ts';

let clones: Clones;
/** Pushes a run of the first clone; `meanwhile` happens after its fetch and before its push. */
const pushRun = (branch: string, id: string, meanwhile: () => unknown, clone = 'first'): Promise<void> => {
  const added = `perf/data/${id}`;
  return onBranch({ repository: clones.path(clone), branch, added }, async (folder, commit) => {
    mkdirSync(join(folder, added), { recursive: true });
    writeFileSync(join(folder, added, 'run.json'), '{}');
    await commit(`perf: record ${id}`);
    await meanwhile();
  });
};
const secondRecords = async (...argv: readonly string[]): Promise<void> => {
  clones.results('second/requests.csv');
  expect(await clones.record('second', 'requests.csv', ...argv)).toMatchObject({ code: 0, err: '' });
};

describe('onBranch', { timeout: 120_000 }, () => {
  beforeEach(() => (clones = new Clones()));
  afterEach(() => clones.remove());

  it('keeps both runs if another job pushes between its fetch and its push', async () => {
    await pushRun('main', 'from-first', () => secondRecords('--id', 'from-second', '--push', 'main'));
    for (const id of ['from-first', 'from-second'])
      expect(clones.filesOn('main')).toContain(`perf/data/${id}/run.json`);
    expect(clones.git('bare.git', 'log', '--format=%s', 'main').trim().split('\n')).toEqual([
      'perf: record from-first',
      'perf: record from-second',
      'all',
    ]);
  });

  it('puts its commit on top from a shallow clone at a detached head, as CI services make them', async () => {
    clones.git('first', 'commit', '--quiet', '--allow-empty', '--message=more');
    clones.git('first', 'push', '--quiet', 'origin', 'main');
    const bare = `file://${clones.path('bare.git')}`;
    clones.git('.', 'clone', '--quiet', '--depth=1', bare, 'shallow');
    clones.git('shallow', 'checkout', '--quiet', '--detach');
    await pushRun('main', 'run-1', () => secondRecords('--id', 'run-2', '--push', 'main'), 'shallow');
    expect(clones.git('bare.git', 'log', '--format=%s', 'main').trim().split('\n')).toEqual([
      'perf: record run-1',
      'perf: record run-2',
      'more',
      'all',
    ]);
  });

  it('keeps both runs if two jobs begin a data branch', async () => {
    await pushRun('perf-data', 'from-first', () =>
      secondRecords('--id', 'from-second', '--push', 'branch:perf-data'),
    );
    expect(clones.git('bare.git', 'log', '--format=%s', 'perf-data').trim().split('\n')).toEqual([
      'perf: record from-first',
      'perf: record from-second',
      'Begin perf-data',
    ]);
  });

  it('refuses an id that another job pushed meanwhile', async () => {
    await expect(
      pushRun('main', 'run-1', () => secondRecords('--id', 'run-1', '--push', 'main')),
    ).rejects.toMatchObject({
      message: 'Another job pushed a run with the id run-1 to main at the same time.',
      hint: 'Give each job an id of its own with --id.',
    });
  });

  it('pushes to a remote whose path is relative to the repository', async () => {
    clones.git('first', 'remote', 'set-url', 'origin', '../bare.git');
    await pushRun('main', 'run-1', () => undefined);
    expect(clones.filesOn('main')).toContain('perf/data/run-1/run.json');
  });

  it('does not repeat a push that a rule of the server rejects', async () => {
    clones.write('bare.git/hooks/pre-receive', '#!/bin/sh\necho attempt >> "$(pwd)/attempts"\nexit 1\n');
    chmodSync(clones.path('bare.git/hooks/pre-receive'), 0o755);
    await expect(pushRun('main', 'run-1', () => undefined)).rejects.toThrow(
      /could not be pushed to main: .*\[remote rejected\] \(pre-receive hook declined\)/,
    );
    expect(readFileSync(clones.path('bare.git/attempts'), 'utf8')).toBe('attempt\n');
  });
});

// Printed by git 2.39.
const porcelain = (reason: string): string => `To /tmp/bare.git\n!\tHEAD:refs/heads/main\t${reason}\nDone\n`;

describe('what git push prints', () => {
  // Printed by git 2.39, and by the servers of GitHub and GitLab.
  it.each([
    ["fatal: '../bare.git' does not appear to be a git repository", 'git remote get-url'],
    ['fatal: unable to access: Could not resolve host: git.example', 'git remote get-url'],
    ['remote: Permission to shop/api.git denied to github-actions[bot].', 'right to write'],
    ['fatal: unable to access: The requested URL returned error: 403', 'right to write'],
    ["fatal: could not read Username for 'https://github.com': No such device or address", 'right to write'],
    [porcelain('[remote rejected] (pre-receive hook declined)'), 'rule of the server'],
  ])('%s has a hint that fits', (printed, hint) => expect(pushHint(printed)).toContain(hint));

  it.each([
    ['[rejected] (fetch first)', true],
    ['[rejected] (non-fast-forward)', true],
    ['[remote rejected] (failed to update ref)', true],
    ["[remote rejected] (cannot lock ref 'refs/heads/main': is at 1 but expected 2)", true],
    ['[remote rejected] (protected branch hook declined)', false],
    ['[remote rejected] (pre-receive hook declined)', false],
  ])('%s is a race: %s', (reason, expected) => expect(isRace(porcelain(reason))).toBe(expected));

  it('is no race if nothing reached the server', () => expect(isRace('')).toBe(false));

  it('is shown without hints', () => {
    const stderr =
      "error: failed to push some refs to '/tmp/bare.git'\nhint: Updates were rejected because the remote contains work that you do\nhint: not have locally.\n";
    expect(messageOf(`${porcelain('[rejected] (fetch first)')}${stderr}`)).toBe(
      "! HEAD:refs/heads/main [rejected] (fetch first) error: failed to push some refs to '/tmp/bare.git'",
    );
  });
});
