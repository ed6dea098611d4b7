import { hash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Where the pages of a project are kept, below the cache's folder: what is kept of one project's words must not be taken
 * for another's.
 */
export const pagesFolder = (contentDir: string): string =>
  `astro/${hash('sha256', resolve(contentDir)).slice(0, 12)}`;

/**
 * Runs a build that keeps pages for the next one. The site builder writes a page as soon as it is made, and under which
 * key only at the end: after a build that was stopped or failed, a page may be newer than its key says. Then all are
 * made again. `build` says when the first page may be made; where it fails before, none was.
 */
export async function keepingPages<T>(
  cacheFolder: string,
  build: (beginPages: () => void) => Promise<T>,
): Promise<T> {
  const mark = join(cacheFolder, 'unfinished');
  if (existsSync(mark)) rmSync(join(cacheFolder, 'astro'), { recursive: true, force: true });
  mkdirSync(cacheFolder, { recursive: true });
  const built = await build(() => writeFileSync(mark, ''));
  rmSync(mark, { force: true });
  return built;
}
