import type { Adapter } from '../../adapter.ts';
import { cleanText } from '../../fields/text.ts';
import { numberIn } from '../../fields/text-fields.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';

/** What pgbench prints. */
export const pgbenchText: Adapter = {
  id: 'pgbench-text',
  tool: 'pgbench',
  title: 'pgbench text report',
  identifiedBy: 'Lines "transaction type:" and "tps =".',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the transaction type. Milliseconds; the average and deviation are of all transactions. pgbench prints no percentiles.',
    'Errors are failed transactions, which versions before 15 do not print. The rate is tps without the time to connect.',
    'With the log of -l of the same run beside it, totals are of the single transactions alone.',
  ],
  sets: 'each',
  reports: { core: /^transaction type: /m, start: /^transaction type: /m },
  sniff: ({ text }) => /^transaction type: /m.test(text) && /^(?:tps|latency average) = /m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, pgbenchText.id, pgbenchText.tool);
  const text = await file.text();
  const count = numberIn(text, /^number of transactions actually processed: (\d+)/m);
  if (count === null)
    throw new IngestError(
      'cut',
      'The report has no number of transactions.',
      'Provide the complete output of pgbench.',
    );
  const failed = numberIn(text, /^number of failed transactions: (\d+)/m);
  const rates = [...text.matchAll(/^tps = ([\d.]+)(.*)$/gm)];
  const [, rate] = rates.find(([, , what = '']) => /excluding|without/.test(what)) ?? rates[0] ?? [];
  account.toolVersion = /^pgbench \((?:PostgreSQL\) )?([\d.]+)/m.exec(text)?.[1] ?? null;
  recorder.durationSeconds = numberIn(text, /^duration: ([\d.]+) s/m);
  recorder.reported({
    endpoint: cleanText(/^transaction type: (.+)$/m.exec(text)?.[1] ?? '') || allEndpoints,
    // Transactions that failed are not among those processed.
    count: count + (failed ?? 0),
    errors: failed,
    latency: {
      mean: numberIn(text, /^latency average = ([\d.]+) ms/m),
      stddev: numberIn(text, /^latency stddev = ([\d.]+) ms/m),
    },
    timed: count,
    requestsPerSecond: rate === undefined ? null : Number(rate),
    maxUsers: numberIn(text, /^number of clients: (\d+)/m),
  });
  account.accept();
}
