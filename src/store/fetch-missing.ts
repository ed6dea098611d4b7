import { runGit } from './git.ts';

/** The remote that a partial clone takes missing files from; null if the clone has all files. */
async function promisorOf(repository: string): Promise<string | null> {
  const args = ['config', '--name-only', '--get-regexp', '^remote\\..*\\.promisor$'];
  const { isDone, stdout } = await runGit(repository, args);
  return isDone ? (/^remote\.(.+)\.promisor$/m.exec(stdout)?.[1] ?? null) : null;
}

/** Objects of folders of a commit that the clone does not have. */
async function missingOf(
  repository: string,
  commit: string,
  folders: readonly string[],
): Promise<readonly string[]> {
  const args = ['rev-list', '--objects', '--no-walk', '--missing=print', commit, '--', ...folders];
  const { stdout } = await runGit(repository, ['--literal-pathspecs', ...args]);
  return stdout.split('\n').flatMap((line) => (line.startsWith('?') ? line.slice(1) : []));
}

/**
 * Fetches what a partial clone (`--filter=blob:none`) lacks of folders of a commit, in one go: git would fetch each file
 * by itself when it is written. A failure is left to git, which then tries that.
 */
export async function fetchMissing(
  repository: string,
  commit: string,
  folders: readonly string[],
): Promise<void> {
  const remote = await promisorOf(repository);
  if (remote === null) return;
  const missing = await missingOf(repository, commit, folders);
  if (missing.length === 0) return;
  const quiet = ['--no-tags', '--no-write-fetch-head', '--recurse-submodules=no', '--filter=blob:none'];
  // The objects are named, so there is nothing to negotiate.
  const args = ['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', remote, ...quiet, '--stdin'];
  await runGit(repository, args, { input: `${missing.join('\n')}\n` });
}
