import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { topOf } from './find-project.ts';

/**
 * The folder of a project that may be one of several of its repository, from the top and with forward slashes, such as
 * `perf/checkout`. Null for a project at the top or in a folder there, and outside of a repository: it is alone.
 */
export function nestedFolder(project: string): string | null {
  const folder = resolve(project);
  const top = topOf(folder);
  const names = relative(top, folder).split(/[\\/]/);
  return existsSync(join(top, '.git')) && names.length > 1 ? names.join('/') : null;
}
