import { captured } from '../../model/checked.ts';
import type { Adapter } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { errorTypeList } from '../fields/labels.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedLatency } from '../record/reported-row.ts';
import { countIn, numberIn } from '../fields/text-fields.ts';
import { parseDurationMs, scaled } from '../fields/units.ts';

/** What h2load prints. */
export const h2loadText: Adapter = {
  id: 'h2load-text',
  tool: 'h2load',
  title: 'h2load text report',
  identifiedBy: '"finished in T, N req/s" and a line "requests: N total, N started, N done".',
  sourceClass: 'reported',
  notes: [
    'One report is one row. Each duration has its own unit (us, ms, s); the row "time for request" is read, by the names above it.',
    'Requests are those that succeeded and failed; failed ones are the errors: statuses other than 2xx and 3xx, errors and timeouts.',
    'Median, 95th and 99th percentile are there only if the version prints them.',
  ],
  sets: 'each',
  reports: { core: /^finished in /m, start: /^starting benchmark/m },
  sniff: (head) =>
    /^finished in [\d.]+[a-z]+, [\d.]+ req\/s/m.test(head.text) &&
    /^requests: \d+ total, \d+ started/m.test(head.text),
  read: async ([file], recorder) => readFile(file, recorder),
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, h2loadText.id, h2loadText.tool);
  const text = await file.text();
  const counts = /^requests: .*?(?<!\d)(\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout/m.exec(
    text,
  );
  if (counts === null)
    throw new IngestError(
      'cut',
      'The line "requests:" is incomplete.',
      'Provide the complete output of h2load.',
    );
  const [succeeded, failed, errored, timeout] = counts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const durationMs = parseDurationMs(/^finished in ([\d.]+[a-z]+),/m.exec(text)?.[1] ?? '');
  const clients = [...text.matchAll(/spawning thread #\d+: (\d+) total client/g)].map((match) =>
    Number(match[1]),
  );
  recorder.durationSeconds = durationMs === null ? null : scaled(durationMs, 1e-3);
  recorder.reported({
    endpoint: allEndpoints,
    count: succeeded + failed,
    errors: failed,
    errorTypes: errorTypeList([
      ['4xx', countIn(text, /^status codes:.* (\d+) 4xx/m)],
      ['5xx', countIn(text, /^status codes:.* (\d+) 5xx/m)],
      ['timeout', timeout],
      // h2load counts timeouts among what it calls errored.
      ['error', Math.max(0, errored - timeout)],
    ]),
    latency: succeeded + failed === 0 ? null : latencyOf(text),
    requestsPerSecond: numberIn(text, /^finished in [\d.]+[a-z]+, ([\d.]+) req\/s/m),
    maxUsers: clients.length === 0 ? null : clients.reduce((sum, some) => sum + some, 0),
  });
  account.accept();
}

/** The row of the requests, by the names of the line above it: later versions have more of them. */
function latencyOf(text: string): ReportedLatency | null {
  const table = /^ +(min .*)\n(?:.*\n)??(?:time for request|request) *: *(.*)$/m.exec(
    text.replaceAll('\r', ''),
  );
  if (table === null) return null;
  const names = captured(table, 1)
    .trim()
    .split(/\s{2,}|(?<=min|max|median|mean|p\d+) +(?=\w)/);
  const values = captured(table, 2).trim().split(/\s+/);
  const named = (name: string): number | null => parseDurationMs(values[names.indexOf(name)] ?? '');
  return {
    min: named('min'),
    max: named('max'),
    mean: named('mean'),
    stddev: named('sd'),
    p50: named('median'),
    p95: named('p95'),
    p99: named('p99'),
  };
}
