import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs a build that keeps pages for the next one. The site builder writes a page as soon as it is made, and under which
 * key only at the end: after a build that was stopped or failed, a page may be newer than its key says. Then all are
 * made again. Before `opening` is done no page can be made; where it fails, none was.
 */
export async function keepingPages<T>(
  cacheFolder: string,
  opening: Promise<unknown>,
  build: () => Promise<T>,
): Promise<T> {
  const mark = join(cacheFolder, 'unfinished');
  if (existsSync(mark)) rmSync(join(cacheFolder, 'astro'), { recursive: true, force: true });
  mkdirSync(cacheFolder, { recursive: true });
  let isBuilding = true;
  const marking = opening.then(
    () => isBuilding && writeFileSync(mark, ''),
    () => undefined,
  );
  try {
    const built = await build();
    await marking;
    rmSync(mark);
    return built;
  } finally {
    isBuilding = false;
  }
}
