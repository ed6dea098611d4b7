import { isUtf8 as isWholeUtf8 } from 'node:buffer';
import { Transform, type TransformCallback } from 'node:stream';

/** How the bytes of a text file stand for characters: a WHATWG label. */
export type Encoding = string;

/** The encoding of a byte order mark, else UTF-16 where every other byte is zero, else UTF-8. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length >= 4 && head[1] === 0 && head[3] === 0 && head[0] !== 0 && head[2] !== 0) return 'utf-16le';
  if (head.length >= 4 && head[0] === 0 && head[2] === 0 && head[1] !== 0 && head[3] !== 0) return 'utf-16be';
  return 'utf-8';
}

/** A file whose bytes are not all UTF-8, and as what they are read. */
export interface NotUtf8 {
  /** The 1-based line of the first byte that is no UTF-8. */
  readonly line: number;
  readonly readAs: Encoding;
}

/** What bytes that are no UTF-8 are read as: each byte is a character, so no two names become one. */
export const fallbackEncoding = 'windows-1252';

/** Of a file with so many broken characters among those beyond ASCII, none was meant to be UTF-8. */
const mostlyBroken = 0.1;

/** Tells whether text is not UTF-8, by its start; null if it is, and for binary files. */
export function notUtf8(head: Uint8Array): NotUtf8 | null {
  if (head.includes(0) || isUtf8(head)) return null;
  const text = new TextDecoder('utf-8').decode(head);
  const beyondAscii = text.match(/[^\0-\x7f]/gu) ?? [];
  const broken = beyondAscii.filter((character) => character === '\ufffd').length;
  const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
  return { line, readAs: broken >= beyondAscii.length * mostlyBroken ? fallbackEncoding : 'utf-8' };
}

/** True for UTF-8 whose last character may be cut. */
function isUtf8(head: Uint8Array): boolean {
  if (isWholeUtf8(head)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const utf8Mark = [0xef, 0xbb, 0xbf];

/** True where the bytes open with a UTF-8 byte order mark. */
export function hasUtf8Mark(head: Uint8Array): boolean {
  return utf8Mark.every((byte, i) => head[i] === byte);
}

/** Turns bytes of any of the encodings into UTF-8 without a byte order mark, chunk by chunk. */
export function toUtf8(encoding: Encoding): Transform {
  return encoding === 'utf-8' ? stripMark() : transcode(encoding);
}

function stripMark(): Transform {
  let isFirst = true;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const body = isFirst && hasUtf8Mark(chunk) ? chunk.subarray(3) : chunk;
      isFirst = false;
      done(null, body);
    },
  });
}

function transcode(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true })));
    },
    flush(done) {
      done(null, Buffer.from(decoder.decode()));
    },
  });
}
