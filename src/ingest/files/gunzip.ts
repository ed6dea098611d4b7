import { Transform } from 'node:stream';
import { constants, gunzipSync } from 'node:zlib';
import { headBytes } from './file-bytes.ts';
import { IngestError } from './ingest-error.ts';

const mostHeadBytes = 64 * headBytes;

/**
 * The first decompressed bytes of a gzip file, given its start. A cut input is normal here. Where the start expands to
 * more than is needed, less of it is decompressed: gzip reaches 1,032:1.
 */
export function gunzipStart(start: Buffer): Buffer {
  for (let length = start.length; ; length = Math.ceil(length / 8)) {
    try {
      return gunzipSync(start.subarray(0, length), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: mostHeadBytes,
      }).subarray(0, headBytes);
    } catch (error) {
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' && length > 1) continue;
      throw new IngestError(
        'gzip',
        'The file begins like gzip but cannot be decompressed.',
        'Compress it again.',
      );
    }
  }
}

/** How far a file may expand. Logs of load tests reach about 200:1. */
export interface ExpansionLimit {
  /** Below this many decompressed bytes any ratio is accepted. */
  readonly freeBytes: number;
  readonly ratio: number;
}

const defaultLimit: ExpansionLimit = { freeBytes: 64 * 1024 ** 2, ratio: 400 };

/** Ends a stream of decompressed bytes that expands beyond the limit; `bytes` gives the size of the compressed file. */
export function limitExpansion(
  bytes: () => number,
  { freeBytes, ratio }: ExpansionLimit = defaultLimit,
): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      total += chunk.length;
      if (total > freeBytes && total > ratio * bytes())
        done(
          new IngestError(
            'too-large',
            `The file expands to more than ${ratio} times its size and more than ${freeBytes / 1024 ** 2} MiB.`,
            'Commit it uncompressed, or commit its digest.',
          ),
        );
      else done(null, chunk);
    },
  });
}
