import { hash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the pages of a project are, below the cache's folder: each project's content has a folder of its own. */
export const pagesFolder = (content: string): string =>
  `astro/${hash('sha256', resolve(content)).slice(0, 12)}`;

/**
 * Makes pages so that the next build can reuse them. The site builder writes a page as soon as it is rendered, and its
 * key only at the end: after a build that was stopped or failed, a page may be newer than its key. Then all pages are
 * rendered again.
 */
export async function reusingPages<T>(cacheFolder: string, make: () => Promise<T>): Promise<T> {
  const mark = join(cacheFolder, 'unfinished');
  if (existsSync(mark)) rmSync(join(cacheFolder, 'astro'), { recursive: true, force: true });
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(mark, '');
  const made = await make();
  rmSync(mark, { force: true });
  return made;
}
