import { unreadable } from '../files/csv.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import { CsvScanner, type ScanEvents } from './csv-scanner.ts';

/**
 * Scans a CSV file from start to end in one pass and bounded memory. Throws an IngestError where the file cannot be
 * read, or a row is longer than 16 MiB.
 */
export async function scanCsv(file: RawFile, delimiter: string, events: ScanEvents): Promise<void> {
  const scanner = new CsvScanner(delimiter, events);
  try {
    for await (const chunk of file.chunks()) if (!scanner.push(chunk)) throw longRow;
    scanner.finish();
  } catch (error) {
    throw unreadable(error);
  }
}

const longRow = new IngestError(
  'long-record',
  'A record is longer than 16 MiB.',
  'Look for a quote that is never closed.',
);
