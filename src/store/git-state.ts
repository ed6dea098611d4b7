import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { git, topOf } from './git.ts';

/**
 * All that git's answers about the history of a folder depend on: the commit, tags and replaced commits, where a shallow
 * clone ends, configuration, and variables that lead git elsewhere. Null where the folder is in no repository.
 */
export async function gitState(folder: string): Promise<readonly unknown[] | null> {
  const top = await topOf(folder);
  if (top === null) return null;
  const [head, shallow, references, configuration] = await Promise.all([
    git(top, 'rev-parse', 'HEAD'),
    git(top, 'rev-parse', '--git-path', 'shallow'),
    git(top, 'for-each-ref', '--format=%(objectname) %(refname)', 'refs/tags', 'refs/replace'),
    git(top, 'config', '--list', '-z'),
  ]);
  const variables = Object.entries(process.env).filter(([name]) => name.startsWith('GIT_'));
  return [top, head, endOf(top, shallow), references, configuration, variables];
}

/** The commits at which a shallow clone ends; null for a whole one. */
function endOf(top: string, printed: string | null): string | null {
  const file = resolve(top, printed?.trim() ?? '');
  return printed !== null && existsSync(file) ? readFileSync(file, 'utf8') : null;
}
