import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Paths } from '../store/paths.ts';

/**
 * The JSON Schema of a file as `$schema` names it, relative to the file's folder: in the checkout that is the project, else
 * in the nearest `node_modules`. Null if neither has it: a path into a cache of npm would mean nothing elsewhere.
 */
export function schemaPath(folder: string, name: string, { project, package: own }: Paths): string | null {
  const from = project === own ? own : installedNear(folder);
  if (from === null) return null;
  return relative(folder, join(from, 'public/schema', `${name}.json`)).replaceAll('\\', '/');
}

/** The package in the nearest `node_modules` of a folder or above; null if there is none. */
export function installedNear(folder: string): string | null {
  const installed = join(folder, 'node_modules/perfolio');
  if (existsSync(installed)) return installed;
  return dirname(folder) === folder ? null : installedNear(dirname(folder));
}
