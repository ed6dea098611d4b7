import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Refusal } from '../../project/refusal.ts';
import { runGit, type GitRun } from '../../store/git.ts';
import { isRace, messageOf, pushHint } from './push-result.ts';

/** A folder to commit, and the branch of `origin` that it goes to. */
export interface BranchTarget {
  /** The top folder of the repository. */
  readonly repository: string;
  readonly branch: string;
  /** The folder of the run, relative to the top. Nothing else is committed. */
  readonly added: string;
  /** False for the main branch: a remote with other branches calls it something else. */
  readonly mayBegin?: boolean;
}

/** The author of commits, unless the environment names one: CI machines often have none. */
const author = { name: 'perfolio', email: 'perfolio@localhost' };

const identity = (): NodeJS.ProcessEnv => ({
  GIT_AUTHOR_NAME: process.env.GIT_AUTHOR_NAME ?? author.name,
  GIT_AUTHOR_EMAIL: process.env.GIT_AUTHOR_EMAIL ?? author.email,
  GIT_COMMITTER_NAME: process.env.GIT_COMMITTER_NAME ?? author.name,
  GIT_COMMITTER_EMAIL: process.env.GIT_COMMITTER_EMAIL ?? author.email,
});

/** Runs git without the hooks of the repository, which expect a person's commit. */
const tryGit = (folder: string, args: readonly string[]): Promise<GitRun> =>
  runGit(folder, ['-c', 'core.hooksPath=/dev/null', ...args], { variables: identity() });

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { isDone, stdout, stderr } = await tryGit(folder, args);
  if (!isDone) throw new Refusal(`git ${args[0] ?? ''} failed: ${messageOf(stderr)}`, 'Nothing was pushed.');
  return stdout.trim();
}

const attempts = 8;

/**
 * Gives `work` a folder with the branch of the remote `origin` checked out, then pushes what it committed there through
 * `commit`. All calls of `commit` make one commit. If another job pushed meanwhile, the commit is put on top of that and
 * pushed again. The user's own checkout does not change. A branch that does not exist begins empty, if it may. Throws a
 * Refusal if the remote cannot be reached, lacks the main branch, rejects the commit, or has the folder already.
 */
export async function onBranch<T>(
  target: BranchTarget,
  work: (folder: string, commit: (message: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  const parent = await mkdtemp(join(tmpdir(), 'perfolio-record-'));
  const folder = join(parent, 'branch');
  // FETCH_HEAD belongs to the whole clone, where other commands may fetch at the same time.
  const ref = `refs/perfolio/${basename(parent)}`;
  try {
    const start = (await fetch(target, ref)) ?? (await emptyCommit(target));
    await git(target.repository, 'worktree', 'add', '--detach', '--quiet', folder, start);
    let isFirst = true;
    const result = await work(folder, async (message) => {
      await git(folder, 'add', '--all', '--force', '--', target.added);
      const again = isFirst ? [] : ['--amend'];
      await git(folder, 'commit', '--quiet', '--no-verify', '--message', message, ...again);
      isFirst = false;
    });
    await refuseLargeFileStorage(folder, target);
    await push(folder, target, ref, start);
    return result;
  } finally {
    await rm(parent, { recursive: true, force: true });
    await tryGit(target.repository, ['worktree', 'prune']);
    await tryGit(target.repository, ['update-ref', '-d', ref]);
  }
}

async function emptyCommit({ repository, branch, mayBegin = true }: BranchTarget): Promise<string> {
  if (!mayBegin) await refuseOtherBranches(repository, branch);
  const tree = await git(repository, 'hash-object', '-w', '-t', 'tree', '--stdin');
  return git(repository, 'commit-tree', tree, '-m', `Begin ${branch}`);
}

async function refuseOtherBranches(repository: string, branch: string): Promise<void> {
  const heads = await git(repository, 'ls-remote', '--heads', 'origin');
  const names = heads.split('\n').flatMap((line) => line.split('refs/heads/')[1] ?? []);
  if (names.length === 0) return;
  throw new Refusal(
    `origin has no branch ${branch}, only ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and others' : ''}.`,
    'Name the main branch in project.json: "mainBranch". Nothing was pushed.',
  );
}

/** The commit of the remote branch; null if there is no such branch. Throws a Refusal if the remote cannot be reached. */
async function fetch({ repository, branch }: BranchTarget, ref: string): Promise<string | null> {
  const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
  const { isDone, stderr } = await tryGit(repository, [
    'fetch',
    ...options,
    'origin',
    `+refs/heads/${branch}:${ref}`,
  ]);
  if (isDone) return git(repository, 'rev-parse', '--verify', ref);
  if (stderr.includes("couldn't find remote ref")) return null;
  throw new Refusal(
    `origin cannot be fetched: ${messageOf(stderr)}`,
    'Check the remote and its credentials.',
  );
}

async function push(folder: string, target: BranchTarget, ref: string, start: string): Promise<void> {
  const options = ['--porcelain', '--no-verify', '--no-follow-tags', '--recurse-submodules=no'];
  let base = start;
  for (let attempt = 1; ; attempt++) {
    // Pushed from the repository itself: its remote may be a path relative to its top folder.
    const refspec = `${await git(folder, 'rev-parse', 'HEAD')}:refs/heads/${target.branch}`;
    const { isDone, stdout, stderr } = await tryGit(target.repository, [
      'push',
      ...options,
      'origin',
      refspec,
    ]);
    if (isDone) return;
    if (!isRace(stdout) || attempt === attempts)
      throw new Refusal(
        `The run could not be pushed to ${target.branch}: ${messageOf(`${stdout}\n${stderr}`)}`,
        pushHint(`${stdout}\n${stderr}`),
      );
    // Jobs that collided once would collide again at equal pauses.
    await wait(100 * attempt + Math.random() * 400);
    const remote = await fetch(target, ref);
    if (remote === null) continue;
    await refuseSameRun(target, remote);
    await git(folder, 'rebase', '--quiet', '--onto', remote, base);
    base = remote;
  }
}

/** Two jobs with one id: the second would mix its files with those of the first. */
async function refuseSameRun({ repository, branch, added }: BranchTarget, commit: string): Promise<void> {
  if ((await git(repository, 'ls-tree', '--name-only', commit, '--', added)) === '') return;
  throw new Refusal(
    `Another job pushed a run with the id ${basename(added)} to ${branch} at the same time.`,
    'Give each job an id of its own with --id.',
  );
}

/** Files in LFS are uploaded by its hook alone, so their commit would arrive without them. */
async function refuseLargeFileStorage(folder: string, { added }: BranchTarget): Promise<void> {
  const files = await git(folder, 'ls-files', '-z', '--', added);
  const { stdout } = await runGit(folder, ['check-attr', '-z', '--stdin', 'filter'], { input: files });
  const fields = stdout.split('\0');
  const place = fields.findIndex((value, i) => i % 3 === 2 && value === 'lfs');
  if (place < 0) return;
  throw new Refusal(
    `.gitattributes puts ${fields[place - 2] ?? added} into Git LFS, which record cannot push.`,
    'Exclude the data folder from LFS in .gitattributes, or record without --push and commit the run yourself.',
  );
}
