import { memoised } from '../../model/memoised.ts';
import { csvRecords, guessDelimiter, splitLine } from './csv.ts';
import { DecimalMarks } from './decimal-marks.ts';
import { cleanText } from '../fields/text.ts';
import type { FileAccount } from '../record/file-account.ts';
import { IngestError } from './ingest-error.ts';
import type { Head, RawFile } from './raw-file.ts';

/** One row of a file with a header, its fields by column name; a column that is not there is undefined. */
export interface TidyRow {
  readonly line: number;
  readonly get: (column: string) => string | undefined;
  /** Reads the numbers of the file. */
  readonly marks: DecimalMarks;
}

/** What separates the fields of a file, by its first line. */
export const delimiterOf = ({ lines }: Head): string =>
  guessDelimiter(lines.find((line) => line.trim() !== '') ?? '');

/** The column names of a file's first line; split once, though many formats ask for it. */
export const headerOf = memoised(splitHeader);

function splitHeader({ lines }: Head): readonly string[] {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  return splitLine(first, guessDelimiter(first)).map((name) => name.trim());
}

/** True where the first line holds all these column names; order and further columns are free. */
export const hasColumns = (head: Head, columns: readonly string[]): boolean => {
  const header = new Set(headerOf(head));
  return columns.every((column) => header.has(column));
};

/**
 * Holds a file to it that its header names no column twice that is read: which of the two counts would be a guess.
 * Throws an IngestError; for `sniff`, so that it is that of this file and not of all that are read with it.
 */
export function requireDistinct(head: Head, isRead: (column: string) => boolean): true {
  const header = headerOf(head);
  const twice = header.find((name, i) => isRead(name) && header.indexOf(name) < i);
  if (twice === undefined) return true;
  throw new IngestError(
    'repeated-column',
    `The header names the column \`${twice}\` ${header.filter((name) => name === twice).length} times.`,
    'Keep one of them, and rename or remove the others.',
    head.lines.findIndex((line) => line.trim() !== '') + 1,
  );
}

/** Reads a file with a header row by row; rows that are no CSV are refused. */
export async function* tidyRows(file: RawFile, account: FileAccount): AsyncGenerator<TidyRow> {
  const delimiter = delimiterOf(file.head);
  const marks = new DecimalMarks(delimiter);
  let columns: Map<string, number> | null = null;
  for await (const { line, fields } of csvRecords(file, delimiter, (at, why) => account.refuse(at, why))) {
    if (columns === null) {
      columns = new Map(fields.map((name, i) => [name.trim(), i]));
      continue;
    }
    const positions = columns;
    yield { line, get: (column) => fields[positions.get(column) ?? -1], marks };
  }
  if (columns === null) throw new IngestError('empty', 'The file contains no header line.');
}

/** Reads a file's rows into their account; `add` says why a row is refused, or null. */
export async function addRows(
  file: RawFile,
  account: FileAccount,
  add: (row: TidyRow) => string | null,
): Promise<FileAccount> {
  for await (const row of tidyRows(file, account)) {
    const refused = add(row);
    if (refused === null) account.accept();
    else account.refuse(row.line, refused);
  }
  return account;
}

/** A field's text; null where it is empty or the column is not there. */
export function textIn(row: TidyRow, column: string): string | null {
  const text = cleanText(row.get(column) ?? '');
  return text === '' ? null : text;
}

/** The number in a field of our own tables, also with a decimal comma between semicolons; null for anything else. */
export const numberIn = ({ get, marks }: TidyRow, column: string): number | null =>
  marks.number(get(column) ?? '');

/** As `numberIn`; null for a number below 0 too. */
export function nonNegativeIn(row: TidyRow, column: string): number | null {
  const value = numberIn(row, column);
  return value === null || value < 0 ? null : value;
}

/** As `refusal`, of a number: says how to write it. */
export const numberRefusal = (row: TidyRow, column: string, wanted: string): string =>
  `${refusal(row, column, wanted)}${row.marks.hint(row.get(column) ?? '')}`;

/** One form of a table: its columns, and the one that tells that it is meant. */
export interface TidyForm {
  readonly sign: string;
  readonly columns: readonly string[];
}

/** Whether a file has all columns of one of the forms; which are missing where it has the sign of one. */
export function sniffForms(
  head: Head,
  forms: readonly TidyForm[],
  isRead: (column: string) => boolean,
): boolean | string {
  if (forms.some(({ columns }) => hasColumns(head, columns))) return requireDistinct(head, isRead);
  const found = new Set(headerOf(head));
  const meant = forms.find(({ sign }) => found.has(sign));
  if (meant === undefined) return false;
  return `but the column ${meant.columns.filter((column) => !found.has(column)).join(', ')} is missing`;
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
