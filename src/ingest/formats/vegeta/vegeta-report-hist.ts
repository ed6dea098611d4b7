import type { Adapter } from '../../adapter.ts';
import { goDurationMs } from '../../fields/go-duration.ts';
import { parseCount } from '../../fields/number-fields.ts';
import { IngestError } from '../../files/ingest-error.ts';
import { lines } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { recordValue } from '../../record/benchmark-results.ts';
import type { Recorder } from '../../record/recorder.ts';

const header = /^Bucket +# +% +Histogram[^\S\n]*$/;
const bucket = /^\[([^,\]]+),\s+([^\]]+)\]\s+(\d+)\s+(?:[\d.]+|NaN)%/;

/** No row of the table is longer: its bar has 75 characters at most. */
const longestRow = 400;

/** What `vegeta report -type=hist[...]` prints. */
export const vegetaReportHist: Adapter = {
  id: 'vegeta-report-hist',
  tool: 'vegeta',
  title: 'vegeta report (histogram)',
  identifiedBy: 'A line of column names "Bucket  #  %  Histogram" and rows "[0s, 10ms]  20  40.00%".',
  sourceClass: 'reported',
  notes: [
    'Each bound gives a measure: the share of all requests that took less time, failed requests included.',
    'Buckets are too wide for percentiles. The number of requests is that of samples of each share: a report of the same attack counts them. The file records neither errors nor the rate.',
  ],
  // `vegeta report -every -output` appends one report after the other.
  reports: { core: header, start: header },
  sets: 'each',
  sniff: ({ lines: head }) => head.some((line) => line.length <= longestRow && header.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

/** Requests of a bucket, and the time that they all are below; null for the last one, which has no bound. */
interface Bucket {
  readonly bound: string;
  readonly boundMs: number | null;
  readonly count: number;
}

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, vegetaReportHist.id, vegetaReportHist.tool);
  const buckets: Bucket[] = [];
  for await (const { line, text } of lines(file)) {
    if (text.trim() === '' || header.test(text)) continue;
    const found = bucketOf(text.slice(0, longestRow));
    if (found === null) account.refuse(line, 'it is no bucket with two times and a number of requests');
    else {
      account.accept();
      buckets.push(found);
    }
  }
  if (buckets.at(-1)?.boundMs !== null)
    throw new IngestError(
      'cut',
      'The histogram has no last bucket up to +Inf: it is incomplete.',
      'Provide the complete output of `vegeta report -type="hist[...]"`.',
    );
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  let below = 0;
  for (const { bound, boundMs, count } of buckets) {
    below += count;
    if (boundMs === null || total === 0) continue;
    const share = { unit: '%', direction: 'higher', value: (100 * below) / total, n: total } as const;
    recordValue(recorder, `requests below ${bound}`, share);
  }
}

function bucketOf(text: string): Bucket | null {
  const [, from = '', to = '', printed = ''] = bucket.exec(text) ?? [];
  const count = parseCount(printed);
  const boundMs = to === '+Inf' ? null : goDurationMs(to);
  if (count === null || goDurationMs(from) === null || (to !== '+Inf' && boundMs === null)) return null;
  return { bound: to, boundMs, count };
}
