import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { fileStands } from './site.ts';

/** Tells of the file of every page, also where the page was kept. */
export const tellPages: AstroIntegration = {
  name: 'perfolio-tell-pages',
  hooks: {
    'astro:build:done': ({ assets }) => {
      for (const url of [...assets.values()].flat()) fileStands(fileURLToPath(url));
    },
  },
};

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
 * Takes away what an earlier build left: files that were not written since, but for those that stand as they are. Gives
 * what is left, relative to the folder.
 */
export function removeStale(folder: string, standing: ReadonlySet<string>, begunMs: number): string[] {
  return filesBelow(folder).filter((file) => {
    const path = join(folder, file);
    const isOld = !standing.has(path) && statSync(path).mtimeMs < begunMs;
    const isStale = isOld || file === beginning;
    if (isStale) rmSync(path);
    return !isStale;
  });
}
