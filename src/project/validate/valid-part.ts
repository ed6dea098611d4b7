import type { z } from 'zod';
import type { Issue } from './issue-text.ts';
import { meantBranch } from './union-branch.ts';
import { valueAt, type Path } from './value-path.ts';

/**
 * What is left of a document without its broken parts, so that a mistake in one hides nothing of the others; null where
 * nothing is. Of a list, what stands behind a broken entry is left out too: the others keep their places.
 */
export function soundPart<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> | null {
  const rest = structuredClone(value);
  for (;;) {
    const result = schema.safeParse(rest);
    if (result.success) return result.data;
    const paths = result.error.issues.flatMap((issue) => brokenPaths(issue, rest));
    if (paths.some((path) => path.length === 0)) return null;
    // A round that takes nothing out would be followed by another like it.
    if (paths.filter((path) => takeOut(rest, path)).length === 0) return null;
  }
}

/** What an issue is about: keys, a value, or what holds a value that is missing. */
function brokenPaths(issue: Issue, value: unknown): Path[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key]);
  const branch = issue.code === 'invalid_union' ? meantBranch(issue) : null;
  if (branch !== null)
    return branch.flatMap((inner) => brokenPaths({ ...inner, path: [...issue.path, ...inner.path] }, value));
  return [valueAt(value, issue.path) === undefined ? issue.path.slice(0, -1) : issue.path];
}

/** Takes a value out of what holds it; false where it is there no more. */
function takeOut(value: unknown, path: Path): boolean {
  const holder = valueAt(value, path.slice(0, -1));
  const key = path.at(-1)!;
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return false;
  if (!Array.isArray(holder)) return Reflect.deleteProperty(holder, key);
  holder.length = Number(key);
  return true;
}
