import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What a git command printed, and whether it succeeded. */
export interface GitRun {
  readonly isDone: boolean;
  readonly stdout: string;
  /** The complete output of git there, hints included; the reason if git could not be started. */
  readonly stderr: string;
}

interface GitOptions {
  /** Environment variables in addition to those of the process. */
  readonly variables?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/**
 * The arguments that run git in a folder. Git must not take the folder itself for a repository: it could be committed as
 * one, whose configuration names programs to run.
 */
export const inFolder = (folder: string): string[] => ['-c', 'safe.bareRepository=explicit', '-C', folder];

/** Runs git in a folder and collects what it prints as text; it never throws. */
export async function runGit(
  folder: string,
  args: readonly string[],
  { variables = {}, input = '' }: GitOptions = {},
): Promise<GitRun> {
  const running = execute('git', [...inFolder(folder), ...args], {
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', ...variables },
    maxBuffer: 2 ** 30,
  });
  // A git that fails may close its input before it has read all of it.
  running.child.stdin?.on('error', () => undefined);
  running.child.stdin?.end(input);
  try {
    return { isDone: true, ...(await running) };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & Partial<GitRun>;
    return { isDone: false, stdout, stderr: stderr === '' ? message : stderr };
  }
}

/** What git prints when run in a folder; null where git fails, is not installed, or the folder is in no repository. */
export async function git(folder: string, ...args: readonly string[]): Promise<string | null> {
  const { isDone, stdout } = await runGit(folder, args);
  return isDone ? stdout : null;
}

/** The line that git printed. A path may begin or end with blanks. */
const lineOf = (printed: string): string => printed.replace(/\r?\n$/, '');

/** The name that git has for the person who uses a folder; null without one. */
export async function gitUser(folder: string): Promise<string | null> {
  const name = (await git(existingFolder(folder), 'config', 'user.name'))?.trim() ?? '';
  return name === '' ? null : name;
}

/** True if git can be started, whatever folder the user is in. */
export const isGitInstalled = async (): Promise<boolean> => (await git('.', '--version')) !== null;

/** The folder itself, or the nearest one above it that exists. */
export const existingFolder = (folder: string): string =>
  existsSync(folder) || dirname(folder) === folder ? folder : existingFolder(dirname(folder));

/**
 * A path relative to the top of its repository, with forward slashes; null for one outside. Links on the way are followed,
 * and the path need not exist.
 */
export async function pathInside(repository: string, path: string): Promise<string | null> {
  const start = existingFolder(path);
  const real = resolve(await realpath(start), relative(start, path));
  const within = relative(await realpath(repository), real);
  return isAbsolute(within) || within.split(sep)[0] === '..' ? null : within.replaceAll(sep, '/');
}

/** The nearest folder with a repository, from a folder upwards. A worktree or submodule has a file `.git`. */
export function repositoryAround(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder;
  return dirname(folder) === folder ? null : repositoryAround(dirname(folder));
}

/** True if git would find no repository for an existing folder, so that it need not be started. */
const isOutside = async (folder: string): Promise<boolean> =>
  process.env.GIT_DIR === undefined && repositoryAround(await realpath(folder)) === null;

const tops = new Map<string, string>();

/**
 * The top of the repository that a folder is in; null where it is in none. One command asks for it a dozen times: what was
 * found is kept as long as the process runs, and what was not is looked for again.
 */
export async function topOf(folder: string): Promise<string | null> {
  const start = existingFolder(resolve(folder));
  const known = tops.get(start);
  if (known !== undefined && existsSync(join(known, '.git'))) return known;
  if (await isOutside(start)) return null;
  const printed = await git(start, 'rev-parse', '--show-toplevel');
  if (printed === null) return null;
  const top = lineOf(printed);
  tops.set(start, top);
  return top;
}

/**
 * A folder and those above it up to the top of its repository, nearest first, relative to the top ('' is the top itself);
 * null where it is in no repository.
 */
export async function foldersUpToTop(folder: string): Promise<{ top: string; folders: string[] } | null> {
  const top = await topOf(folder);
  if (top === null) return null;
  const inside = await pathInside(top, folder);
  if (inside === null) return null;
  const names = inside.split('/').filter((name) => name !== '');
  return { top, folders: names.map((_, i) => names.slice(0, names.length - i).join('/')).concat('') };
}

/** The commit that a folder's repository is at. */
export interface CurrentCommit {
  /** The top folder of the repository. */
  readonly repository: string;
  readonly commit: string;
  readonly committedAtMs: number;
}

/** What a folder's repository is at. */
export interface Revision extends CurrentCommit {
  /** Null for a detached head. */
  readonly branch: string | null;
  /** True where tracked files differ from the commit. */
  readonly isChanged: boolean;
  /** The version tag of the commit; of a later commit as `v1.4.0-3-g54b5bdb`. Null without such tags. */
  readonly version: string | null;
}

/** The commit that a folder's repository is at; null where it is in none, or nothing was committed yet. */
export async function currentCommit(folder: string): Promise<CurrentCommit | null> {
  const repository = await topOf(folder);
  const head = repository === null ? null : await git(folder, 'log', '-1', '--format=%H %ct');
  if (repository === null || head === null) return null;
  const [commit = '', seconds = ''] = head.trim().split(' ');
  return { repository, commit, committedAtMs: Number(seconds) * 1_000 };
}

/** The branch that is checked out in a folder; null for a detached head. */
export async function currentBranch(folder: string): Promise<string | null> {
  const branch = (await git(folder, 'symbolic-ref', '--short', '--quiet', 'HEAD'))?.trim() ?? '';
  return branch === '' ? null : branch;
}

/** The same as `currentCommit`, with what takes a process of git each. */
export async function revisionOf(folder: string): Promise<Revision | null> {
  const current = await currentCommit(folder);
  if (current === null) return null;
  const version = await git(folder, 'describe', '--tags', '--match', 'v[0-9]*', '--match', '[0-9]*');
  const changes = await git(folder, 'status', '--porcelain', '--untracked-files=no');
  return {
    ...current,
    branch: await currentBranch(folder),
    isChanged: changes !== null && changes.trim() !== '',
    version: version === null || version.trim() === '' ? null : version.trim(),
  };
}

/**
 * Files below a folder that differ from the last commit or are not in it, relative to the folder; null where git knows
 * nothing of it. Files that .gitignore names count only where asked for.
 */
export async function uncommittedFiles(
  folder: string,
  ignored: 'with ignored' | 'without ignored',
): Promise<string[] | null> {
  const prefix = await git(folder, 'rev-parse', '--show-prefix');
  const options = ['--porcelain=v1', '-z', '--no-renames', '--untracked-files=all'];
  const more = ignored === 'with ignored' ? ['--ignored=matching'] : [];
  const status = await git(folder, 'status', ...options, ...more, '--', '.');
  if (prefix === null || status === null) return null;
  return status
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3 + lineOf(prefix).length));
}
