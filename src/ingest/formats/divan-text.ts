import type { Adapter } from '../adapter.ts';
import { parseCount, parseNumber } from '../fields/number-fields.ts';
import { cleanText } from '../fields/text.ts';
import { inMs } from '../fields/unit-names.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

const header = /\bfastest\s+│ slowest\s+│ median\s+│ mean\s+│ samples\s+│ iters/;
const branch = /^((?:│ {2}| {3})*)[├╰]─ (.*)$/;
const timeAtEnd = /(?:^|\s)([\d.]+) ([a-zµ\u03BC]+)\s*$/;

/** The smallest unit that divan prints, with four digits of any number. */
const nanosecond = 1e-6;

/** No row of the table is longer. */
const longestRow = 2_000;

/** The table that divan (Rust) prints. */
export const divanText: Adapter = {
  id: 'divan-text',
  tool: 'divan',
  title: 'divan table',
  identifiedBy: 'A line of column names "fastest │ slowest │ median │ mean │ samples │ iters".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Times of one iteration, as divan measures them in samples of several; the count is of samples. Names are the path of groups, benchmark and argument, joined by "/".',
    'Rows of allocations and throughput below a benchmark are not read. An ignored benchmark has no times and is skipped.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => line.length <= longestRow && header.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, divanText.id, divanText.tool);
  const path: string[] = [];
  for await (const { line, text } of lines(file)) {
    const [, indent = '', row] = text.length > longestRow ? [] : (branch.exec(text) ?? []);
    if (row === undefined) continue;
    const [first = '', ...cells] = row.split('│').map((cell) => cell.trimEnd());
    const fastest = timeAtEnd.exec(first);
    path.length = indent.length / 3;
    path.push(cleanText(fastest === null ? first : first.slice(0, fastest.index)));
    // A group has no times of its own.
    if (fastest === null) continue;
    const refusal = record(path.join('/'), [fastest[0], ...cells], recorder);
    if (refusal === null) account.accept();
    else account.refuse(line, refusal);
  }
  requireRows([account], 'Provide the complete output of `cargo bench`.');
}

function record(endpoint: string, cells: readonly string[], recorder: Recorder): string | null {
  const [min = null, max = null, p50 = null, mean = null] = cells.slice(0, 4).map(msOf);
  if (p50 === null || mean === null)
    return `median and mean of "${endpoint.slice(0, 60)}" must be times such as 954 ns`;
  recorder.reported({
    endpoint,
    count: parseCount((cells[4] ?? '').trim()),
    errors: null,
    latency: { min, max, p50, mean, unitMs: nanosecond },
  });
  return null;
}

function msOf(cell: string): number | null {
  const [, number = '', unit = ''] = timeAtEnd.exec(cell) ?? [];
  const value = parseNumber(number);
  return value === null ? null : inMs(value, unit);
}
