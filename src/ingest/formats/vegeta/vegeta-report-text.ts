import type { Adapter } from '../../adapter.ts';
import { goDurationMs } from '../../fields/go-duration.ts';
import { sumCounts } from '../../fields/labels.ts';
import { parseCount, parseNonNegative } from '../../fields/number-fields.ts';
import { scaled } from '../../fields/units.ts';
import { IngestError } from '../../files/ingest-error.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedLatency } from '../../record/reported-row.ts';
import { failuresOf } from './vegeta-statuses.ts';

/** What `vegeta report` prints. */
export const vegetaReportText: Adapter = {
  id: 'vegeta-report-text',
  tool: 'vegeta',
  title: 'vegeta report (text)',
  identifiedBy: 'Lines "Requests [total, rate, ...]", "Latencies [...]" and "Status Codes [code:count]".',
  sourceClass: 'reported',
  notes: [
    'As the JSON report, with the printed number of digits. Each line names its own columns: older versions print fewer.',
    'Errors are requests without response (status code 0) and responses of status 400 or above. The rate is the attempted one.',
  ],
  sets: 'each',
  sniff: ({ text }) => /^Requests\s+\[total/m.test(text) && /^Latencies\s+\[/m.test(text),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, vegetaReportText.id, vegetaReportText.tool);
  const text = await file.text();
  const requests = lineOf(text, 'Requests');
  const count = parseCount(requests.get('total') ?? '');
  const codes = /^Status Codes\s+\[code:count\][^\S\n]*(.*)$/m.exec(text)?.[1];
  if (count === null || codes === undefined)
    throw new IngestError(
      'cut',
      'The report has no total or no status codes: it is incomplete.',
      'Provide the complete output of `vegeta report`, or its JSON (`vegeta report -type=json`).',
    );
  const errorTypes = failuresOf(
    [...codes.matchAll(/(?<!\d)(\d+):(\d+)/g)].map(([, code = '', n]) => [code, Number(n)]),
    errorSet(text),
  );
  const durationMs = goDurationMs(lineOf(text, 'Duration').get('total') ?? '');
  recorder.durationSeconds = durationMs === null ? null : scaled(durationMs, 1e-3);
  recorder.reported({
    endpoint: allEndpoints,
    count,
    errors: sumCounts(errorTypes),
    errorTypes,
    latency: count === 0 ? null : latencyOf(lineOf(text, 'Latencies')),
    requestsPerSecond: parseNonNegative(requests.get('rate') ?? ''),
  });
  account.accept();
}

/** The lines below "Error Set:", up to an empty one. */
function errorSet(text: string): string[] {
  const [, listed = ''] = /^Error Set:[^\S\n]*\n((?:[^\n]*\S[^\n]*\n?)*)/m.exec(text) ?? [];
  return listed.split('\n').flatMap((line) => (line.trim() === '' ? [] : line.trim()));
}

/** The values of a line by the columns that it names: `Duration [total, attack, wait] 10s, 9.9s, 55ms`. */
function lineOf(text: string, name: string): ReadonlyMap<string, string> {
  const [, columns = '', values = ''] =
    new RegExp(`^${name}\\s+\\[([^\\]\\n]{1,200})\\][^\\S\\n]*(.*)$`, 'm').exec(text) ?? [];
  const found = values.split(',').map((value) => value.trim());
  return new Map(columns.split(',').map((column, i) => [column.trim(), found[i] ?? '']));
}

function latencyOf(line: ReadonlyMap<string, string>): ReportedLatency {
  const ms = (column: string): number | null => goDurationMs(line.get(column) ?? '');
  return {
    min: ms('min'),
    max: ms('max'),
    mean: ms('mean'),
    p50: ms('50'),
    p90: ms('90'),
    p95: ms('95'),
    p99: ms('99'),
  };
}
