import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';

/** Keeps what was computed from content, under the hash of all that it was computed from. */
export interface Cache {
  /** The kept value, or what `compute` gives, which is then kept. A damaged entry is computed again. */
  readonly through: <T>(kind: string, key: string, compute: () => Promise<T>) => Promise<T>;
  /** The version of the code that computes. */
  readonly version: string;
  readonly hits: number;
  readonly misses: number;
}

const pack = promisify(deflate);
const unpack = promisify(inflate);

/** A hex hash of anything that JSON can hold. */
export const hashOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** SHA-256 of a file's bytes, in hex. Large files are not held in memory. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}

/** A cache in a folder. Two processes may share it: entries are written aside and moved into place. */
export function folderCache(folder: string, version: string): Cache {
  let hits = 0;
  let misses = 0;
  const through = async <T>(kind: string, key: string, compute: () => Promise<T>): Promise<T> => {
    const path = join(folder, kind, `${hashOf(version, key)}.z`);
    const kept = await readEntry<T>(path);
    if (kept !== undefined) {
      hits++;
      return kept;
    }
    misses++;
    const value = await compute();
    await writeEntry(path, value);
    return value;
  };
  return {
    through,
    version,
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
  };
}

async function readEntry<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse((await unpack(await readFile(path))).toString('utf8')) as T;
  } catch {
    // Not there, cut short or damaged: zlib's checksum tells. It is made again.
    return undefined;
  }
}

async function writeEntry(path: string, value: unknown): Promise<void> {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(aside, await pack(Buffer.from(JSON.stringify(value)), { level: 1 }));
    await rename(aside, path);
  } catch {
    // A cache that cannot be written (read-only, full disk) costs time, never the build.
    await rm(aside, { force: true }).catch(() => undefined);
  }
}

/** The cache of what is computed from raw files, in the repository's own folder. */
export const runCache = async (root: string): Promise<Cache> =>
  folderCache(join(root, 'node_modules/.cache/perfolio/runs'), await codeVersion(root));

/** The hash of the code that computes what is kept: every source file of the layers that compute. */
export async function codeVersion(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const layer of ['model', 'stats', 'ingest', 'report', 'history']) {
    const folder = join(root, 'src', layer);
    const files = await readdir(folder, { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort())
      hash.update(file).update(await readFile(join(folder, file)));
  }
  return hash.digest('hex');
}
