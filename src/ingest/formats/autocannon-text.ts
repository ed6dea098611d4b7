import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList, sumCounts, urlLabel } from '../fields/labels.ts';
import { parseNumber } from '../fields/number-fields.ts';
import { numberIn } from '../fields/text-fields.ts';
import { parseDurationMs } from '../fields/units.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';

/** The tables that autocannon prints. */
export const autocannonText: Adapter = {
  id: 'autocannon-text',
  tool: 'autocannon',
  title: 'autocannon console tables',
  identifiedBy: 'A table with Stat, 2.5%, 50%, 97.5% and a row Latency, and "requests in".',
  sourceClass: 'reported',
  notes: [
    'One report is one row; its endpoint is the URL under test. Milliseconds; p90 and p99.9 with -l only, no p95, no minimum.',
    'From 1,000 requests on, autocannon prints a rounded number of requests ("2k"). The count is then known only if it also prints responses of status 2xx and others; else it is unknown.',
    'Errors are responses with another status than 2xx, and connection errors, whose number it also rounds. The rate is the average of Req/Sec; users are the connections.',
  ],
  sets: 'each',
  reports: { core: /^│ Latency /m, start: /^Running \S+ test @ /m },
  sniff: ({ text }) => /│ Stat\s+│ 2\.5%/.test(text) && text.includes('│ Latency'),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, autocannonText.id, autocannonText.tool);
  const text = await file.text();
  const [, requests, seconds] = /^(\S+) requests in ([\d.]+)s/m.exec(text) ?? [];
  if (requests === undefined || seconds === undefined)
    throw new IngestError(
      'cut',
      'The report has no line "requests in": it is incomplete.',
      'Provide the complete output of autocannon.',
    );
  const failed = wholeOf(/^(\S+) errors \(/m.exec(text)?.[1] ?? '0');
  const [, ok, others] = /^(\d+) 2xx responses, (\d+) non 2xx responses/m.exec(text) ?? [];
  const printed = ok === undefined ? wholeOf(requests) : Number(ok) + Number(others) + (failed ?? 0);
  const errorTypes = errorTypeList([
    ['status not 2xx', Number(others ?? 0)],
    ['no response', failed ?? 0],
  ]);
  if (printed === null || failed === null)
    account.warn(
      'rounded-count',
      `autocannon printed a rounded number (${requests} requests): how many there were is unknown. Use --json.`,
    );
  recorder.durationSeconds = parseNumber(seconds);
  recorder.reported({
    endpoint: urlLabel(/^Running \S+ test @ (\S+)/m.exec(text)?.[1] ?? '') || allEndpoints,
    count: failed === null ? null : printed,
    errors: failed === null ? null : sumCounts(errorTypes),
    errorTypes,
    latency: latencyOf(text),
    requestsPerSecond: parseNumber(cellsOf(text, 'Req/Sec').get('Avg')?.replaceAll(',', '') ?? ''),
    maxUsers: numberIn(text, /^(\d+) connections?\b/m),
  });
  account.accept();
}

/** A number that is printed in full: `993`, not `2k`. */
const wholeOf = (text: string): number | null => (/^\d+$/.test(text) ? Number(text) : null);

/** The cells of a row of a table, by the heads of the nearest header row above it. */
function cellsOf(text: string, name: string): ReadonlyMap<string, string> {
  let heads: string[] = [];
  for (const line of text.split('\n').filter((one) => one.startsWith('│'))) {
    const cells = line
      .split('│')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells[0] === 'Stat') heads = cells;
    else if (cells[0] === name) return new Map(heads.map((head, i) => [head, cells[i] ?? '']));
  }
  return new Map();
}

function latencyOf(text: string): ReportedLatency {
  const cells = cellsOf(text, 'Latency');
  const ms = (head: string): number | null => parseDurationMs(cells.get(head) ?? '');
  // The table of -l, in milliseconds.
  const percentile = (name: string): number | null =>
    numberIn(text, new RegExp(`^│ ${name.replace('.', '\\.')} +│ ([\\d.]+) +│$`, 'm'));
  return {
    mean: ms('Avg'),
    stddev: ms('Stdev'),
    max: ms('Max'),
    p50: ms('50%'),
    p90: percentile('90'),
    p99: ms('99%'),
    p999: percentile('99.9'),
  };
}
