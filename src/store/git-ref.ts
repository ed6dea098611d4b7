import { present } from '../model/checked.ts';
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Paths } from './paths.ts';

/** A ref that cannot be read, and what to do about it. */
export class GitRefError extends Error {}

/** A project's files as they are at a git ref, in a folder of their own until `dispose`. */
export interface CheckedOutRef {
  readonly paths: Paths;
  readonly commit: string;
  readonly dispose: () => Promise<void>;
}

const exec = promisify(execFile);

async function git(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await exec('git', ['-C', folder, ...args], {
    env: { ...process.env, ...env },
    maxBuffer: 2 ** 30,
  });
  return stdout;
}

/** The folder itself, or the nearest one above it that exists: a ref may have folders that the working tree has not. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

async function repositoryOf(folder: string): Promise<string> {
  try {
    return (await git(existing(folder), ['rev-parse', '--show-toplevel'])).trimEnd();
  } catch {
    throw new GitRefError(`${folder} is in no git repository, so there is no ref to read it from.`);
  }
}

async function commitOf(repository: string, ref: string): Promise<string> {
  const wanted = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  try {
    return (await git(repository, wanted)).trim();
  } catch {
    throw new GitRefError(
      `git knows no ref "${ref}". Fetch it first (in a workflow: check out with fetch-depth: 0).`,
    );
  }
}

/** Feeds the names of files to `git checkout-index`. */
async function writeFiles(repository: string, names: string, target: string, index: string): Promise<void> {
  const args = ['-C', repository, '-c', 'core.symlinks=false', 'checkout-index', '-z', '--stdin'];
  const child = spawn('git', [...args, `--prefix=${target}/`], {
    env: { ...process.env, GIT_INDEX_FILE: index },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let message = '';
  child.stderr.on('data', (part: Buffer) => (message += part.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end(names);
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  if (code !== 0) throw new GitRefError(`git could not write the files of the ref: ${message.trim()}`);
}

/** A path inside the repository, with forward slashes; null for one outside. Links on the way are followed. */
async function inside(repository: string, path: string): Promise<string | null> {
  const start = existing(path);
  const real = resolve(await realpath(start), relative(start, path));
  const within = relative(await realpath(repository), real).replaceAll('\\', '/');
  return within.startsWith('..') ? null : within;
}

/**
 * Writes the data and content folders of a ref into a temporary folder. An index of its own is used, so that neither
 * the working tree nor anything in .git changes; links are written as plain files, so that none leads outside.
 */
export async function checkOutRef(ref: string, paths: Paths): Promise<CheckedOutRef> {
  const repository = await repositoryOf(paths.data);
  const commit = await commitOf(repository, ref);
  const folder = await mkdtemp(join(tmpdir(), 'perfolio-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const index = join(folder, '.index');
    const env = { GIT_INDEX_FILE: index };
    const data = present(await inside(repository, paths.data), 'the repository is that of the data folder');
    const content = await inside(repository, paths.content);
    await git(repository, ['read-tree', commit], env);
    const folders = [data, ...(content === null ? [] : [content])].map((path) => path || '.');
    const names = await git(repository, ['--literal-pathspecs', 'ls-files', '-z', '--', ...folders], env);
    await writeFiles(repository, names, folder, index);
    const place = { data: join(folder, data), content: join(folder, content ?? '.no-content') };
    await mkdir(place.data, { recursive: true });
    return { paths: { ...paths, ...place, shownFrom: folder }, commit, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/**
 * Gives one checked-out project the rules of another: targets, names and annotations. Two sides are compared by the
 * same rules, or a change of the rules would look like one of the program.
 */
export async function useRulesOf(rules: Paths, paths: Paths): Promise<void> {
  for (const name of ['project.json', 'annotations.json']) {
    await rm(join(paths.data, name), { force: true });
    const from = join(rules.data, name);
    if (existsSync(from)) await cp(from, join(paths.data, name));
  }
}
