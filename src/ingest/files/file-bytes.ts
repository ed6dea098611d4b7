import { createHash, hash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { readAhead } from './read-ahead.ts';

/** Bytes that sniffing may look at. A file that has no more is held in memory. */
export const headBytes = 256 * 1024;

const readChunkBytes = 1024 * 1024;

/** Is given the number of bytes that were read since the last call. */
export type OnRead = (bytes: number) => void;

/** The bytes of a file as they are on disk, or of a stream. */
export interface FileBytes {
  /** How many they are; of a stream, as many as were read so far. */
  readonly size: () => number;
  /** True for a stream: `stream` or `chunks` may be called once. */
  readonly isOnce: boolean;
  /** True if `head` is all of them. */
  readonly isInMemory: boolean;
  /** The first of them. */
  readonly head: Buffer;
  readonly last: () => Promise<number | undefined>;
  /** SHA-256 of them all, in hex. */
  readonly sha256: () => Promise<string>;
  readonly stream: () => Readable;
  /** Without the first `skip` (fewer than 1 MiB); a chunk is valid until the next is asked for. */
  readonly chunks: (skip: number) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Opens a file of `size` bytes: a small one is read at once, a large one is never in memory as a whole. */
export const openBytes = async (path: string, size: number, onRead?: OnRead): Promise<FileBytes> =>
  size <= headBytes
    ? bytesInMemory(readFileSync(path))
    : streamedBytes(path, size, await readStart(path), onRead);

/** Bytes in memory. A file of them is whole in its head, unless they are too many for one. */
export function bytesInMemory(bytes: Buffer): FileBytes {
  return {
    size: () => bytes.length,
    isOnce: false,
    isInMemory: bytes.length <= headBytes,
    head: bytes.subarray(0, headBytes),
    last: () => Promise.resolve(bytes.at(-1)),
    sha256: () => Promise.resolve(hash('sha256', bytes)),
    stream: () => Readable.from([bytes], { objectMode: false }),
    chunks: (skip) => [bytes.subarray(skip)],
  };
}

function streamedBytes(
  path: string,
  size: number,
  head: Buffer,
  onRead: OnRead = () => undefined,
): FileBytes {
  // Known once all bytes have been read for their content, which saves reading them again for it.
  let sha256: string | null = null;
  const keep = (found: string): void => void (sha256 = found);
  return {
    size: () => size,
    isOnce: false,
    isInMemory: false,
    head,
    last: async () => lastByte(path, size),
    sha256: async () => sha256 ?? hashFile(path),
    stream: () => hashedStream(path, keep, onRead),
    chunks: (skip) => readAhead(path, skip, keep, onRead),
  };
}

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(buffer, 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function lastByte(path: string, size: number): Promise<number | undefined> {
  const handle = await open(path);
  try {
    return (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
  } finally {
    await handle.close();
  }
}

function hashedStream(path: string, onHash: (sha256: string) => void, onRead: OnRead): Readable {
  const sum = createHash('sha256');
  return createReadStream(path, { highWaterMark: readChunkBytes })
    .on('data', (chunk) => {
      sum.update(chunk);
      onRead(chunk.length);
    })
    .on('end', () => onHash(sum.digest('hex')));
}

async function hashFile(path: string): Promise<string> {
  let sha256 = '';
  const chunks = readAhead(path, 0, (found) => (sha256 = found));
  while ((await chunks.next()).done !== true);
  return sha256;
}
