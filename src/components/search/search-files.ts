import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { indexOf, type IndexFile } from '../../project/search-index.ts';
import { fileStands, site } from '../../site/site.ts';
import { searchRecords } from './search-records.ts';

/** The files of the index; none, with a word on why, where it cannot be made. */
export const indexFiles = async (): Promise<readonly IndexFile[]> =>
  indexOf(await site(), searchRecords, (why) =>
    process.stderr.write(`warning: The site has no search: the index could not be made (${why})\n`),
  );

/** Writes what is not there yet. */
function write(files: readonly IndexFile[], folder: string): void {
  for (const below of new Set(files.map(({ path }) => dirname(path))))
    mkdirSync(join(folder, below), { recursive: true });
  for (const { path, base64 } of files) {
    const [file, bytes] = [join(folder, path), Buffer.from(base64, 'base64')];
    if (!existsSync(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
    fileStands(file);
  }
}

/**
 * Puts the files of the search index into the site. The indexer is a program of its own: a build starts it as soon as
 * all runs are read and fetches what it made when all pages are there, so that no page waits for it. While one writes,
 * they are served like pages.
 */
export function searchFiles(): AstroIntegration {
  let making: Promise<readonly IndexFile[]> | null = null;
  return {
    name: 'perfolio-search-files',
    hooks: {
      'astro:config:setup': ({ command, injectRoute }) => {
        const entrypoint = new URL('served-index.ts', import.meta.url);
        if (command === 'dev')
          injectRoute({ pattern: '/search/index/[...file]', entrypoint, prerender: true });
      },
      'astro:build:start': () => {
        making = indexFiles();
        // Without runs there is no page either, and that is told already.
        making.catch(() => undefined);
      },
      'astro:build:done': async ({ dir }) => {
        write((await making) ?? [], join(fileURLToPath(dir), 'search/index'));
      },
    },
  };
}
