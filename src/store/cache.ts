import { createHash, hash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deleteOldVersions } from './cache-limits.ts';
import { smallFile } from './small-file.ts';
import { pack, packParts, unpack, unpackParts, type Parts } from './packed.ts';

/** Keeps what was computed from content, under the hash of all that it was computed from. */
export interface Cache {
  /** The kept value, or what `compute` gives, which is then kept. A damaged entry is computed again. */
  readonly through: <T>(kind: string, key: string, compute: () => Promise<T>) => Promise<T>;
  /** The same for a value of two parts, the rest of which is seldom asked for. */
  readonly inParts: <Core, Rest extends object>(
    kind: string,
    key: string,
    compute: () => Promise<{ readonly core: Core; readonly rest: Rest }>,
  ) => Promise<Parts<Core, Rest>>;
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

/** SHA-256 of a file's bytes, in hex. Large files are not held in memory: a stream for each of a thousand small ones takes longer. */
export async function hashFile(path: string): Promise<string> {
  const small = smallFile(path);
  if (small !== null) return hash('sha256', small);
  const sum = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), sum);
  return sum.digest('hex');
}

/** A cache in a folder. Two processes may share it: entries are written aside and moved into place. */
export function folderCache(folder: string, version: string): Cache {
  let hits = 0;
  let misses = 0;
  const pathOf = (kind: string, key: string): string =>
    join(folder, kind, hash('sha256', `${version}\n${key}`));
  /** What `open` gives of the bytes that are kept, which are valid only meanwhile; else what is made, after its bytes were kept. */
  const kept = async <T>(
    path: string,
    open: (bytes: Buffer) => T,
    make: () => Promise<Made<T>>,
  ): Promise<T> => {
    const found = opened(path, open);
    if (found !== undefined) {
      hits++;
      return found;
    }
    misses++;
    const { value, bytes } = await make();
    write(path, bytes);
    return value;
  };
  const through: Cache['through'] = async <T>(kind: string, key: string, compute: () => Promise<T>) =>
    kept(pathOf(kind, key), unpack as (bytes: Buffer) => T, async () => {
      const value = await compute();
      return { value, bytes: pack(value) };
    });
  const inParts: Cache['inParts'] = async <Core, Rest extends object>(
    kind: string,
    key: string,
    compute: () => Promise<{ readonly core: Core; readonly rest: Rest }>,
  ) =>
    kept<Parts<Core, Rest>>(pathOf(kind, key), unpackParts, async () => {
      const { core, rest } = await compute();
      const packed = packParts(core, rest);
      return { value: { core, rest: packed.rest }, bytes: packed.bytes };
    });
  return {
    through,
    inParts,
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

/** A value, and the bytes that give it again. */
interface Made<T> {
  readonly value: T;
  readonly bytes: Buffer;
}

/** Entries are small and many: read and written at once, without a turn through the thread pool for each. */
function opened<T>(path: string, open: (bytes: Buffer) => T): T | undefined {
  try {
    return open(smallFile(path) ?? readFileSync(path));
  } catch {
    // Not there, cut short or damaged: the checksum tells. It is made again.
    return undefined;
  }
}

function write(path: string, bytes: Buffer): void {
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    writeInFolder(aside, bytes);
    renameSync(aside, path);
  } catch {
    // A cache that cannot be written (read-only, full disk) costs time, never the build.
    removeIfThere(aside);
  }
}

/** The folder is there for all but the first: to ask for it each time takes as long as the write. */
function writeInFolder(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where nothing can be written, nothing was left.
  }
}

/** The cache of what is computed from raw files, below a folder; code of another version has its own. */
export function runCache(cacheFolder: string, version: string): Cache {
  const own = versionFolder(cacheFolder, version);
  if (!existsSync(own)) deleteOldVersions(dirname(own));
  return folderCache(own, version);
}

/** Where a version of the code keeps its results. */
export const versionFolder = (cacheFolder: string, version: string): string =>
  join(cacheFolder, 'runs', hashOf(version).slice(0, 16));

/** A result that the cache may hold. */
export interface Kept<T> {
  readonly isKept: () => boolean;
  /** Gives what is kept, or makes and keeps it. */
  readonly make: () => Promise<T>;
}
