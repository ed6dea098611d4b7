import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { headBytes, bytesInMemory, type FileBytes, type OnRead } from './file-bytes.ts';
import { largestDocumentBytes, tooLarge } from './document-limits.ts';
import { IngestError } from './ingest-error.ts';

/**
 * The bytes of a stream. A short stream, and one whose start `isDocument`, is held in memory; any other is read once,
 * chunk by chunk.
 */
export async function bytesOfStream(
  stream: AsyncIterable<Uint8Array>,
  isDocument: (head: Buffer) => boolean,
  onRead: OnRead = () => undefined,
): Promise<FileBytes> {
  const chunks = stream[Symbol.asyncIterator]();
  const read = async (): Promise<Uint8Array | null> => {
    const next = await chunks.next();
    if (next.done === true) return null;
    onRead(next.value.length);
    return next.value;
  };
  const head = await collect(read, headBytes);
  if (head.length < headBytes) return bytesInMemory(head);
  if (!isDocument(head.subarray(0, headBytes))) return onceBytes(head, read);
  const rest = await collect(read, largestDocumentBytes);
  if (rest.length >= largestDocumentBytes) throw tooLarge();
  return bytesInMemory(Buffer.concat([head, rest]));
}

type Read = () => Promise<Uint8Array | null>;

/** The next bytes, at least so many unless the stream ends. */
async function collect(read: Read, atLeast: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let total = 0; total < atLeast;) {
    const chunk = await read();
    if (chunk === null) break;
    parts.push(Buffer.from(chunk));
    total += chunk.length;
  }
  return Buffer.concat(parts);
}

function onceBytes(start: Buffer, read: Read): FileBytes {
  const hash = createHash('sha256').update(start);
  let size = start.length;
  let last = start.at(-1);
  let isTaken = false;
  const next: Read = async () => {
    const chunk = await read();
    if (chunk === null) return null;
    hash.update(chunk);
    size += chunk.length;
    last = chunk.at(-1) ?? last;
    return chunk;
  };
  const drain = async (): Promise<void> => {
    while ((await next()) !== null);
  };
  async function* pass(skip: number): AsyncGenerator<Uint8Array, void, void> {
    if (isTaken)
      throw new IngestError(
        'read-once',
        'This format is read more than once, which a stream does not allow.',
        'Save the stream to a file, and pass that.',
      );
    isTaken = true;
    yield start.subarray(skip);
    for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
  }
  return {
    size: () => size,
    isOnce: true,
    isInMemory: false,
    head: start.subarray(0, headBytes),
    last: async () => drain().then(() => last),
    sha256: async () => drain().then(() => hash.copy().digest('hex')),
    stream: () => Readable.from(pass(0), { objectMode: false }),
    chunks: pass,
  };
}
