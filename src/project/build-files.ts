import { pathInside, topOf } from '../store/git.ts';
import type { Paths } from '../store/paths.ts';

/**
 * Pathspecs for everything in the repository of a folder but what describes runs: a commit of data is no build.
 */
export async function buildFiles(
  folder: string,
  { data, content }: Pick<Paths, 'data' | 'content'>,
): Promise<string[]> {
  const top = (await topOf(folder)) ?? folder;
  const inside = await Promise.all([data, content].map((path) => pathInside(top, path)));
  return [':(top)', ...inside.flatMap((path) => (path === null ? [] : [`:(top,exclude,literal)${path}`]))];
}
