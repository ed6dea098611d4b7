import type { FileAccount } from '../record/file-account.ts';
import { guessDelimiter } from '../files/csv.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import { cleanText } from '../fields/text.ts';
import type { CsvScanner } from './csv-scanner.ts';
import { scanCsv } from './scan-file.ts';

/** Where the columns of a file with a header are; -1 for one that it has not. */
export type ColumnAt = (name: string) => number;

/** Reads the rows of a file; a text says why a row was refused, null that it was used. */
export type ReadRow = (row: CsvScanner) => string | null;

/**
 * Scans a CSV file with a header. `open` is called once with the places of the columns (names trimmed) and returns
 * what reads a row. Every row is counted as accepted or refused.
 */
export async function scanTable(
  file: RawFile,
  account: FileAccount,
  open: (at: ColumnAt, names: readonly string[]) => ReadRow,
): Promise<void> {
  const delimiter = guessDelimiter(file.head.lines.find((line) => line.trim() !== '') ?? '');
  let read: ReadRow | null = null;
  await scanCsv(file, delimiter, {
    row: (row) => {
      if (read === null) {
        const names = row.texts().map((name) => name.trim());
        read = open((name) => names.indexOf(name), names);
        return;
      }
      account.line = row.line;
      const refusal = read(row);
      if (refusal === null) account.accept();
      else account.refuse(row.line, refusal);
    },
    broken: (line, reason) => account.refuse(line, reason),
  });
  if (read === null) throw new IngestError('empty', 'The file contains no header line.');
}

/** Why a field makes its row unusable: the field, what was wanted and what was found. */
export function refusedField(row: CsvScanner, column: string, at: number, wanted: string): string {
  const found = row.text(at);
  return found === undefined
    ? `\`${column}\` is missing`
    : `\`${column}\` must be ${wanted}, got "${cleanText(found).slice(0, 40)}"`;
}
