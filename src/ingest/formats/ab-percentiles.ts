import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseCount, parseNonNegative } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { headerOf, tidyRows, refusal } from '../files/tidy-table.ts';

const columns = ['Percentage served', 'Time in ms'] as const;

/** ab -e. */
export const abPercentiles: Adapter = {
  id: 'ab-percentiles',
  tool: 'ApacheBench',
  title: 'ab -e (CSV)',
  identifiedBy: `The header ${columns.join(', ')}.`,
  sourceClass: 'reported',
  notes: [
    'One row per percentage from 0 (the fastest request) to 100 (the slowest), in milliseconds.',
    'The file records neither the number of requests, nor failures, nor the URL.',
  ],
  sets: 'each',
  sniff: (head) => headerOf(head).join() === columns.join(),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, abPercentiles.id, abPercentiles.tool);
  const times = new Map<number, number>();
  for await (const row of tidyRows(file, account)) {
    const percent = parseCount(row.get(columns[0]) ?? '');
    const time = parseNonNegative(row.get(columns[1]) ?? '');
    if (percent === null || percent > 100)
      account.refuse(row.line, refusal(row, columns[0], 'a whole number from 0 to 100'));
    else if (time === null) account.refuse(row.line, refusal(row, columns[1], 'a number from 0 up'));
    else {
      times.set(percent, time);
      account.accept();
    }
  }
  if (times.size === 0) throw new IngestError('no-rows', 'The file has a header but no percentile.');
  const at = (percent: number): number | null => times.get(percent) ?? null;
  recorder.reported({
    endpoint: allEndpoints,
    count: null,
    errors: null,
    latency: { min: at(0), max: at(100), p50: at(50), p90: at(90), p95: at(95), p99: at(99) },
  });
}
