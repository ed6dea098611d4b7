import type { Adapter } from '../adapter.ts';
import { forgetCoarseSpan } from '../record/coarse-times.ts';
import type { FileAccount } from '../record/file-account.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { Series } from '../record/series.ts';
import { addRows, headerOf, type TidyRow, refusal } from '../files/tidy-table.ts';
import { parseDuration, parseEpoch } from '../fields/units.ts';

const columns = ['starttime', 'seconds', 'ctime', 'dtime', 'ttime', 'wait'] as const;

/** ab -g. */
export const abGnuplot: Adapter = {
  id: 'ab-gnuplot',
  tool: 'ApacheBench',
  title: 'ab -g (TSV)',
  identifiedBy: `The header ${columns.join(', ')}, with tabs.`,
  sourceClass: 'exact',
  notes: [
    'One row per request, sorted by ttime (connect and response, milliseconds). The file records neither URL nor errors.',
    'seconds is the start in whole epoch seconds: a rate is derived for runs of 100 s and more only.',
  ],
  sets: 'together',
  sniff: (head) => headerOf(head).join() === columns.join(),
  read: async (files, recorder) => {
    const series = recorder.requests(null, allEndpoints);
    series.outcomesKnown = false;
    let account: FileAccount | null = null;
    for (const file of files) account = await readFile(file, series, recorder);
    if (account !== null) forgetCoarseSpan([series], recorder, account);
  },
};

async function readFile(file: RawFile, series: Series, recorder: Recorder): Promise<FileAccount> {
  const account = recorder.file(file, abGnuplot.id, abGnuplot.tool);
  await addRows(file, account, (row) => readRow(row, series));
  if (account.accepted === 0) account.warn('no-requests', 'The file contains no request.');
  return account;
}

/** Adds the row's request; otherwise says why it was refused. */
function readRow(row: TidyRow, series: Series): string | null {
  const startMs = parseEpoch(row.get('seconds') ?? '', 1_000);
  if (startMs === null) return refusal(row, 'seconds', 'whole epoch seconds');
  const durationMs = parseDuration(row.get('ttime') ?? '', 1);
  if (durationMs === null) return refusal(row, 'ttime', 'a number of milliseconds from 0 up');
  series.add(startMs, durationMs, null, NaN);
  return null;
}
