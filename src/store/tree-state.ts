import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { FileHashes } from './file-hashes.ts';

/** What lies at a path: the hash of a file, or its kind. */
type EntryState = readonly [path: string, state: string];

/** Repositories are no part of a project: git is asked about them. */
const repository = '.git';

/**
 * All that lies below a folder, by path, with the content of each file; null if there is no such folder. Throws for what
 * cannot be read, and for links: what they lead to may change unseen.
 */
export async function treeState(folder: string, hashes: FileHashes): Promise<EntryState[] | null> {
  const entries = entriesOf(folder);
  if (entries === null) return null;
  const found: EntryState[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile()) found.push([path, await hashes.of(path)]);
    else found.push([path, kindOf(entry)]);
    if (!entry.isDirectory() || entry.name === repository) continue;
    for (const inner of (await treeState(path, hashes)) ?? []) found.push(inner);
  }
  return found;
}

function entriesOf(folder: string): Dirent[] | null {
  try {
    // The folder itself may be a link: behind its dot it is a folder.
    return readdirSync(`${folder}/.`, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function kindOf(entry: Dirent): string {
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) throw new Error(`${entry.name} is a link.`);
  return 'special file';
}
