import type { Adapter } from '../adapter.ts';
import { parseNonNegative } from '../fields/number-fields.ts';
import { cleanLabel } from '../fields/text.ts';
import { numberIn } from '../fields/text-fields.ts';
import { parseDurationMs } from '../fields/units.ts';
import { IngestError } from '../files/ingest-error.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import type { ReportedRow } from '../record/reported-row.ts';

/** What drill --stats prints. */
export const drillText: Adapter = {
  id: 'drill-text',
  tool: 'drill',
  title: 'drill --stats text',
  identifiedBy: 'Lines "Time taken for tests" and "Sample standard deviation", without colons.',
  sourceClass: 'reported',
  notes: [
    'Each name in the plan is a row; the last block, without a name, is the total. Milliseconds without decimals (with --nanosec: nanoseconds), from a histogram of two significant digits.',
    'drill prints p50, p99 and p99.9, and neither p90, p95, minimum nor maximum.',
    "Errors are drill's failed requests: other statuses than 2xx, and requests without a response. Users are the concurrency.",
    'Lines of single requests are not read.',
  ],
  sets: 'each',
  reports: { core: /^Time taken for tests\s/m, start: /^Concurrency\s+\d/m },
  sniff: ({ text }) =>
    /^Time taken for tests\s+[\d.]+ seconds/m.test(plain(text)) &&
    /Sample standard deviation\s+[\d.]+[mn]s/.test(plain(text)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

/** The text without the colours of a terminal. */
const plain = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');

/** What is stated of the name of the plan before it (none in the total), and the value. */
const statement =
  /\b(Total requests|Successful requests|Failed requests|Median time per request|Average time per request|Sample standard deviation|99\.[059]'th percentile)\s+([\d.]+)(ms|ns)?\s*$/;

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, drillText.id, drillText.tool);
  const text = plain(await file.text());
  const blocks = blocksOf(text);
  const total = blocks.get('');
  if (total === undefined)
    throw new IngestError(
      'cut',
      'The output has no total: it is incomplete.',
      'Provide the complete output of drill --stats.',
    );
  recorder.durationSeconds = numberIn(text, /^Time taken for tests\s+([\d.]+) seconds/m);
  const maxUsers = numberIn(text, /^Concurrency\s+(\d+)\s*$/m);
  for (const [name, values] of blocks) {
    if (name !== '') recorder.reported({ endpoint: cleanLabel(name), ...rowOf(values), maxUsers });
    account.accept();
  }
  const rate = numberIn(text, /^Requests per second\s+([\d.]+) \[#\/sec\]/m);
  recorder.reportedPooled({ ...rowOf(total), requestsPerSecond: rate, maxUsers });
}

/** What is stated of each name. */
function blocksOf(text: string): Map<string, Map<string, string>> {
  const blocks = new Map<string, Map<string, string>>();
  for (const line of text.split('\n')) {
    const found = statement.exec(line);
    const [, what, value, unit = ''] = found ?? [];
    if (found === null || what === undefined || value === undefined) continue;
    const name = line.slice(0, found.index).trimEnd();
    const values = blocks.get(name) ?? new Map<string, string>();
    blocks.set(name, values.set(what, value + unit));
  }
  return blocks;
}

function rowOf(values: ReadonlyMap<string, string>): Omit<ReportedRow, 'endpoint'> {
  const number = (what: string): number | null => parseNonNegative(values.get(what) ?? '');
  const time = (what: string): number | null => parseDurationMs(values.get(what) ?? '');
  const count = number('Total requests');
  return {
    count,
    errors: number('Failed requests'),
    latency:
      count === 0
        ? null
        : {
            p50: time('Median time per request'),
            mean: time('Average time per request'),
            stddev: time('Sample standard deviation'),
            p99: time("99.0'th percentile"),
            p999: time("99.9'th percentile"),
          },
  };
}
