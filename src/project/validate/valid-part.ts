import type { z } from 'zod';
import { at } from '../../model/checked.ts';
import type { Issue } from '../../model/text/issue-text.ts';
import { meantBranch } from './union-branch.ts';
import { valueAt, type Path } from './value-path.ts';

/**
 * A document without its invalid parts, so that an error in one part does not hide errors in others; null if nothing is
 * valid. A list is cut at its first invalid entry, so that the entries before keep their indices.
 */
export function validPart<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | null {
  const rest = structuredClone(value);
  for (;;) {
    const result = schema.safeParse(rest);
    if (result.success) return result.data;
    const paths = result.error.issues.flatMap((issue) => invalidPaths(issue, rest));
    if (paths.some((path) => path.length === 0)) return null;
    // Stop if nothing was removed, or the loop would never end.
    if (paths.filter((path) => removeAt(rest, path)).length === 0) return null;
  }
}

/** The paths of an issue: keys, a value, or the parent of a missing value. */
function invalidPaths(issue: Issue, value: unknown): Path[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  const branch = issue.code === 'invalid_union' ? meantBranch(issue) : null;
  if (branch !== null)
    return branch.flatMap((inner) => invalidPaths({ ...inner, path: [...issue.path, ...inner.path] }, value));
  return [valueAt(value, issue.path) === undefined ? issue.path.slice(0, -1) : issue.path];
}

/** Removes a value from its parent; false if it is already gone. */
function removeAt(value: unknown, path: Path): boolean {
  const holder = valueAt(value, path.slice(0, -1));
  const key = at(path, -1, 'the path is not empty');
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return false;
  if (!Array.isArray(holder)) return Reflect.deleteProperty(holder, key);
  holder.length = Number(key);
  return true;
}
