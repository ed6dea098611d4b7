import type { Adapter, ReadOptions } from '../adapter.ts';
import type { FileAccount } from '../file-account.ts';
import { parseCount } from '../numbers.ts';
import type { RawFile } from '../raw-file.ts';
import { allEndpoints, type Recorder } from '../recorder.ts';
import type { Series } from '../series.ts';
import { hasColumns, headerOf, tidyRows, type TidyRow } from '../tidy-table.ts';
import { parseDuration } from '../units.ts';
import { refusal } from './tidy-requests.ts';

const columns = ['response-time', 'DNS+dialup', 'Response-delay'] as const;

/** hey with -o csv. */
export const heyCsv: Adapter = {
  id: 'hey-csv',
  tool: 'hey',
  title: 'hey CSV',
  identifiedBy: `A header with the columns ${columns.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'One row a response; seconds with four decimals. Errors are responses of status 400 or above.',
    'Connections that failed have no row; builds without the column status-code tell no errors at all.',
    'The column offset is the time from the start of the test: give "startedAt" in run.json for a clock.',
  ],
  sets: 'together',
  sniff: (head) => hasColumns(head, columns),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, heyCsv.id, heyCsv.tool);
  const header = headerOf(file.head);
  const series = recorder.requests(null, allEndpoints);
  const hasOffset = header.includes('offset');
  recorder.isRelativeTime = hasOffset && options.startedAtMs === null;
  if (!header.includes('status-code')) {
    series.outcomesKnown = false;
    account.warn('no-status', 'The file has no column `status-code`: which requests failed is not known.');
  }
  for await (const row of tidyRows(file, account)) {
    const problem = readRow(row, series, options.startedAtMs ?? 0, hasOffset);
    if (problem === null) account.accept();
    else account.refuse(row.line, problem);
  }
  warnOfCut(account);
}

/** Adds the row's response; otherwise says why it was refused. */
function readRow(row: TidyRow, series: Series, originMs: number, hasOffset: boolean): string | null {
  const durationMs = parseDuration(row.get('response-time') ?? '', 1_000);
  if (durationMs === null) return refusal(row, 'response-time', 'a number of seconds from 0 up');
  const status = series.outcomesKnown ? parseCount(row.get('status-code') ?? '') : 0;
  if (status === null) return refusal(row, 'status-code', 'a whole number');
  const offsetMs = hasOffset ? parseDuration(row.get('offset') ?? '', 1_000) : NaN;
  if (offsetMs === null) return refusal(row, 'offset', 'a number of seconds from 0 up');
  series.add(originMs + offsetMs, durationMs, status >= 400 ? String(status) : null, NaN);
  return null;
}

function warnOfCut(account: FileAccount): void {
  if (account.accepted === 0) account.warn('no-requests', 'The file holds no response.');
  if (account.accepted === 1_000_000)
    account.warn('cut-at-a-million', 'hey keeps its first 1,000,000 responses: there may have been more.');
}
