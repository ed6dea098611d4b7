import type { Adapter, ReadOptions } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { CsvScanner } from '../scan/csv-scanner.ts';
import { refusedField, scanTable } from '../scan/scan-table.ts';
import type { Series } from '../record/series.ts';
import { hasColumns } from '../files/tidy-table.ts';
import { isDurationMs, scaled } from '../fields/units.ts';

const columns = ['response-time', 'DNS+dialup', 'Response-delay'] as const;

/** hey with -o csv. */
export const heyCsv: Adapter = {
  id: 'hey-csv',
  tool: 'hey',
  title: 'hey CSV',
  identifiedBy: `A header with the columns ${columns.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'One row per response; seconds with four decimals. Errors are responses of status 400 or above.',
    'Connections that failed have no row; builds without the column status-code do not record errors.',
    'The column offset is the time from the start of the test: set "startedAt" in run.json for a clock, or "together" if several ran at once.',
  ],
  sets: 'each',
  isClockless: true,
  sniff: (head) => hasColumns(head, columns),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, heyCsv.id, heyCsv.tool);
  const series = recorder.requests(null, allEndpoints);
  const originMs = options.startedAtMs ?? 0;
  await scanTable(file, account, (at) => {
    const places = { duration: at('response-time'), status: at('status-code'), offset: at('offset') };
    recorder.isRelativeTime = places.offset >= 0 && options.startedAtMs === null;
    if (places.status < 0) warnOfMissingStatus(series, account);
    return (row) => readRow(row, places, series, originMs);
  });
  warnOfCut(account);
}

function warnOfMissingStatus(series: Series, account: FileAccount): void {
  series.outcomesKnown = false;
  account.warn('no-status', 'The file has no column `status-code`: which requests failed is unknown.');
}

/** Where the columns are; -1 for one that older builds do not write. */
interface Places {
  readonly duration: number;
  readonly status: number;
  readonly offset: number;
}

/** Adds the row's response; otherwise says why it was refused. */
function readRow(row: CsvScanner, places: Places, series: Series, originMs: number): string | null {
  const durationMs = scaled(row.decimal(places.duration), 1_000);
  if (!isDurationMs(durationMs))
    return refusedField(row, 'response-time', places.duration, 'a number of seconds from 0 up');
  const status = places.status < 0 ? 0 : row.whole(places.status);
  if (Number.isNaN(status)) return refusedField(row, 'status-code', places.status, 'a whole number');
  const offsetMs = places.offset < 0 ? NaN : scaled(row.decimal(places.offset), 1_000);
  if (places.offset >= 0 && !isDurationMs(offsetMs))
    return refusedField(row, 'offset', places.offset, 'a number of seconds from 0 up');
  series.add(originMs + offsetMs, durationMs, status >= 400 ? String(status) : null, NaN);
  return null;
}

function warnOfCut(account: FileAccount): void {
  if (account.accepted === 0) account.warn('no-requests', 'The file contains no response.');
  if (account.accepted === 1_000_000)
    account.warn('cut-at-a-million', 'hey keeps its first 1,000,000 responses: there may have been more.');
}
