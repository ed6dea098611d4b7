import { parse, type CsvError, type Info } from 'csv-parse';
import { IngestError } from './ingest-error.ts';
import type { RawFile } from './raw-file.ts';

/** One record of a CSV file with the 1-based line on which it ends. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A record that csv-parse could not make sense of. */
export type OnBroken = (line: number, reason: string) => void;

/** A record may not be longer than this: a quote that is never closed must not swallow a whole file. */
const longestRecord = 16 * 1024 * 1024;

/**
 * Reads a CSV file record by record, in bounded memory. Records may have any number of fields: the caller knows what
 * it needs. What is no CSV at all is passed to `onBroken` and skipped.
 */
export async function* csvRecords(
  file: RawFile,
  delimiter: string,
  onBroken: OnBroken,
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: longestRecord,
    relax_column_count: true,
    // A stray quote is a character: reporting each as an error takes time quadratic in their number.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      onBroken(Number(error?.lines ?? 0), brokenReason(error));
      return undefined;
    },
  });
  const source = file.stream();
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>)
      yield { line: info.lines, fields: record };
  } catch (error) {
    throw unreadable(error);
  } finally {
    source.destroy();
  }
}

function brokenReason(error: CsvError | undefined): string {
  return error?.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote is never closed' : 'not valid CSV';
}

/** What went wrong while a stream was read, in words for the file's owner. Throws what is a bug of ours. */
export function unreadable(error: unknown): IngestError {
  if (error instanceof IngestError) return error;
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') throw error;
  if (code === 'CSV_MAX_RECORD_SIZE')
    return new IngestError(
      'long-record',
      'A record is longer than 16 MiB.',
      'Look for a quote that is never closed.',
    );
  if (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return new IngestError(
      'gzip',
      'The compressed file is damaged or incomplete.',
      'Copy it again from its source.',
    );
  return new IngestError('unreadable', `The file could not be read to its end (${code}).`);
}

const delimiters = [',', ';', '\t', '|'] as const;

/** The delimiter that splits the line into most fields; a comma where none does. Quoted parts do not count. */
export function guessDelimiter(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const fields = (delimiter: string): number => bare.split(delimiter).length;
  return delimiters.reduce((best, next) => (fields(next) > fields(best) ? next : best));
}

/** The fields of one line (no newline inside quotes), for sniffing. */
export function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  for (const [, quoted, bare] of `${line}${delimiter}`.matchAll(
    new RegExp(
      `(?:"((?:[^"]|"")*)"|([^${delimiter === '|' ? '\\|' : delimiter}]*))${delimiter === '|' ? '\\|' : delimiter}`,
      'g',
    ),
  ))
    fields.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
  return fields;
}
