import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { memoised } from '../../model/memoised.ts';
import type { Workspace } from '../../project/workspace.ts';
import { hasSearch, searchIndex, type IndexFile } from './search-index.ts';
import { searchRecords } from './search-records.ts';

/** The files of the search index; none, with a warning, if it cannot be made, and none for a site without search. */
export const indexFiles = memoised((workspace: Workspace): Promise<readonly IndexFile[]> =>
  hasSearch(workspace) ? searchIndex(searchRecords(workspace), workspace.cache, warn) : Promise.resolve([]),
);

const warn = (why: string): void =>
  void process.stderr.write(`warning: The site has no search: the index could not be built (${why})\n`);

/** Writes the files of an index that differ into a site; gives the paths of all of them. */
export function writeIndex(files: readonly IndexFile[], site: string): string[] {
  const folder = join(site, 'search/index');
  for (const below of new Set(files.map(({ path }) => dirname(path))))
    mkdirSync(join(folder, below), { recursive: true });
  return files.map(({ path, base64 }) => {
    const [file, bytes] = [join(folder, path), Buffer.from(base64, 'base64')];
    if (!existsSync(file) || !readFileSync(file).equals(bytes)) writeFileSync(file, bytes);
    return file;
  });
}
