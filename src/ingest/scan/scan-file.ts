import { IngestError } from '../ingest-error.ts';
import { unreadable } from '../csv.ts';
import type { RawFile } from '../raw-file.ts';
import { CsvScanner, type ScanEvents } from './csv-scanner.ts';

const bufferBytes = 4 * 1024 * 1024;

/** A row may not be longer than this: a quote that is never closed must not swallow a whole file. */
const longestRow = 16 * 1024 * 1024;

/**
 * Scans a CSV file from start to end in one pass and bounded memory. Throws an IngestError where the file cannot be
 * read, or a row is longer than 16 MiB.
 */
export async function scanCsv(file: RawFile, delimiter: string, events: ScanEvents): Promise<void> {
  const scanner = new CsvScanner(delimiter, events);
  let buffer = new Uint8Array(bufferBytes);
  let kept = 0;
  const source = file.stream();
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      if (kept + chunk.length >= buffer.length) buffer = roomFor(buffer, kept, chunk.length);
      buffer.set(chunk, kept);
      const end = kept + chunk.length;
      const used = scanner.scan(buffer, 0, end, false);
      buffer.copyWithin(0, used, end);
      kept = end - used;
    }
    scanner.scan(buffer, 0, kept, true);
  } catch (error) {
    throw unreadable(error);
  } finally {
    source.destroy();
  }
}

function roomFor(buffer: Uint8Array, kept: number, wanted: number): Uint8Array<ArrayBuffer> {
  if (kept > longestRow)
    throw new IngestError(
      'long-record',
      'A record is longer than 16 MiB.',
      'Look for a quote that is never closed.',
    );
  const larger = new Uint8Array(Math.max(buffer.length * 2, kept + wanted + 1));
  larger.set(buffer.subarray(0, kept));
  return larger;
}
