import type { Adapter } from '../../adapter.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { parseCount } from '../../fields/number-fields.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { addGroups, type TaurusGroup } from './taurus-group.ts';
import { hasColumns, headerOf, tidyRows, refusal } from '../../files/tidy-table.ts';

const columns = ['label', 'avg_rt', 'concurrency', 'fail', 'succ', 'throughput'] as const;

/** Taurus' final-stats reporter with dump-csv. */
export const taurusFinalStatsCsv: Adapter = {
  id: 'taurus-final-stats-csv',
  tool: 'Taurus',
  title: 'Taurus final stats (CSV)',
  identifiedBy: `A header with the columns ${columns.join(', ')}.`,
  sourceClass: 'reported',
  notes: [
    'One row per label, the one without a label is all of them. Seconds; perc_0.0 is the fastest, perc_100.0 the slowest.',
    'throughput is the number of samples, fail that of failed ones. The file does not record a rate.',
  ],
  sets: 'each',
  sniff: (head) => hasColumns(head, columns),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, taurusFinalStatsCsv.id, taurusFinalStatsCsv.tool);
  const names = headerOf(file.head);
  const groups: TaurusGroup[] = [];
  for await (const row of tidyRows(file, account)) {
    if (parseCount(row.get('throughput') ?? '') === null)
      account.refuse(row.line, refusal(row, 'throughput', 'a whole number of samples'));
    else {
      groups.push({
        label: row.get('label') ?? '',
        figures: new Map(names.map((name) => [name, row.get(name) ?? ''])),
      });
      account.accept();
    }
  }
  if (groups.length === 0)
    throw new IngestError('no-rows', 'The file contains no row with a number of samples.');
  addGroups(groups, recorder);
}
