import type { Adapter } from '../adapter.ts';
import { csvRecords } from '../csv.ts';
import { parseCount } from '../numbers.ts';
import type { RawFile } from '../raw-file.ts';
import type { Recorder } from '../recorder.ts';
import { cleanText } from '../text.ts';
import { parseDuration, parseEpoch } from '../units.ts';
import { addHit } from '../vegeta-hit.ts';

/** Nanoseconds since the epoch, status, nanoseconds, bytes out, bytes in; then free text. */
const rowStart = /^\d{18,19},\d{1,3},\d+,\d+,\d+,/;

/** vegeta encode -to csv. */
export const vegetaEncodeCsv: Adapter = {
  id: 'vegeta-encode-csv',
  tool: 'vegeta',
  title: 'vegeta encode (CSV)',
  identifiedBy: 'No header; each row begins with epoch nanoseconds, status, nanoseconds and two byte counts.',
  sourceClass: 'exact',
  notes: [
    'One row a request: columns 1 (start, epoch ns), 2 (status), 3 (latency, ns), 6 (error), 10 (method), 11 (URL). Bodies and headers are not read.',
    'Errors are requests without response (status 0) and responses of status 400 or above. Versions before 12 name no URL: the endpoint is then *.',
  ],
  sets: 'together',
  sniff: (head) => {
    const rows = head.lines.filter((line) => line !== '').slice(0, 10);
    return rows.filter((line) => rowStart.test(line)).length > rows.length / 2;
  },
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, vegetaEncodeCsv.id, vegetaEncodeCsv.tool);
  for await (const { line, fields } of csvRecords(file, ',', (at, why) => account.refuse(at, why))) {
    const refusal = readRow(fields, recorder);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
}

/** Adds the row's request; otherwise says why it was refused. */
function readRow(fields: readonly string[], recorder: Recorder): string | null {
  if (fields.length < 9) return `a row must have 12 (before version 12: 9) columns, got ${fields.length}`;
  const [start = '', code = '', latency = '', , , error = ''] = fields;
  const startMs = parseEpoch(start, 1e-6);
  if (startMs === null) return wanted('column 1', 'epoch nanoseconds', start);
  const status = parseCount(code);
  if (status === null) return wanted('column 2', 'a status code', code);
  const durationMs = parseDuration(latency, 1e-6);
  if (durationMs === null) return wanted('column 3', 'nanoseconds from 0 up', latency);
  addHit(recorder, {
    startMs,
    durationMs,
    code: status,
    error,
    method: cleanText(fields[9] ?? ''),
    url: fields[10] ?? '',
  });
  return null;
}

const wanted = (field: string, what: string, found: string): string =>
  `\`${field}\` must be ${what}, got "${cleanText(found).slice(0, 40)}"`;
