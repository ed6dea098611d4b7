import { posix } from 'node:path';
import { runsInBrowser } from '../../project/validate/public-problems.ts';
import { existingFolder, git, pathInside, topOf } from '../../store/git.ts';
import type { Paths } from '../../store/paths.ts';

/**
 * Pages and scripts in the folder of static files that the head adds or changes, relative to the top of the repository. The
 * site serves them as they are, so a reviewer should read them. `moved` is the project's folder in the head if it is another
 * one than in the working tree.
 */
export async function changedPublicFiles(
  base: string,
  head: string,
  paths: Paths,
  moved: string | undefined,
): Promise<string[]> {
  const top = await topOf(existingFolder(paths.data));
  const project = top === null ? null : (moved ?? (await pathInside(top, paths.project)));
  if (top === null || project === null) return [];
  const range = [[`${base}...${head}`], [base, head]];
  for (const refs of range) {
    const args = ['-z', '--name-only', '--no-renames', '--diff-filter=AMT', '--no-ext-diff', ...refs];
    const printed = await git(
      top,
      '--literal-pathspecs',
      'diff',
      ...args,
      '--',
      posix.join(project, 'public'),
    );
    // A shallow clone may lack the commit where both begin.
    if (printed !== null) return printed.split('\0').filter((file) => runsInBrowser(file));
  }
  return [];
}
