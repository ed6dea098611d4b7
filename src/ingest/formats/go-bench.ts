import { at, captured, entryOf } from '../../model/checked.ts';
import { pushTo } from '../../model/long-lists.ts';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import {
  distinctNames,
  FailedBenchmarks,
  recordMeasure,
  recordTimings,
  warnOfBatches,
} from '../record/benchmark-results.ts';
import { IngestError } from '../files/ingest-error.ts';
import { lines, type Line } from '../files/lines.ts';
import { parseCount, parseNumber } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { inMs } from '../fields/unit-names.ts';

const result = /^(Benchmark\S*)\s+(\d+)\s+(\S.*)$/;
const config = /^([a-z][\w-]*):\s*(.*)$/;
const failed = /^\s*--- FAIL: (Benchmark\S*)/;

/** A name whose figures come on a later line: the benchmark, or a package that it uses, printed something first. */
const torn = /^(Benchmark\S*-\d+)\s(?!\s*\d+\s+[\d.]+ \S*\/op)/;
const tornRest = /^\s*(\d+\s+[\d.]+ \S+\/op.*)$/;

/** What `go test -bench` prints. */
export const goBench: Adapter = {
  id: 'go-bench',
  tool: 'go test -bench',
  title: 'Go benchmark text',
  identifiedBy: 'Lines "BenchmarkName-8  5000000  325 ns/op", with a number and a unit one or more times.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'ns/op is a timing; every other unit (B/op, allocs/op, MB/s, your own) is a measure: the mean over repeats, better higher for rates.',
    'A line is the mean of its iterations. Repeats (-count) are samples and their values exact; the count is of lines, not of calls.',
    'A value of your own that is infinite or NaN is left out, with a warning; a row whose ns/op is not a number is rejected.',
    'Names stay as Go prints them, with GOMAXPROCS; package and other configuration are added if two benchmarks have the same name. Benchmarks that failed, or printed a name and no result, are counted, with a warning.',
  ],
  sets: 'each',
  sniff: ({ lines: head }) =>
    head.some((line) => parseResult(line) !== null) ||
    (head.some((line) => torn.test(line)) && head.some((line) => tornRest.test(line))),
  read: async (files, recorder) => {
    for (const file of files) await readFile(file, recorder);
  },
};

interface Benchmark {
  readonly name: string;
  readonly details: readonly (string | null)[];
  readonly values: Map<string, number[]>;
}

/** Configuration that may distinguish two benchmarks of one name. */
const distinguishingKeys = ['pkg', 'goos', 'goarch', 'toolchain'];

async function readFile(file: RawFile, recorder: Recorder): Promise<void> {
  const account = recorder.file(file, goBench.id, goBench.tool);
  await readGoLines(lines(file), account, recorder);
}

/** Reads what `go test -bench` printed, line by line. */
export async function readGoLines(
  source: AsyncIterable<Line>,
  account: FileAccount,
  recorder: Recorder,
): Promise<void> {
  const failures = new FailedBenchmarks();
  let open: string | null = null;
  const settings = new Map<string, string>();
  const benchmarks = new Map<string, Benchmark>();
  let unusable = 0;
  let firstUnusable = '';
  for await (const { line, text: whole } of source) {
    const rest: string | undefined = open === null ? undefined : tornRest.exec(whole)?.[1];
    const text: string = rest === undefined || open === null ? whole : `${open}\t${rest}`;
    const failure = failed.exec(text);
    const setting = config.exec(text);
    const parsed = parseResult(text);
    if (open !== null && text.startsWith('Benchmark')) {
      if (rest === undefined) failures.add(account, open, 'it printed no result');
      open = null;
    }
    if (parsed === null && !result.test(text)) open = torn.exec(text)?.[1] ?? open;
    if (failure !== null) {
      failures.add(account, failure[1] ?? '', null);
      open = null;
    }
    if (parsed !== null) {
      account.accept();
      addResult(parsed, settings, benchmarks);
      if (unusable === 0 && parsed.unusable.length > 0)
        firstUnusable = `${parsed.unusable[0] ?? ''} in line ${line}`;
      unusable += parsed.unusable.length;
    } else if (result.test(text))
      account.refuse(
        line,
        `expected pairs of a number and a unit, got "${cleanText(result.exec(text)?.[3] ?? '').slice(0, 40)}"`,
      );
    else if (setting !== null) settings.set(setting[1] ?? '', cleanText(setting[2] ?? ''));
  }
  if (open !== null) failures.add(account, open, 'it printed no result');
  failures.report(account);
  if (benchmarks.size === 0)
    throw new IngestError(
      'no-results',
      'No benchmark could be read.',
      'Check that the benchmarks ran to their end.',
    );
  if (unusable > 0)
    account.warn(
      'not-a-number',
      `Values that are infinite or NaN were left out: ${unusable}, the first one ${firstUnusable}.`,
    );
  const system = ['goos', 'goarch'].flatMap((key) => settings.get(key) ?? []).join('/');
  if (system !== '') recorder.system.os = system;
  if (settings.has('cpu')) recorder.system.cpu = entryOf(settings, 'cpu');
  const all = [...benchmarks.values()];
  const names = distinctNames(all);
  for (const [i, { values }] of all.entries()) {
    record(at(names, i), values, recorder);
    if ((values.get('ns/op')?.length ?? 0) > 1) warnOfBatches(account);
  }
}

interface Parsed {
  readonly name: string;
  readonly pairs: readonly (readonly [unit: string, value: number])[];
  /** Figures that are infinite or NaN, in the tool’s own words. */
  readonly unusable: readonly string[];
}

/** What Go prints for a figure that a benchmark divided by zero. */
const notFinite = /^[+-]?(?:Inf|NaN)$/;

/** A result line; null for anything else, a line that another program's output has broken among it. */
function parseResult(text: string): Parsed | null {
  const match = result.exec(text);
  if (match === null || parseCount(captured(match, 2)) === null) return null;
  const words = captured(match, 3).trim().split(/\s+/);
  if (words.length % 2 !== 0) return null;
  const pairs: [string, number][] = [];
  const unusable: string[] = [];
  for (let i = 0; i < words.length; i += 2) {
    const value = parseNumber(at(words, i));
    const unit = cleanText(at(words, i + 1));
    if (/^[\d.]/.test(unit)) return null;
    if (value !== null) pairs.push([unit, value]);
    else if (notFinite.test(at(words, i)) && unit !== 'ns/op') unusable.push(`${at(words, i)} ${unit}`);
    else return null;
  }
  return pairs.length === 0 ? null : { name: cleanText(captured(match, 1)), pairs, unusable };
}

function addResult(
  { name, pairs }: Parsed,
  settings: ReadonlyMap<string, string>,
  benchmarks: Map<string, Benchmark>,
): void {
  const details = distinguishingKeys.map((key) => settings.get(key) ?? null);
  const key = [name, ...details].join('\u0000');
  const benchmark = benchmarks.get(key) ?? { name, details, values: new Map<string, number[]>() };
  benchmarks.set(key, benchmark);
  for (const [unit, value] of pairs) pushTo(benchmark.values, unit, value);
}

function record(name: string, values: ReadonlyMap<string, readonly number[]>, recorder: Recorder): void {
  for (const [unit, numbers] of values) {
    const timings = unit === 'ns/op' ? numbers.flatMap((ns) => inMs(ns, 'ns') ?? []) : [];
    if (unit === 'ns/op' && timings.length === numbers.length) recordTimings(recorder, name, timings);
    else recordMeasure(recorder, { endpoint: name }, unit, numbers);
  }
}
