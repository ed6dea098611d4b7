import { git, topOf } from './git.ts';

/**
 * True if nothing is left to merge: the main branch, here or on a remote, has the commit, or the ref is the tag of a release.
 * False where there is no such branch.
 */
export async function isMerged(folder: string, ref: string, mainBranch: string): Promise<boolean> {
  const top = await topOf(folder);
  if (top === null) return false;
  const places = [`refs/heads/${mainBranch}`, `refs/remotes/*/${mainBranch}`, `refs/tags/${ref}`];
  const holding = await git(top, 'for-each-ref', '--count=1', `--contains=${ref}`, ...places);
  return holding !== null && holding.trim() !== '';
}
