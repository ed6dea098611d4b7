import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { headBytes, type FileBytes } from '../../../src/ingest/files/file-bytes.ts';
import { bytesOfStream } from '../../../src/ingest/files/stream-bytes.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Uint8Array, void, void> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
}

const all = async (chunks: ReturnType<FileBytes['chunks']>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
};
const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const open = (bytes: Buffer, isDocument = false): Promise<FileBytes> =>
  bytesOfStream(inChunks(bytes, 10_000), () => isDocument);

describe('the bytes of a stream', () => {
  const short = Buffer.from('a,b\n1,2\n');
  const long = Buffer.from(Array.from({ length: headBytes + 25_000 }, (_, i) => 32 + (i % 90)));

  it('can be read again where they are few, or a document', async () => {
    for (const [bytes, isDocument] of [
      [short, false],
      [long, true],
    ] as const) {
      const found = await open(bytes, isDocument);
      expect(found.size()).toBe(bytes.length);
      expect(await found.sha256()).toBe(hashOf(bytes));
      expect((await all(found.chunks(2))).equals(bytes.subarray(2))).toBe(true);
      expect((await all(found.chunks(0))).equals(bytes)).toBe(true);
    }
  });

  it('are read once otherwise', async () => {
    const found = await open(long);
    expect([found.isInMemory, found.isOnce, found.head.length]).toEqual([false, true, headBytes]);
    expect((await all(found.chunks(3))).equals(long.subarray(3))).toBe(true);
    expect([found.size(), await found.sha256(), await found.last()]).toEqual([
      long.length,
      hashOf(long),
      long.at(-1),
    ]);
    await expect(all(found.chunks(0))).rejects.toMatchObject({ code: 'read-once' });
  });

  it('are hashed to their end, even if nobody reads them', async () => {
    const found = await open(long);
    expect(await found.sha256()).toBe(hashOf(long));
    expect(found.size()).toBe(long.length);
  });

  it('are told as they come', async () => {
    let seen = 0;
    await bytesOfStream(
      inChunks(short, 3),
      () => false,
      (count) => (seen += count),
    );
    expect(seen).toBe(short.length);
  });
});
