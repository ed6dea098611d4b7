import type { Adapter } from '../../adapter.ts';
import { transportError } from '../../fields/labels.ts';
import { cleanLabel } from '../../fields/text.ts';
import { isDurationMs, isMomentMs } from '../../fields/units.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { hasColumns } from '../../files/tidy-table.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField, scanTable, type ColumnAt } from '../../scan/scan-table.ts';

const columns = [
  'timestamp',
  'request_type',
  'name',
  'response_time_ms',
  'status_code',
  'exception',
] as const;

/** What CsvRequestLogger of locust.contrib (2.44) writes. */
export const locustRequestLog: Adapter = {
  id: 'locust-request-log',
  tool: 'Locust',
  title: 'CsvRequestLogger (one row per request)',
  identifiedBy: `A header with the columns ${columns.join(', ')}.`,
  sourceClass: 'exact',
  notes: [
    'One row per request: timestamp is its start in epoch seconds, response_time_ms its time in milliseconds with two decimals. An endpoint is `Type Name`, as in the tables of Locust.',
    'Errors are rows with an exception: Locust itself treats a status of 400 or above as one, unless the script says otherwise.',
    'With the tables of the same run beside it, totals are of the single requests alone.',
  ],
  sets: 'together',
  sniff: (head) => hasColumns(head, columns),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, locustRequestLog.id, locustRequestLog.tool);
  await scanTable(file, account, (at) => (row) => readRow(row, at, recorder));
}

function readRow(row: CsvScanner, at: ColumnAt, recorder: Recorder): string | null {
  const startMs = row.decimal(at('timestamp')) * 1_000;
  if (!isMomentMs(startMs)) return refusedField(row, 'timestamp', at('timestamp'), 'epoch seconds');
  const durationMs = row.decimal(at('response_time_ms'));
  if (!isDurationMs(durationMs))
    return refusedField(row, 'response_time_ms', at('response_time_ms'), 'milliseconds from 0 up');
  const exception = row.text(at('exception')) ?? '';
  const status = row.whole(at('status_code'));
  const label = cleanLabel(`${row.text(at('request_type')) ?? ''} ${row.text(at('name')) ?? ''}`);
  recorder
    .requests(null, label === '' ? allEndpoints : label)
    .add(startMs, durationMs, exception === '' ? null : errorType(status, exception), NaN);
  return null;
}

const errorType = (status: number, exception: string): string =>
  status >= 400 ? String(status) : transportError(exception);
