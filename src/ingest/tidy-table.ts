import { csvRecords, guessDelimiter, splitLine } from './csv.ts';
import { cleanText } from './text.ts';
import type { FileAccount } from './file-account.ts';
import { IngestError } from './ingest-error.ts';
import type { Head, RawFile } from './raw-file.ts';

/** One row of a file with a header, its fields by column name; a column that is not there is undefined. */
export interface TidyRow {
  readonly line: number;
  readonly get: (column: string) => string | undefined;
}

/** The column names of a file's first line. */
export function headerOf(head: Head): string[] {
  const first = head.lines.find((line) => line.trim() !== '') ?? '';
  return splitLine(first, guessDelimiter(first)).map((name) => name.trim());
}

/** True where the first line holds all these column names; order and further columns are free. */
export const hasColumns = (head: Head, columns: readonly string[]): boolean => {
  const header = new Set(headerOf(head));
  return columns.every((column) => header.has(column));
};

/** Reads a file with a header row by row; rows that are no CSV are refused. */
export async function* tidyRows(file: RawFile, account: FileAccount): AsyncGenerator<TidyRow> {
  const delimiter = guessDelimiter(file.head.lines.find((line) => line.trim() !== '') ?? '');
  let columns: Map<string, number> | null = null;
  for await (const { line, fields } of csvRecords(file, delimiter, (at, why) => account.refuse(at, why))) {
    if (columns === null) {
      columns = new Map(fields.map((name, i) => [name.trim(), i]));
      continue;
    }
    const positions = columns;
    yield { line, get: (column) => fields[positions.get(column) ?? -1] };
  }
  if (columns === null) throw new IngestError('empty', 'The file holds no header line.');
}

/** Says once a file that its times were taken as UTC. */
export function warnOfMissingZone(account: FileAccount, timeZone: string | null): void {
  if (timeZone !== null) return;
  account.warn(
    'no-time-zone',
    'Times carry no zone and were taken as UTC. Name the zone with "timeZone" in run.json if they are not.',
  );
}

/** Why a field makes its row unusable. */
export function refusal(row: TidyRow, column: string, wanted: string): string {
  const found = row.get(column);
  return found === undefined
    ? `\`${column}\` is missing`
    : `\`${column}\` must be ${wanted}, got "${cleanText(found).slice(0, 40)}"`;
}
