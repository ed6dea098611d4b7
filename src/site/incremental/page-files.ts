import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All files below a folder, relative to it. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));

const beginning = '.begun';

/** Begins to bring a folder up to date; gives the time of it as this disk tells time, which may be in whole seconds. */
export function begin(folder: string): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, beginning), '');
  return statSync(join(folder, beginning)).mtimeMs;
}

/**
 * Removes what an earlier build left: files that were not written since, except those that were reused. Gives
 * what is left, relative to the folder.
 */
export function removeStale(folder: string, present: ReadonlySet<string>, begunMs: number): string[] {
  return filesBelow(folder).filter((file) => {
    const path = join(folder, file);
    const isOld = !present.has(path) && statSync(path).mtimeMs < begunMs;
    const isStale = isOld || file === beginning;
    if (isStale) rmSync(path);
    return !isStale;
  });
}
