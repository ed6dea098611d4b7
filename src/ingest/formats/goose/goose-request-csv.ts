import type { Adapter, ReadOptions } from '../../adapter.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { hasColumns } from '../../files/tidy-table.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField, scanTable, type ColumnAt } from '../../scan/scan-table.ts';
import { GooseRequests } from './goose-requests.ts';

const columns = [
  'elapsed',
  'raw',
  'name',
  'response_time',
  'status_code',
  'success',
  'update',
  'user',
] as const;

/** goose --request-log with --request-format csv. */
export const gooseRequestCsv: Adapter = {
  id: 'goose-request-csv',
  tool: 'goose',
  title: 'goose request log (CSV)',
  identifiedBy: `A header with the columns ${columns.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'One row per request; milliseconds. The endpoint is method and name, as in the report. Bodies and headers are not read.',
    "Errors are goose's own: a script may expect a 404, or fail a 200. If a row changes the outcome of a user's request before it, the request counts once. goose 0.19 does not log such changes.",
    'Rows that goose adds for coordinated omission repeat requests: they are not counted.',
    'elapsed is the time from the start of the test: set "startedAt" in run.json for a clock, or "together" if several ran at once.',
  ],
  sets: 'each',
  isClockless: true,
  sniff: (head) => hasColumns(head, columns),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, gooseRequestCsv.id, gooseRequestCsv.tool);
  recorder.isRelativeTime = options.startedAtMs === null;
  const requests = new GooseRequests(recorder, options.startedAtMs ?? 0);
  await scanTable(file, account, (at) => (row) => readRow(row, at, requests));
  requests.end(account);
}

function readRow(row: CsvScanner, at: ColumnAt, requests: GooseRequests): string | null {
  const text = (name: string): string => row.text(at(name)) ?? '';
  const success = text('success');
  if (success !== 'true' && success !== 'false')
    return refusedField(row, 'success', at('success'), 'true or false');
  const status = row.whole(at('status_code'));
  if (Number.isNaN(status)) return refusedField(row, 'status_code', at('status_code'), 'a whole number');
  const copies = at('coordinated_omission_elapsed');
  return requests.add({
    elapsed: row.whole(at('elapsed')),
    responseTime: row.whole(at('response_time')),
    method: methodOf(text('raw')),
    name: text('name'),
    status,
    success: success === 'true',
    error: text('error'),
    user: text('user'),
    isUpdate: text('update') === 'true',
    omissionElapsed: copies < 0 ? 0 : row.whole(copies),
  });
}

/** `GooseRawRequest { method: Get, url: ..., custom_method: "" }`; the label of other protocols comes last. */
const methodOf = (raw: string): string =>
  /, custom_method: "([^"\\]+)" }$/.exec(raw)?.[1] ??
  /^GooseRawRequest \{ method: (\w+)/.exec(raw)?.[1] ??
  '';
