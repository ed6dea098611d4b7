import { join, relative } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import type { Workspace } from '../workspace.ts';

/** Files that define how runs are judged. If one is invalid, the workspace loads as if it did not exist. */
const ruleFiles = ['project.json', 'annotations.json'];

/** Errors in the rule files. Judging runs without them would ignore the targets. */
export function ruleProblems({ paths, problems }: Pick<Workspace, 'paths' | 'problems'>): Problem[] {
  const shown = (path: string): string => relative(paths.shownFrom, path) || '.';
  const files = new Set([...ruleFiles.map((name) => join(paths.data, name)), paths.data].map(shown));
  return problems.filter(({ severity, file }) => severity === 'error' && files.has(file));
}
