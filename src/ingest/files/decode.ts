import { Transform, type TransformCallback } from 'node:stream';

/** How the bytes of a text file stand for characters, as told by their first few. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding of a byte order mark, else UTF-16 where every other byte is zero, else UTF-8. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head.length >= 4 && head[1] === 0 && head[3] === 0 && head[0] !== 0 && head[2] !== 0) return 'utf-16le';
  if (head.length >= 4 && head[0] === 0 && head[2] === 0 && head[1] !== 0 && head[3] !== 0) return 'utf-16be';
  return 'utf-8';
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
