import type { Adapter } from '../adapter.ts';
import { lines, longestLine } from '../lines.ts';
import type { RawFile } from '../raw-file.ts';
import { allEndpoints, type Recorder } from '../recorder.ts';
import type { Series } from '../series.ts';
import { cleanText } from '../text.ts';
import { parseDuration, parseEpoch } from '../units.ts';

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
    'One row a request: start, status, duration. Errors are statuses of 400 or above, and -1 (no response).',
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
  for await (const { line, text } of lines(file)) {
    if (text === '') continue;
    const refusal = text.length > longestLine ? 'a line may have at most 1 MiB' : readRow(text, series);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
}

/** Adds the row's request; otherwise says why it was refused. */
function readRow(text: string, series: Series): string | null {
  const [start = '', status = '', duration = ''] = text.split('\t');
  const startMs = parseEpoch(start, 1e-3);
  if (startMs === null) return wanted('start', 'epoch microseconds', start);
  if (!/^(-1|\d{1,3})$/.test(status)) return wanted('status', 'a status or -1', status);
  const durationMs = parseDuration(duration, 1e-3);
  if (durationMs === null) return wanted('duration', 'microseconds from 0 up', duration);
  const isFailed = status === '-1' || Number(status) >= 400;
  const errorType = status === '-1' ? 'no response' : status;
  series.add(startMs, durationMs, isFailed ? errorType : null, NaN);
  return null;
}

const wanted = (field: string, what: string, found: string): string =>
  `\`${field}\` must be ${what}, got "${cleanText(found).slice(0, 40)}"`;
