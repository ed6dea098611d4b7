import { at, entryOf } from '../../../model/checked.ts';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import { lines } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { addSiege, siegeReport } from './siege-report.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { warnOfMissingZone } from '../../files/tidy-table.ts';
import { parseDateTime } from '../../fields/times.ts';

const names = [
  'date',
  'transactions',
  'elapsed_time',
  'data',
  'response_time',
  'transaction_rate',
  'throughput',
  'concurrency',
  'okay',
  'failed_transactions',
] as const;

const header = /^\s*Date & Time,\s+Trans,\s+Elap Time,/;

/** siege's log file. */
export const siegeLog: Adapter = {
  id: 'siege-log',
  tool: 'siege',
  title: 'siege.log',
  identifiedBy: 'A header "Date & Time, Trans, Elap Time, ...".',
  sourceClass: 'reported',
  notes: [
    'One row per siege, in seconds: the last row is read, earlier ones are other runs.',
    'Requests are Trans and Failed together; the latter are the errors. The rate is of Trans alone. There are no percentiles.',
    'Date & Time is the end of the siege, without a zone.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => header.test(line)),
  read: async ([file], recorder, options) => readFile(file, recorder, options),
};

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, siegeLog.id, siegeLog.tool);
  let last: Map<string, string> | null = null;
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '' || header.test(text) || text.startsWith('****')) continue;
    const fields = text.split(',').map((field) => field.trim());
    const report = siegeReport((name) => fields[names.indexOf(name as 'data')]);
    if (fields.length < names.length || report.transactions === null || report.failed === null)
      account.refuse(line, `a row must have ${names.length} columns, with Trans and Failed as numbers`);
    else {
      account.accept();
      last = new Map(names.map((name, i) => [name, at(fields, i)]));
    }
  }
  if (last === null) throw new IngestError('no-rows', 'The log has a header but no siege.');
  if (account.accepted > 1)
    account.warn(
      'appended-runs',
      `The log contains ${account.accepted} sieges: the values are those of the last one.`,
    );
  const row = last;
  addSiege(
    siegeReport((name) => row.get(name)),
    recorder,
    account,
  );
  const end = parseDateTime(entryOf(row, 'date'), options.timeZone);
  if (end === null) return;
  if (!end.hasZone) warnOfMissingZone(account, options.timeZone);
  recorder.startedAtMs = end.epochMs - (recorder.durationSeconds ?? 0) * 1_000;
}
