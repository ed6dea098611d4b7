import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headBytes } from '../../../src/ingest/files/file-bytes.ts';
import { gunzipStart, limitExpansion } from '../../../src/ingest/files/gunzip.ts';

describe('the start of a gzip file', () => {
  it('is decompressed however well it compresses', () => {
    const start = gzipSync(Buffer.alloc(200 * 1024 * 1024, 'a')).subarray(0, headBytes);
    expect(gunzipStart(start)).toEqual(Buffer.alloc(headBytes, 'a'));
  });

  it('is an error when the bytes are not gzip', () => {
    expect(() => gunzipStart(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9]))).toThrow(
      'cannot be decompressed',
    );
  });
});

describe('limitExpansion', () => {
  const expanded = async (total: number, bytes: number): Promise<number> => {
    let read = 0;
    const chunks = Readable.from(Array.from({ length: total / 1_000 }, () => Buffer.alloc(1_000)));
    await pipeline(
      chunks,
      limitExpansion(() => bytes, { freeBytes: 10_000, ratio: 100 }),
      async (source) => {
        for await (const chunk of source as AsyncIterable<Buffer>) read += chunk.length;
      },
    );
    return read;
  };

  it('lets through what is small or compresses as logs do', async () => {
    expect(await expanded(10_000, 1)).toBe(10_000);
    expect(await expanded(50_000, 500)).toBe(50_000);
  });

  it('ends a stream that expands further, and names the limit', async () => {
    await expect(expanded(50_000, 499)).rejects.toThrow('more than 100 times its size');
  });
});
