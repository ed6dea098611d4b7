import { existsSync, lstatSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { atExit } from './at-exit.ts';
import { git } from './git.ts';
import type { Paths } from './paths.ts';

/**
 * True if git tracks a file of the cache, or a link on the way to it. Cached results are used as they are, so that a
 * commit could state them: verdicts, and parts of pages. False where git cannot tell.
 */
async function isTracked(cache: string, top: string): Promise<boolean> {
  if (!existsSync(cache)) return false;
  const inside = await git(realpathSync(cache), 'ls-files', '-z');
  if (inside !== null && inside !== '') return true;
  for (const link of linksBetween(cache, top))
    if ((await git(dirname(link), '--literal-pathspecs', 'ls-files', '-z', '--', basename(link))) ?? '')
      return true;
  return false;
}

/** The links from a path up to a folder around it; all up to the root of the disk if the folder is none of them. */
function linksBetween(path: string, top: string): string[] {
  if (path === top || dirname(path) === path) return [];
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return [...(isLink ? [path] : []), ...linksBetween(dirname(path), top)];
}

/**
 * Paths whose cache no commit has written: those given, or the same with an empty cache until the process ends, after a
 * warning. Costs one call of git where there is a cache.
 */
export async function withOwnCache(paths: Paths, top: string, warn: (text: string) => void): Promise<Paths> {
  if (!(await isTracked(paths.cache, top))) return paths;
  warn(
    `warning: ${paths.cache} is ignored, because it is committed: a commit could write results into it.\n` +
      `  Remove it from the repository: git rm -r --cached ${JSON.stringify(paths.cache)}\n`,
  );
  const cache = mkdtempSync(join(tmpdir(), 'perfolio-cache-'));
  atExit(() => rmSync(cache, { recursive: true, force: true }));
  return { ...paths, cache };
}
