import { join, relative } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import type { Workspace } from '../workspace.ts';

/** Files that say how runs are judged. Where one cannot be used, a workspace goes on as if there were none. */
const ruleFiles = ['project.json', 'annotations.json'];

/** Errors that keep a project from being judged as it asks to be: what is then judged has no targets at all. */
export function ruleProblems({ dirs, problems }: Pick<Workspace, 'dirs' | 'problems'>): Problem[] {
  const shown = (path: string): string => relative(dirs.cwd, path) || '.';
  const files = new Set([...ruleFiles.map((name) => join(dirs.dataDir, name)), dirs.dataDir].map(shown));
  return problems.filter(({ severity, file }) => severity === 'error' && files.has(file));
}
