import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ByteNames } from '../../scan/byte-names.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField, scanTable, type ColumnAt } from '../../scan/scan-table.ts';
import type { Series } from '../../record/series.ts';
import { cleanLabel, cleanText } from '../../fields/text.ts';
import { DecimalMarks } from '../../files/decimal-marks.ts';
import {
  delimiterOf,
  hasColumns,
  headerOf,
  requireDistinct,
  warnOfMissingZone,
} from '../../files/tidy-table.ts';
import { decimalComma } from './decimal-comma.ts';
import { parseTimestamp } from '../../fields/times.ts';

const required = ['timestamp', 'endpoint', 'duration_ms', 'ok'] as const;
const optional = ['scenario', 'status', 'error', 'users', 'bytes'] as const;

const named = new Set<string>([...required, ...optional]);
const isRead = (column: string): boolean => named.has(column);

/** Our own table of single requests, for teams with scripts of their own. */
export const tidyRequests: Adapter = {
  id: 'tidy-requests',
  tool: 'Perfolio',
  title: 'requests.csv',
  identifiedBy: `A header with the columns ${required.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'One row per request: timestamp (ISO 8601 or epoch milliseconds) of its start, endpoint, duration_ms, ok (true or false).',
    decimalComma,
    `Optional columns: ${optional.join(', ')}. Further columns are ignored.`,
  ],
  sets: 'together',
  sniff: (head) => {
    if (hasColumns(head, required)) return requireDistinct(head, isRead);
    const found = new Set(headerOf(head));
    const missing = required.filter((column) => !found.has(column));
    return found.has('duration_ms') ? `but the column ${missing.join(', ')} is missing` : false;
  },
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, { timeZone }: ReadOptions): Promise<void> {
  const account = recorder.file(file, tidyRequests.id, tidyRequests.tool);
  requireDistinct(file.head, isRead);
  const delimiter = delimiterOf(file.head);
  const marks = new DecimalMarks(delimiter);
  // As text only where a comma may be a decimal mark: the bytes are read faster.
  const decimalIn = (row: CsvScanner, at: number): number =>
    delimiter === ';' ? (marks.number(row.text(at) ?? '') ?? NaN) : row.decimal(at);
  await scanTable(file, account, (at) => {
    const seriesOf = seriesFinder(recorder, at);
    const [timestampAt, endpointAt, durationAt, okAt, usersAt] = [...required, 'users'].map(at) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const errorAt = { status: at('status'), error: at('error') };
    const known = new ByteNames(parseFlag, mostFlags);
    return (row) => {
      const startMs = epochMs(row, timestampAt, account, timeZone);
      if (startMs === null)
        return refusedField(row, 'timestamp', timestampAt, 'ISO 8601 or epoch milliseconds');
      const durationMs = decimalIn(row, durationAt);
      if (!(durationMs >= 0))
        return `${refusedField(row, 'duration_ms', durationAt, 'a number of milliseconds from 0 up')}${marks.hint(row.text(durationAt) ?? '')}`;
      const isOk = row.has(okAt) ? known.get(row.bytes, row.startOf(okAt), row.endOf(okAt)) : null;
      if (isOk === null) return refusedField(row, 'ok', okAt, 'true or false');
      const series = seriesOf(row);
      if (series === null) return refusedField(row, 'endpoint', endpointAt, 'a name');
      series.add(startMs, durationMs, isOk ? null : errorType(row, errorAt), row.whole(usersAt));
      return null;
    };
  });
}

/** Finds the series of a row by the bytes of its scenario and endpoint; null where the endpoint has no name. */
function seriesFinder(recorder: Recorder, at: ColumnAt): (row: CsvScanner) => Series | null {
  const [scenarioAt, endpointAt] = [at('scenario'), at('endpoint')];
  const endpointsOf = (scenario: string | null): ByteNames<Series | null> =>
    new ByteNames((text) => {
      const endpoint = cleanLabel(text);
      return endpoint === '' ? null : recorder.requests(scenario, endpoint);
    });
  const unnamed = endpointsOf(null);
  const named = new ByteNames((text) => {
    const scenario = cleanText(text);
    return scenario === '' ? unnamed : endpointsOf(scenario);
  });
  return (row) => {
    if (!row.has(endpointAt)) return null;
    const endpoints = row.has(scenarioAt)
      ? named.get(row.bytes, row.startOf(scenarioAt), row.endOf(scenarioAt))
      : unnamed;
    return endpoints.get(row.bytes, row.startOf(endpointAt), row.endOf(endpointAt));
  };
}

/** Nine digits: what is shorter is no moment. */
const leastEpochMs = 100_000_000;

/** The moment of a field; null where it holds none. Says once a file that a zone is missing. */
function epochMs(row: CsvScanner, at: number, account: FileAccount, timeZone: string | null): number | null {
  const whole = row.whole(at);
  if (whole >= leastEpochMs) return whole;
  const time = parseTimestamp(row.text(at) ?? '', timeZone);
  if (time === null) return null;
  if (!time.hasZone) warnOfMissingZone(account, timeZone);
  return time.epochMs;
}

const flags = new Map([
  ['true', true],
  ['1', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['no', false],
]);

/** More spellings than these are those of a column that is none of flags. */
const mostFlags = 16;

const parseFlag = (field: string): boolean | null => flags.get(field.trim().toLowerCase()) ?? null;

function errorType(row: CsvScanner, at: { readonly status: number; readonly error: number }): string {
  const status = cleanText(row.text(at.status) ?? '');
  const error = cleanText(row.text(at.error) ?? '');
  return error === '' ? status || 'failed' : error;
}
