import { fixed } from '../../model/text/format.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts, urlLabel } from '../fields/labels.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { countIn, numberIn } from '../fields/text-fields.ts';

/** What ab prints. */
export const abText: Adapter = {
  id: 'ab-text',
  tool: 'ApacheBench',
  title: 'ab text report',
  identifiedBy: '"Concurrency Level:", "Complete requests:" and "Time taken for tests:".',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the document path. Milliseconds: the row Total of the connection times, and the percentiles below it.',
    'Errors are non-2xx responses and failures to connect, to receive, or otherwise; responses of another length than the first (Length) are none. ab counts redirects among non-2xx.',
    'With the file of -g (or -e) of the same run beside it, totals are of the single requests alone.',
  ],
  sets: 'each',
  reports: { core: /^Concurrency Level:/m, start: /^This is ApacheBench/m },
  sniff: (head) =>
    ['Concurrency Level:', 'Complete requests:', 'Time taken for tests:'].every((name) =>
      head.text.includes(name),
    ),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, abText.id, abText.tool);
  const text = await file.text();
  const count = numberIn(text, /^Complete requests:\s+(\d+)/m);
  if (count === null)
    throw new IngestError(
      'cut',
      'The line "Complete requests" has no number.',
      'Provide the complete output of ab.',
    );
  const failure = (name: string): number => countIn(text, new RegExp(`\\(Connect:[^)]*${name}: (\\d+)`));
  const errorTypes = errorTypeList([
    ['status not 2xx', countIn(text, /^Non-2xx responses:\s+(\d+)/m)],
    ['connect', countIn(text, /\(Connect: (\d+)/)],
    ['receive', failure('Receive')],
    ['exception', failure('Exceptions')],
  ]);
  const length = failure('Length');
  if (length > 0)
    account.warn(
      'length-differences',
      `ab counts ${fixed(length, 0)} responses as failed because their length differs from the first one's: they are not errors here.`,
    );
  account.toolVersion = /ApacheBench, Version (\S+)/.exec(text)?.[1] ?? null;
  recorder.durationSeconds = numberIn(text, /^Time taken for tests:\s+([\d.]+)/m);
  recorder.reported({
    endpoint: urlLabel(/^Document Path:\s+(\S+)/m.exec(text)?.[1] ?? allEndpoints),
    count,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: count === 0 ? null : latencyOf(text),
    requestsPerSecond: numberIn(text, /^Requests per second:\s+([\d.]+)/m),
    maxUsers: numberIn(text, /^Concurrency Level:\s+(\d+)/m),
  });
  account.accept();
}

function latencyOf(text: string): ReportedLatency {
  const total = /^Total:\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*$/m.exec(text);
  const [min = null, mean = null, stddev = null, median = null, max = null] = (total ?? [])
    .slice(1)
    .map(parseNonNegative);
  const at = (percent: number): number | null =>
    numberIn(text, new RegExp(`^[^\\S\\n]*${percent}%\\s+(\\d+)`, 'm'));
  return { min, mean, stddev, max, p50: at(50) ?? median, p90: at(90), p95: at(95), p99: at(99) };
}
