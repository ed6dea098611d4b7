import { hash } from 'node:crypto';
import { constants, crc32, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { weaklyKept } from '../model/memoised.ts';

/** Fast, and with a checksum of the content, so that damage is seen. */
const packing = { params: { [constants.ZSTD_c_compressionLevel]: 1, [constants.ZSTD_c_checksumFlag]: 1 } };

const sumBytes = 4;

/** A value that JSON can hold, behind a checksum. It is not made smaller: that takes longer than to read it. */
export function pack(value: unknown): Buffer {
  const bytes = Buffer.from(`    ${JSON.stringify(value)}`);
  bytes.writeUInt32LE(crc32(bytes.subarray(sumBytes)));
  return bytes;
}

/** What was packed. Throws for bytes that are cut or damaged. */
export function unpack(bytes: Buffer): unknown {
  if (crc32(bytes.subarray(sumBytes)) !== bytes.readUInt32LE()) throw new Error('The value is damaged.');
  return JSON.parse(bytes.toString('utf8', sumBytes));
}

/** A value in two parts: what everybody needs, and what is unpacked each time it is asked for. */
export interface Parts<Core, Rest> {
  readonly core: Core;
  readonly rest: () => Rest;
}

const lengthBytes = 4;
const hashLetters = 32;
const headBytes = lengthBytes + hashLetters;

const hashOf = (bytes: Buffer): string => hash('sha256', bytes).slice(0, hashLetters);

/**
 * Both parts as bytes (the length of the first, the hash of the second, the first, the second), and the rest of them,
 * which is held in memory as few bytes.
 */
export function packParts<Rest extends object>(
  core: unknown,
  rest: Rest,
): { bytes: Buffer; rest: () => Rest } {
  // A copy: the compressor's own buffer is several times as large, and would be in memory as long as the rest of it.
  const second = Buffer.from(zstdCompressSync(Buffer.from(JSON.stringify(rest)), packing));
  const first = pack(core);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32LE(first.length);
  head.write(hashOf(second), lengthBytes, 'latin1');
  return { bytes: Buffer.concat([head, first, second]), rest: unpacking(second) as () => Rest };
}

/** What was packed in parts. Throws for bytes that are cut or damaged, also where only the rest is. */
export function unpackParts<Core, Rest extends object>(bytes: Buffer): Parts<Core, Rest> {
  const end = headBytes + bytes.readUInt32LE();
  // A copy: it is held as long as somebody may ask for it, and shall not hold all bytes of the file.
  const second = Buffer.from(bytes.subarray(end));
  if (hashOf(second) !== bytes.toString('latin1', lengthBytes, headBytes))
    throw new Error('The rest is damaged.');
  return { core: unpack(bytes.subarray(headBytes, end)) as Core, rest: unpacking(second) as () => Rest };
}

const unpacking = (bytes: Buffer): (() => object) =>
  weaklyKept(() => JSON.parse(zstdDecompressSync(bytes).toString('utf8')) as object);
