import { present } from '../model/checked.ts';
import { existsSync, lstatSync, realpathSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { atExit } from './at-exit.ts';
import { fetchMissing } from './fetch-missing.ts';
import { gitFailure } from './git-access.ts';
import { blobEntries, writeBlobs, type BlobEntry } from './git-blobs.ts';
import { fetchFromLfs } from './git-lfs.ts';
import { existingFolder, pathInside, runGit } from './git.ts';
import type { Paths } from './paths.ts';

/** A ref that cannot be read, and what to do about it. */
export class GitRefError extends Error {}

/** A project's files as they are at a git ref, in a folder of their own until `dispose`. */
export interface CheckedOutRef {
  readonly paths: Paths;
  readonly commit: string;
  readonly dispose: () => Promise<void>;
}

async function git(
  folder: string,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<string> {
  const { isDone, stdout, stderr } = await runGit(folder, args, { variables });
  if (!isDone) throw new Error(stderr.trim());
  return stdout;
}

async function repositoryOf(folder: string): Promise<string> {
  try {
    return (await git(existingFolder(folder), ['rev-parse', '--show-toplevel'])).replace(/\r?\n$/, '');
  } catch {
    const failure = await gitFailure(folder);
    if (failure !== null) throw new GitRefError(`${failure.problem} ${failure.todo}`);
    throw new GitRefError(`${folder} is not in a git repository, so it cannot be read from a ref.`);
  }
}

async function commitOf(repository: string, ref: string): Promise<string> {
  const wanted = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  try {
    return (await git(repository, wanted)).trim();
  } catch {
    throw new GitRefError(
      `Unknown git ref "${ref}". Fetch it first (in a workflow: check out with fetch-depth: 0).`,
    );
  }
}

/** Writes files of a commit as they were committed, but for those that Git LFS stores elsewhere. */
async function writeFiles(repository: string, entries: readonly BlobEntry[], folder: string): Promise<void> {
  try {
    await writeBlobs(repository, entries, folder);
  } catch (error) {
    throw new GitRefError(
      `git could not write the files of the ref: ${error instanceof Error ? error.message : ''}`,
    );
  }
  await fetchFromLfs(
    repository,
    entries.map(({ path }) => join(folder, path)),
  );
}

/** A folder of the project, relative to the top. A link would name another folder than the one that the base has. */
async function folderInside(repository: string, folder: string): Promise<string | null> {
  const link = linkOnTheWay(repository, folder);
  if (link !== null)
    throw new GitRefError(
      `${link} is a symbolic link, so this project cannot be compared with a ref. Replace the link with the folder itself.`,
    );
  return pathInside(repository, folder);
}

/** The data and content folders of a ref, relative to the top; the content may be outside of the repository. */
async function foldersAt(
  repository: string,
  paths: Paths,
  elsewhere: string | undefined,
): Promise<[data: string, content: string | null]> {
  const own = await Promise.all([paths.data, paths.content].map((path) => folderInside(repository, path)));
  const [data, content] =
    elsewhere === undefined ? own : ['data', 'content'].map((name) => posix.join(elsewhere, name));
  return [present(data ?? null, 'the repository is that of the data folder'), content ?? null];
}

/** The first link on the way from the top of a repository to a folder in it; null without one, and for a folder outside. */
function linkOnTheWay(repository: string, folder: string): string | null {
  const top = realpathSync(repository);
  const below = (at: string): string | null => {
    if (dirname(at) === at || isSame(at, top)) return null;
    const isLink = lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    return below(dirname(at)) ?? (isLink ? at : null);
  };
  return isBelow(folder, top) ? below(folder) : null;
}

const isSame = (path: string, real: string): boolean => existsSync(path) && realpathSync(path) === real;

/** True if the top is one of the folders above, whatever links lead to it. */
const isBelow = (path: string, top: string): boolean =>
  isSame(path, top) || (dirname(path) !== path && isBelow(dirname(path), top));

/** The files of folders of the commits read last, which never change: a gate reads each of its two refs twice. */
const listed = new Map<string, Promise<readonly BlobEntry[]>>();
const mostListed = 4;

/** The files of folders of a commit. The index is written for this, and must not exist. */
function filesAt(
  repository: string,
  commit: string,
  folders: readonly string[],
  index: string,
): Promise<readonly BlobEntry[]> {
  const key = JSON.stringify([repository, commit, folders]);
  const known = listed.get(key);
  if (known !== undefined) return known;
  const listing = listFiles(repository, commit, folders, index);
  listed.set(key, listing);
  listing.catch(() => listed.delete(key));
  for (const oldest of [...listed.keys()].slice(0, -mostListed)) listed.delete(oldest);
  return listing;
}

async function listFiles(
  repository: string,
  commit: string,
  folders: readonly string[],
  index: string,
): Promise<readonly BlobEntry[]> {
  const env = { GIT_INDEX_FILE: index };
  await git(repository, ['read-tree', commit], env);
  await fetchMissing(repository, commit, folders);
  const listing = ['--literal-pathspecs', 'ls-files', '--stage', '-z', '--', ...folders];
  return blobEntries(await git(repository, listing, env));
}

/**
 * Writes the data and content folders of a ref into a temporary folder. An index of its own is used, so that neither
 * the working tree nor anything in .git changes. Links are written as plain files, so that none leads outside, and
 * attributes do not count: a change could convert the files of its base by them. `elsewhere` is the project's folder at
 * the ref, relative to the top, if it has another one there.
 */
export async function checkOutRef(ref: string, paths: Paths, elsewhere?: string): Promise<CheckedOutRef> {
  const repository = await repositoryOf(paths.data);
  const commit = await commitOf(repository, ref);
  const folder = await mkdtemp(join(tmpdir(), 'perfolio-'));
  const cancel = atExit(() => rmSync(folder, { recursive: true, force: true }));
  const dispose = async (): Promise<void> => {
    cancel();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [data, content] = await foldersAt(repository, paths, elsewhere);
    const folders = [data, ...(content === null ? [] : [content])].map((path) => path || '.');
    await writeFiles(repository, await filesAt(repository, commit, folders, join(folder, '.index')), folder);
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
