import { IngestError } from './ingest-error.ts';

/** A document of more bytes is refused: it has to be in memory as a whole, as bytes and as text. */
export const largestDocumentBytes = 256 * 1024 ** 2;

/** Values of a document may take so much memory beside its text. A Prometheus answer of 100 MB takes about 600 MB. */
const mostValueBytes = 640 * 1024 ** 2;

/**
 * Estimated bytes in memory of what each character begins: an array, an object with its fields, an element of XML, a
 * further value, a line. Such characters in quoted text count too: only large documents come near the limit.
 */
const bytesOf: Readonly<Record<string, number>> = { '[': 64, '{': 400, '<': 64, ',': 24, '\n': 32 };

const bytesByCode = Uint8Array.from({ length: 256 }, (_, code) => bytesOf[String.fromCharCode(code)] ?? 0);

/** The error for a document that is too large. */
export const tooLarge = (): IngestError =>
  new IngestError(
    'too-large',
    `The document is larger than ${largestDocumentBytes / 1024 ** 2} MiB and would have to fit into memory.`,
    'Split it, or provide the log of individual samples instead.',
  );

const tooManyValues = (): IngestError =>
  new IngestError(
    'too-large',
    `The values of the document would take more than ${mostValueBytes / 1024 ** 2} MiB of memory.`,
    'Split it, or provide the log of individual samples instead.',
  );

/**
 * Checks a document while it is read, chunk by chunk, before it is parsed: 437 kB of gzip can contain 150 million empty
 * arrays, which would take 10 GB. Throws an IngestError once the limit is passed.
 */
export function documentLimits(): (chunk: Uint8Array) => void {
  let total = 0;
  let values = 0;
  return (chunk) => {
    total += chunk.length;
    if (total > largestDocumentBytes) throw tooLarge();
    values += valueBytes(chunk);
    if (values > mostValueBytes) throw tooManyValues();
  };
}

function valueBytes(chunk: Uint8Array): number {
  let sum = 0;
  for (const byte of chunk) sum += bytesByCode[byte] ?? 0;
  return sum;
}
