import { present } from '../model/checked.ts';
import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';
import { gitFailure } from './git-access.ts';
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

/** Feeds the names of files to `git checkout-index`. */
async function writeFiles(repository: string, names: string, target: string, index: string): Promise<void> {
  const args = ['-c', 'core.symlinks=false', 'checkout-index', '-z', '--stdin', `--prefix=${target}/`];
  const { isDone, stderr } = await runGit(repository, args, {
    variables: { GIT_INDEX_FILE: index },
    input: names,
  });
  if (!isDone) throw new GitRefError(`git could not write the files of the ref: ${stderr.trim()}`);
}

/**
 * Writes the data and content folders of a ref into a temporary folder. An index of its own is used, so that neither
 * the working tree nor anything in .git changes; links are written as plain files, so that none leads outside.
 */
export async function checkOutRef(ref: string, paths: Paths): Promise<CheckedOutRef> {
  const repository = await repositoryOf(paths.data);
  const commit = await commitOf(repository, ref);
  const folder = await mkdtemp(join(tmpdir(), 'perfolio-'));
  const cancel = atExit(() => rmSync(folder, { recursive: true, force: true }));
  const dispose = async (): Promise<void> => {
    cancel();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const index = join(folder, '.index');
    const env = { GIT_INDEX_FILE: index };
    const data = present(
      await pathInside(repository, paths.data),
      'the repository is that of the data folder',
    );
    const content = await pathInside(repository, paths.content);
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
