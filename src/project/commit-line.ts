import type { CommitLine } from '../history/compare/commit-range.ts';
import { git, topOf } from '../store/git.ts';
import type { Paths } from '../store/paths.ts';
import { buildFiles } from './build-files.ts';

/** Older commits than this are counted no further. */
const mostCommits = 5_000;

const shortest = 7;

const lines = (printed: string | null): string[] => (printed ?? '').split('\n').filter((line) => line !== '');

/**
 * The commits of the main line (`--first-parent`) of the checked-out commit. Four git commands for all ranges. Commits that
 * only change data and content of projects are not counted, but for the measured one itself. `isWanted` is false where no run states
 * a commit: git is not started then.
 */
export async function commitLine(
  paths: Pick<Paths, 'data' | 'content'>,
  isWanted: boolean,
): Promise<CommitLine> {
  if (!isWanted || (await topOf(paths.data)) === null) return { countBetween: () => null };
  const log = ['log', '--first-parent', `--max-count=${mostCommits}`, '--format=%H'];
  const all = lines(await git(paths.data, ...log));
  const oldest = all.at(-1);
  const range = oldest === undefined ? 'HEAD' : `${oldest}..HEAD`;
  const files = await buildFiles(paths.data, paths, range);
  const builds = new Set(lines(await git(paths.data, ...log, range, '--', ...files)));
  const byStart = Map.groupBy(all.keys(), (i) => (all[i] ?? '').slice(0, shortest));
  /** How many builds are among the newest so many commits. */
  const newer = [0];
  for (const commit of all) newer.push((newer.at(-1) ?? 0) + (builds.has(commit) ? 1 : 0));

  const indexOf = (stated: string | null): number | null => {
    const commit = stated?.toLowerCase() ?? '';
    if (commit.length < shortest) return null;
    return byStart.get(commit.slice(0, shortest))?.find((i) => (all[i] ?? '').startsWith(commit)) ?? null;
  };
  return {
    countBetween: (from, to) => {
      const [old, recent] = [indexOf(from), indexOf(to)];
      if (old === null || recent === null || recent >= old) return null;
      const isBuild = builds.has(all[recent] ?? '');
      return (newer[old] ?? 0) - (newer[recent] ?? 0) + (isBuild ? 0 : 1);
    },
  };
}
