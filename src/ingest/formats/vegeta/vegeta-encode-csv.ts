import type { Adapter } from '../../adapter.ts';
import { epochOf } from '../../fields/epoch-field.ts';
import { urlLabel } from '../../fields/labels.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { ByteNames } from '../../scan/byte-names.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { scanCsv } from '../../scan/scan-file.ts';
import { refusedField } from '../../scan/scan-table.ts';
import { cleanText } from '../../fields/text.ts';
import { isDurationMs, isMomentMs } from '../../fields/units.ts';
import { addHit, hitEndpoint } from './vegeta-hit.ts';

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
    'One row per request: columns 1 (start, epoch ns), 2 (status), 3 (latency, ns), 6 (error), 10 (method), 11 (URL). Bodies and headers are not read.',
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
  const names = { methods: new ByteNames(cleanText), labels: new ByteNames(urlLabel) };
  await scanCsv(file, ',', {
    row: (row) => {
      const refusal = readRow(row, names, recorder);
      if (refusal === null) account.accept();
      else account.refuse(row.line, refusal);
    },
    broken: (line, reason) => account.refuse(line, reason),
  });
}

/** Texts that most rows share. */
interface Names {
  readonly methods: ByteNames<string>;
  readonly labels: ByteNames<string>;
}

/** Adds the row's request; otherwise says why it was refused. */
function readRow(row: CsvScanner, names: Names, recorder: Recorder): string | null {
  if (row.fieldCount < 9) return `a row must have 12 (before version 12: 9) columns, got ${row.fieldCount}`;
  const startMs = epochOf(row, 0, 6);
  if (!isMomentMs(startMs)) return refusedField(row, 'column 1', 0, 'epoch nanoseconds');
  const code = row.whole(1);
  if (Number.isNaN(code)) return refusedField(row, 'column 2', 1, 'a status code');
  const durationMs = row.whole(2) / 1e6;
  if (!isDurationMs(durationMs)) return refusedField(row, 'column 3', 2, 'nanoseconds from 0 up');
  const nameAt = (some: ByteNames<string>, at: number): string =>
    row.has(at) ? some.get(row.bytes, row.startOf(at), row.endOf(at)) : '';
  addHit(recorder, {
    startMs,
    durationMs,
    code,
    error: code === 0 ? (row.text(5) ?? '') : '',
    endpoint: hitEndpoint(nameAt(names.methods, 9), nameAt(names.labels, 10)),
  });
  return null;
}
