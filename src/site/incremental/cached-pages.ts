import { hash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Paths } from '../../store/paths.ts';

/**
 * Where the pages of a project are in the cache: each project's content has a folder of its own, so that several projects
 * with one cache can be built at once.
 */
export const pagesPath = ({ cache, content }: Pick<Paths, 'cache' | 'content'>): string =>
  join(cache, 'astro', hash('sha256', resolve(content)).slice(0, 12));

/**
 * Makes pages so that the next build can reuse them. The site builder writes a page as soon as it is rendered, and its
 * key only at the end: after a build that was stopped or failed, a page may be newer than its key. Then all pages are
 * rendered again.
 */
export async function reusingPages<T>(pages: string, make: () => Promise<T>): Promise<T> {
  const mark = `${pages}.unfinished`;
  if (existsSync(mark)) rmSync(pages, { recursive: true, force: true });
  mkdirSync(dirname(pages), { recursive: true });
  writeFileSync(mark, '');
  const made = await make();
  rmSync(mark, { force: true });
  return made;
}
