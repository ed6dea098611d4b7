import type { Adapter } from '../adapter.ts';
import { parseNumber } from '../fields/number-fields.ts';
import { medianBounds } from '../fields/estimate-bounds.ts';
import { cleanText } from '../fields/text.ts';
import { inMs } from '../fields/unit-names.ts';
import { lines } from '../files/lines.ts';
import type { RawFile } from '../files/raw-file.ts';
import { recordMeasure } from '../record/benchmark-results.ts';
import type { Recorder } from '../record/recorder.ts';
import { requireRows } from '../record/usable-rows.ts';

const timesHeader = /^Name\s+ips\s+average\s+deviation\s+median\s+99th %\s*$/;
const memoryHeader = /^Name\s+(Memory usage|average\s+deviation\s+median\s+99th %)\s*$/;
const input = /^##### With input (.+) #####\s*$/;
/** Name, ips, average, deviation, median, 99th percentile. */
const timesRow =
  /^(.+?)\s+([\d.]+(?: [KMB])?)\s+([\d.]+) (ns|μs|µs|ms|s|min|h)\s+±([\d.]+)%\s+([\d.]+) (ns|μs|µs|ms|s|min|h)\s+([\d.]+) (ns|μs|µs|ms|s|min|h)\s*$/;
/** How long each function is called, without its warm-up. */
const measuredTime = /^time: ([\d.]+) (ms|s|min|h)\s*$/;
const memoryRow = /^(.+?)\s+([\d.]+) (B|KB|MB|GB)(?:\s|$)/;

/** No row of the tables is longer. */
const longestRow = 2_000;

/** What benchee (Elixir) prints. */
export const bencheeText: Adapter = {
  id: 'benchee-text',
  tool: 'benchee',
  title: 'benchee console tables',
  identifiedBy: 'A line of column names "Name ips average deviation median 99th %".',
  sourceClass: 'reported',
  results: 'benchmarks',
  notes: [
    'Average, deviation, median and 99th percentile of one run; iterations per second (ips) are their inverse and are not read. benchee does not print how often it ran: the interval of the median is that of as many calls as fit into the time that it measured each for (`time: 5 s`), where it prints that.',
    'Inputs are added to the names: "flat_map (Big)". Memory usage is a measure in bytes, from KB and MB of 1,024. Comparisons and reductions are not read.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => timesHeader.test(line)),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

type Table = 'times' | 'memory' | null;

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, bencheeText.id, bencheeText.tool);
  account.toolVersion = /^Benchee (\d+\.\S+)/m.exec(file.head.text)?.[1] ?? null;
  let table: Table = null;
  let inputName: string | null = null;
  let measuredMs: number | null = null;
  for await (const { line, text } of lines(file)) {
    if (text.length > longestRow) continue;
    const given = input.exec(text)?.[1];
    if (given !== undefined) inputName = cleanText(given);
    const [, time, unit] = measuredTime.exec(text) ?? [];
    measuredMs = msOf(time, unit) ?? measuredMs;
    const opened = tableOf(text);
    if (opened !== undefined) table = opened;
    else if (table !== null) {
      const refusal =
        table === 'times'
          ? readTimes(text, inputName, measuredMs, recorder)
          : readMemory(text, inputName, recorder);
      if (refusal === null) account.accept();
      else account.refuse(line, refusal);
    }
  }
  requireRows([account], 'Provide the complete output of benchee.');
}

/** The table that a line opens, null if it ends one; undefined for a row. */
function tableOf(text: string): Table | undefined {
  if (timesHeader.test(text)) return 'times';
  if (memoryHeader.test(text)) return 'memory';
  return text.trim() === '' || /^(?:Comparison|\*\*|#####|Memory usage|Reduction|Benchmarking)/.test(text)
    ? null
    : undefined;
}

const named = (name: string, inputName: string | null): string =>
  inputName === null ? cleanText(name) : `${cleanText(name)} (${inputName})`;

function readTimes(
  text: string,
  inputName: string | null,
  measuredMs: number | null,
  recorder: Recorder,
): string | null {
  const found = timesRow.exec(text);
  if (found === null) return 'a row of times must have ips, average, deviation, median and 99th %';
  const [, name = '', , average, averageUnit, deviation, median, medianUnit, p99, p99Unit] = found;
  const mean = msOf(average, averageUnit);
  const share = parseNumber(deviation ?? '');
  const stddev = mean === null || share === null ? null : Number(((mean * share) / 100).toPrecision(12));
  const p50 = msOf(median, medianUnit);
  const calls = measuredMs === null || mean === null || mean === 0 ? 0 : Math.floor(measuredMs / mean);
  recorder.reported({
    endpoint: named(name, inputName),
    count: null,
    errors: null,
    latency: {
      mean,
      stddev,
      p50,
      ...(calls > 1 && { bounds: { p50: medianBounds(p50, stddev, calls) } }),
      p99: msOf(p99, p99Unit),
      unitMs: inMs(1, medianUnit ?? '') ?? 1,
    },
  });
  return null;
}

/** Bytes in each unit that benchee prints. */
const bytesIn: Readonly<Record<string, number>> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

function readMemory(text: string, inputName: string | null, recorder: Recorder): string | null {
  const [, name = '', number = '', unit = ''] = memoryRow.exec(text) ?? [];
  const value = parseNumber(number);
  const factor = bytesIn[unit];
  if (value === null || factor === undefined) return 'a row of memory must have a size such as 625.54 KB';
  recordMeasure(
    recorder,
    { endpoint: named(name, inputName), what: 'memory' },
    'bytes',
    [value * factor],
    'lower',
  );
  return null;
}

function msOf(number: string | undefined, unit: string | undefined): number | null {
  const value = parseNumber(number ?? '');
  return value === null ? null : inMs(value, unit ?? '');
}
