import type { Adapter } from '../adapter.ts';
import { epochOf } from '../fields/epoch-field.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { ByteNames } from '../scan/byte-names.ts';
import type { CsvScanner } from '../scan/csv-scanner.ts';
import { scanCsv } from '../scan/scan-file.ts';
import { refusedField } from '../scan/scan-table.ts';
import type { Series } from '../record/series.ts';
import { isDurationMs, isMomentMs } from '../fields/units.ts';

/** Epoch microseconds, status or -1, microseconds. */
const row = /^\d{15,16}\t(?:-1|\d{1,3})\t\d+$/;

/** h2load --log-file. */
export const h2loadLog: Adapter = {
  id: 'h2load-log',
  tool: 'h2load',
  title: 'h2load log file',
  identifiedBy: 'No header; rows of epoch microseconds, status (or -1) and microseconds, with tabs.',
  sourceClass: 'exact',
  notes: [
    'One row per request: start, status, duration. Errors are statuses of 400 or above, and -1 (no response).',
    'The file names no URL.',
  ],
  sets: 'together',
  sniff: (head) => {
    const rows = head.lines.filter((line) => line !== '').slice(0, 20);
    return rows.length > 0 && rows.filter((line) => row.test(line)).length > rows.length / 2;
  },
  read: async (files, recorder) => {
    const series = recorder.requests(null, allEndpoints);
    for (const file of files) await readFile(file, series, recorder);
  },
};

async function readFile(file: RawFile, series: Series, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, h2loadLog.id, h2loadLog.tool);
  const statuses = new ByteNames(errorTypeOf);
  await scanCsv(file, '\t', {
    row: (row) => {
      const refusal = readRow(row, statuses, series);
      if (refusal === null) account.accept();
      else account.refuse(row.line, refusal);
    },
    broken: (line, reason) => account.refuse(line, reason),
  });
}

/** What a status says of its request: null for a success, undefined where it is no status. */
function errorTypeOf(status: string): string | null | undefined {
  if (status === '-1') return 'no response';
  if (!/^\d{1,3}$/.test(status)) return undefined;
  return Number(status) >= 400 ? status : null;
}

/** Adds the row's request; otherwise says why it was refused. */
function readRow(
  row: CsvScanner,
  statuses: ByteNames<string | null | undefined>,
  series: Series,
): string | null {
  const startMs = epochOf(row, 0, 3);
  if (!isMomentMs(startMs)) return refusedField(row, 'start', 0, 'epoch microseconds');
  const errorType = row.has(1) ? statuses.get(row.bytes, row.startOf(1), row.endOf(1)) : undefined;
  if (errorType === undefined) return refusedField(row, 'status', 1, 'a status or -1');
  const durationMs = row.whole(2) / 1_000;
  if (!isDurationMs(durationMs)) return refusedField(row, 'duration', 2, 'microseconds from 0 up');
  series.add(startMs, durationMs, errorType, NaN);
  return null;
}
