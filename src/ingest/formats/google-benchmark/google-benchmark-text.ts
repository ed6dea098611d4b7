import type { Adapter, ReadOptions } from '../../adapter.ts';
import { parseNumber } from '../../fields/number-fields.ts';
import { parseMoment } from '../../record/running-moments.ts';
import { lines } from '../../files/lines.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { requireRows } from '../../record/usable-rows.ts';
import { aggregateOf } from './google-benchmark-aggregates.ts';
import { recordGoogleRows, type GoogleRow } from './google-benchmark-rows.ts';

const header = /^Benchmark\s+Time\s+CPU\s+Iterations(?:\s|$)/;

/** Colours are printed if the tool is told to, as in many pipelines. */
const withoutColours = (text: string): string => text.replace(/\u001b\[[\d;]*m/g, '');

/** No row of the table is longer. */
const longestRow = 4_000;

/** The table that Google Benchmark prints. */
export const googleBenchmarkText: Adapter = {
  id: 'google-benchmark-text',
  tool: 'Google Benchmark',
  title: 'Google Benchmark console table',
  identifiedBy: 'A line of column names "Benchmark  Time  CPU  Iterations".',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'As the CSV form, with the printed number of digits. Counters are read from "name=value" and from columns of their own (--benchmark_counters_tabular).',
    'A counter may have a prefix: k is 1,000, and Ki 1,024.',
  ],
  sets: 'each',
  sniff: (head) => head.lines.some((line) => line.length <= longestRow && header.test(withoutColours(line))),
  read: async (files, recorder, options) => {
    for (const file of files) await readFile(file, recorder, options);
  },
};

type TextRow = Omit<GoogleRow, 'runName' | 'aggregate' | 'repetitions'> & { readonly count: number | null };

async function readFile(file: RawFile, recorder: Recorder, { timeZone }: ReadOptions): Promise<void> {
  const account = recorder.file(file, googleBenchmarkText.id, googleBenchmarkText.tool);
  const rows: TextRow[] = [];
  let columns: readonly string[] | null = null;
  for await (const { line, text } of lines(file)) {
    const short = text.length > longestRow ? '' : withoutColours(text).trimEnd();
    if (header.test(short)) columns = counterColumns(short);
    // A file may have the output of several programs, each with a date, the machine and a table.
    else if (dateLine.test(short)) {
      columns = null;
      recorder.startedAtMs ??= startOf(short, timeZone);
    } else if (columns === null) continue;
    else {
      const row = failedRow(short, line) ?? timedRow(short, line, columns);
      if (row !== null) rows.push(row);
      else if (/^\S/.test(short) && !/^-+$/.test(short))
        account.refuse(line, 'no time, CPU time and iterations');
    }
  }
  const names = new Set(rows.map(({ name }) => name));
  recordGoogleRows(
    rows.map(({ count, ...row }): GoogleRow => {
      const aggregate = aggregateOf(row.name, names, row.realTime !== null);
      return {
        ...row,
        runName: aggregate?.runName ?? null,
        aggregate: aggregate?.kind ?? null,
        repetitions: aggregate === null ? null : count,
      };
    }),
    recorder,
    account,
  );
  requireRows([account], 'Run the benchmarks again, with --benchmark_out=FILE.');
}

/** The date above the table, if standard error went to the file too. */
const dateLine = /^\d{4}-\d\d-\d\dT/;

const startOf = (text: string, timeZone: ReadOptions['timeZone']): number | null =>
  parseMoment(text.trim(), timeZone)?.epochMs ?? null;

/** The counters that have columns of their own; none where each row names its own. */
const counterColumns = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .slice(4)
    .filter((name) => name !== 'UserCounters...');

const reasons = /^(\S.*?)\s+(ERROR OCCURRED|SKIPPED): '(.*)'$/;

function failedRow(text: string, line: number): TextRow | null {
  const [, name, kind, message = ''] = reasons.exec(text) ?? [];
  if (name === undefined) return null;
  return {
    ...{ line, name, realTime: null, cpuTime: null, timeUnit: 'ns', count: null, notFinite: [] },
    counters: new Map(),
    error: kind === 'SKIPPED' ? null : message || 'no reason given',
    isSkipped: kind === 'SKIPPED',
  };
}

/** Glibc prints 0 / 0 with a sign: "-nan". */
const number = String.raw`(-?(?:\d[\d.e+-]*|nan|inf))`;
const timed = new RegExp(
  `^(\\S.*?)\\s+${number} ?(ns|us|ms|s|%)\\s+${number} ?(?:ns|us|ms|s|%)\\s+(\\d+)(?:\\s+(\\S.*))?$`,
);
/** Fits have the unit of their curve ("N", "NlgN", "(1)") and no iterations. The label of their benchmarks may follow. */
const fit = new RegExp(`^(\\S.*?_(?:BigO|RMS))\\s+${number} (\\S+)\\s+${number} \\S+(?:\\s.*)?$`);

function timedRow(text: string, line: number, columns: readonly string[]): TextRow | null {
  const match = fit.exec(text) ?? timed.exec(text);
  if (match === null) return null;
  const [, name = '', time = '', unit = '', cpu = '', count = '', rest = ''] = match;
  const counters = columns.length === 0 ? namedCounters(rest) : tabularCounters(rest, columns);
  return {
    line,
    name,
    realTime: parseNumber(time),
    cpuTime: parseNumber(cpu),
    timeUnit: unit,
    count: parseNumber(count),
    counters: new Map(counters.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))),
    notFinite: counters.flatMap(([key, value]) => (value === null ? [key] : [])),
    error: null,
    isSkipped: false,
  };
}

/** A counter, and its value: null if that is infinite or no number. */
type Counter = readonly [name: string, value: number | null];

const namedCounters = (text: string): Counter[] =>
  [...text.matchAll(/(?<!\S)([^\s=][^=]*)=(\S+)/g)].flatMap(([, name = '', value = '']) => {
    const found = counterValue(value);
    return found === undefined ? [] : [[name, found] as const];
  });

/** Values below their columns; a label may follow. */
const tabularCounters = (text: string, columns: readonly string[]): Counter[] => {
  const values = text.split(/\s+/);
  return columns.flatMap((name, i) => {
    const found = counterValue(values[i] ?? '');
    return found === undefined ? [] : [[name, found] as const];
  });
};

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];
const smallPrefixes = ['', 'm', 'u', 'n', 'p', 'f', 'a', 'z', 'y'];

/** `1.5k`, `976.562Ki/s`, `12.5m`, `3.2s`: the number in full; undefined for other text, null for no finite number. */
function counterValue(text: string): number | null | undefined {
  const unit = /(?:\/s|s|%)$/.exec(text)?.[0] ?? '';
  const printed = text.slice(0, text.length - unit.length);
  if (/^[+-]?(?:inf|nan)$/i.test(printed)) return null;
  const [, digits, prefix = '', binary = ''] =
    /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)([kKMGTPEZYmunpfazy]?)(i?)$/.exec(printed) ?? [];
  const value = parseNumber(digits ?? '');
  if (value === null) return undefined;
  const step = binary === '' ? 1_000 : 1_024;
  const small = smallPrefixes.indexOf(prefix);
  const factor =
    small > 0 ? step ** -small : step ** Math.max(0, prefixes.indexOf(prefix === 'K' ? 'k' : prefix));
  return Number((value * factor).toPrecision(15));
}
