import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

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
