import { createHash, hash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Keeps what was computed from content, under the hash of all that it was computed from. */
export interface Cache {
  /** The kept value, or what `compute` gives, which is then kept. A damaged entry is computed again. */
  readonly through: <T>(kind: string, key: string, compute: () => Promise<T>) => Promise<T>;
  /** True where something is kept; whether it is sound shows when it is read. */
  readonly has: (kind: string, key: string) => boolean;
  /** Takes so many results for made, not found: another thread of this build made them. */
  readonly countMade: (count: number) => void;
  /** The version of the code that computes. */
  readonly version: string;
  readonly hits: number;
  readonly misses: number;
}

/** A hex hash of anything that JSON can hold. */
export const hashOf = (...parts: readonly unknown[]): string => hash('sha256', JSON.stringify(parts));

/** Files up to so many bytes are hashed in one piece: a stream for each of a thousand small files takes longer. */
const wholeBytes = 4 * 1024 * 1024;

/** SHA-256 of a file's bytes, in hex. Large files are not held in memory. */
export async function hashFile(path: string): Promise<string> {
  if (statSync(path).size <= wholeBytes) return hash('sha256', readFileSync(path));
  const sum = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), sum);
  return sum.digest('hex');
}

/** A cache in a folder. Two processes may share it: entries are written aside and moved into place. */
export function folderCache(folder: string, version: string): Cache {
  let hits = 0;
  let misses = 0;
  const pathOf = (kind: string, key: string): string => join(folder, kind, `${hashOf(version, key)}.zst`);
  const through = async <T>(kind: string, key: string, compute: () => Promise<T>): Promise<T> => {
    const path = pathOf(kind, key);
    const kept = readEntry(path) as T | undefined;
    if (kept !== undefined) {
      hits++;
      return kept;
    }
    misses++;
    const value = await compute();
    writeEntry(path, value);
    return value;
  };
  return {
    through,
    has: (kind, key) => existsSync(pathOf(kind, key)),
    countMade: (count) => {
      // Where both threads made a result, it was counted already.
      const found = Math.min(count, hits);
      hits -= found;
      misses += found;
    },
    version,
    get hits() {
      return hits;
    },
    get misses() {
      return misses;
    },
  };
}

/** Entries are small and many: read and written at once, without a turn through the thread pool for each. */
function readEntry(path: string): unknown {
  try {
    return JSON.parse(zstdDecompressSync(readFileSync(path)).toString('utf8'));
  } catch {
    // Not there, cut short or damaged: the checksum tells. It is made again.
    return undefined;
  }
}

/** Fast, and with a checksum of the content, so that damage is seen. */
const packing = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };

function writeEntry(path: string, value: unknown): void {
  const aside = `${path}.${randomUUID()}.tmp`;
  const packed = zstdCompressSync(Buffer.from(JSON.stringify(value)), packing);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(aside, packed);
    renameSync(aside, path);
  } catch {
    // A cache that cannot be written (read-only, full disk) costs time, never the build.
    removeIfThere(aside);
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was left.
  }
}

/** The cache of what is computed from raw files, in the repository's own folder. */
export const runCache = async (root: string): Promise<Cache> =>
  folderCache(join(root, 'node_modules/.cache/perfolio/runs'), await codeVersion(root));

/** Every layer whose code decides on what is kept; of pages the site builder sees the code itself. */
export const computingLayers = [
  'model',
  'stats',
  'ingest',
  'report',
  'history',
  'diff',
  'charts',
  'workspace',
] as const;

/** The hash of the code that computes what is kept, and of the versions of the libraries that it calls. */
export async function codeVersion(root: string): Promise<string> {
  const sum = createHash('sha256');
  for (const layer of computingLayers) {
    const folder = join(root, 'src', layer);
    const files = await readdir(folder, { recursive: true });
    for (const file of files.filter((name) => name.endsWith('.ts')).sort())
      sum.update(file).update(await readFile(join(folder, file)));
  }
  // A copy without its lock file has chosen its own versions; nothing says which.
  sum.update(await readFile(join(root, 'package-lock.json')).catch(() => ''));
  return sum.digest('hex');
}
