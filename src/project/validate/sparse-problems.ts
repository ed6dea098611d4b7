import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../../model/text/counted.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { existingFolder, git, repositoryAround } from '../../store/git.ts';

/** So many folders are named. */
const mostNamed = 3;

/**
 * Warns of committed results that a sparse checkout does not write to disk: a site without them looks complete. `shown` is
 * the data folder as users know it.
 */
export async function sparseProblems(data: string, shown: string): Promise<Problem[]> {
  if (!mayBeSparse(data)) return [];
  const files = await git(data, 'ls-files', '-t', '-z', '--', '.');
  const folders = new Set(
    (files ?? '')
      .split('\0')
      .filter((entry) => entry.startsWith('S '))
      .flatMap((entry) => entry.slice(2).split('/').slice(0, -1).slice(0, 1)),
  );
  if (folders.size === 0) return [];
  const are = folders.size === 1 ? 'is' : 'are';
  const names = [...folders].slice(0, mostNamed).join(', ');
  const more = folders.size > mostNamed ? ` and ${folders.size - mostNamed} more` : '';
  return [
    problem(
      'warning',
      shown,
      `${counted(folders.size, 'committed folder')} ${are} not on disk, because this is a sparse checkout: ${names}${more}. Pages leave them out.`,
      { hint: 'Before you publish, write all of them with `git sparse-checkout disable`.' },
    ),
  ];
}

/** False where git need not be started: most repositories have no list of folders to check out. */
function mayBeSparse(data: string): boolean {
  const folder = existingFolder(data);
  const top = repositoryAround(folder);
  if (top === null || folder !== data) return false;
  const state = join(top, '.git');
  // A worktree keeps its list elsewhere.
  return !statSync(state).isDirectory() || existsSync(join(state, 'info', 'sparse-checkout'));
}
