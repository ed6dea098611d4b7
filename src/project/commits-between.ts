import { git } from '../store/git.ts';
import { buildFiles } from './build-files.ts';
import type { Paths } from '../store/paths.ts';

/** A commit of the main line. */
export interface LineCommit {
  readonly commit: string;
  readonly subject: string;
}

/** The commits after one up to another one, oldest first, or why git does not know them. */
export type CommitsBetween =
  | { readonly commits: readonly LineCommit[]; readonly from: string; readonly to: string }
  | { readonly unknown: string };

/** More commits than this are not listed. */
const mostCommits = 5_000;

/** The whole hash of a commit that a manifest states; null if git does not have it. */
async function wholeHash(folder: string, stated: string): Promise<string | null> {
  if (!/^[0-9a-f]{7,64}$/i.test(stated)) return null;
  const printed = await git(folder, 'rev-parse', '--verify', '--quiet', `${stated}^{commit}`);
  return printed?.trim() ?? null;
}

/**
 * The commits of the main line (`--first-parent`) after `from` up to `to`, by the git repository of `folder`. Commits that
 * only change data and content of projects are left out, but for `to` itself.
 */
export async function commitsBetween(
  folder: string,
  paths: Pick<Paths, 'data' | 'content'>,
  [statedFrom, statedTo]: readonly [string, string],
): Promise<CommitsBetween> {
  const [from, to] = [await wholeHash(folder, statedFrom), await wholeHash(folder, statedTo)];
  const missing = from === null ? statedFrom : to === null ? statedTo : null;
  if (from === null || to === null)
    return {
      unknown: `git does not have the commit ${missing ?? ''}: a shallow clone, or another repository`,
    };
  if ((await git(folder, 'merge-base', '--is-ancestor', from, to)) === null)
    return { unknown: `${statedFrom} is not an ancestor of ${statedTo}` };
  const range = `${from}..${to}`;
  const files = await buildFiles(folder, paths, range);
  const printed = await git(
    folder,
    ...['log', '--first-parent', `--max-count=${mostCommits}`, '--format=%H%x09%s', range],
    ...['--', ...files],
  );
  const lines = (printed ?? '').split('\n').filter((line) => line !== '');
  const listed = lines.reverse().map((line): LineCommit => {
    const [commit = '', ...subject] = line.split('\t');
    return { commit, subject: subject.join('\t') };
  });
  if (listed.at(-1)?.commit === to) return { commits: listed, from, to };
  const subject = (await git(folder, 'log', '-1', '--format=%s', to))?.trimEnd() ?? '';
  return { commits: [...listed, { commit: to, subject }], from, to };
}
