import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Refusal } from '../../project/refusal.ts';

const execute = promisify(execFile);

/** Runs git; throws what it printed. A missing name of the author is filled in, as CI machines have none. */
async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const author = { name: 'perfolio', email: 'perfolio@localhost' };
  const { stdout } = await execute('git', ['-C', folder, ...args], {
    env: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      ...process.env,
      LC_ALL: 'C',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trim();
}

const attempts = 8;

/**
 * Gives `work` a folder with the branch of the remote `origin` checked out, then pushes what it committed there through
 * `commit`. All calls of `commit` make one commit. If another job pushed meanwhile, the commit is put on top of that and pushed again. The user's own checkout
 * does not change. A branch that does not exist begins empty.
 */
export async function onBranch<T>(
  repository: string,
  branch: string,
  work: (folder: string, commit: (message: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), 'perfolio-record-'));
  const folder = join(parent, 'branch');
  try {
    await git(
      repository,
      'worktree',
      'add',
      '--detach',
      '--quiet',
      folder,
      await startOf(repository, branch),
    );
    let isFirst = true;
    const result = await work(folder, async (message) => {
      await git(folder, 'add', '--all', '--force');
      await git(folder, 'commit', '--quiet', '--message', message, ...(isFirst ? [] : ['--amend']));
      isFirst = false;
    });
    await push(folder, branch);
    return result;
  } finally {
    await rm(parent, { recursive: true, force: true });
    await git(repository, 'worktree', 'prune').catch(() => undefined);
  }
}

/** The commit of the remote branch; an empty one if there is no such branch. */
async function startOf(repository: string, branch: string): Promise<string> {
  if (await fetch(repository, branch)) return git(repository, 'rev-parse', 'FETCH_HEAD');
  const empty = await git(repository, 'hash-object', '-w', '-t', 'tree', '/dev/null');
  return git(repository, 'commit-tree', empty, '-m', `Begin ${branch}`);
}

/** False if the remote has no such branch. Throws a Refusal if the remote cannot be reached. */
async function fetch(folder: string, branch: string): Promise<boolean> {
  try {
    await git(folder, 'fetch', '--quiet', 'origin', `refs/heads/${branch}`);
    return true;
  } catch (error) {
    if (messageOf(error).includes("couldn't find remote ref")) return false;
    throw new Refusal(
      `origin cannot be fetched: ${messageOf(error)}`,
      'Check the remote and its credentials.',
    );
  }
}

async function push(folder: string, branch: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await git(folder, 'push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
      return;
    } catch (error) {
      const message = messageOf(error);
      if (!/rejected|fetch first|cannot lock ref|failed to update ref/.test(message) || attempt === attempts)
        throw new Refusal(
          `The run could not be pushed to ${branch}: ${message}`,
          'The job needs the right to write to the repository. In a pull request from a fork it has none: record without --push, and upload the folder as an artifact.',
        );
    }
    // Jobs that collided once would collide again at equal pauses.
    await wait(100 * attempt + Math.random() * 400);
    if (await fetch(folder, branch)) await git(folder, 'rebase', '--quiet', 'FETCH_HEAD');
  }
}

/** The last lines that git printed. */
const messageOf = (error: unknown): string =>
  ((error as { stderr?: string }).stderr ?? String(error)).trim().split('\n').slice(-3).join(' ');
