import { z } from 'zod';
import type { Adapter, ReadOptions } from '../../adapter.ts';
import { recordGoogleRows, type GoogleRow } from './google-benchmark-rows.ts';
import { parseDocument } from '../../files/json-document.ts';
import { parseMoment } from '../../record/running-moments.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';

const row = z.looseObject({
  name: z.string(),
  run_name: z.string().optional(),
  run_type: z.string().optional(),
  aggregate_name: z.string().optional(),
  real_time: z.number().optional(),
  cpu_time: z.number().optional(),
  time_unit: z.string().optional(),
  repetitions: z.number().optional(),
  error_occurred: z.boolean().optional(),
  error_message: z.string().optional(),
  skipped: z.boolean().optional(),
});
const schema = z.looseObject({
  context: z.looseObject({ date: z.string().optional(), library_version: z.string().optional() }),
  benchmarks: z.array(row),
});

/** As bare words of the file come out of the parser. */
const notFinite: ReadonlySet<unknown> = new Set(['NaN', 'Infinity', '-Infinity']);

/** Keys that are no counters. */
const known = new Set([
  ...Object.keys(row.shape),
  'iterations',
  'family_index',
  'per_family_instance_index',
  'repetition_index',
  'threads',
  'cpu_coefficient',
  'real_coefficient',
  'rms',
  'allocs_per_iter',
  'max_bytes_used',
]);

/** What Google Benchmark writes with `--benchmark_out_format=json`. */
export const googleBenchmarkJson: Adapter = {
  id: 'google-benchmark-json',
  tool: 'Google Benchmark',
  title: 'Google Benchmark JSON',
  identifiedBy: '"context" and "benchmarks" whose items have name, real_time (or run_type) and time_unit.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Times are real_time in the time_unit of their row. One row is the mean of its iterations; the count is of rows (repetitions), not of calls.',
    'Repetitions are samples and their values exact; aggregates (mean, median, stddev) are read only if the repetitions are not in the file.',
    'cpu_time, items and bytes per second and counters are measures. BigO and RMS rows are counted and not used; failed and skipped benchmarks are counted, with a warning.',
  ],
  sets: 'each',
  sniff: (head) => {
    const json = head.json as { context?: unknown; benchmarks?: unknown } | null | undefined;
    if (typeof json?.context !== 'object' || !Array.isArray(json.benchmarks)) return false;
    const [first] = json.benchmarks as unknown[];
    if (first === undefined) return 'num_cpus' in (json.context ?? {});
    return (
      typeof first === 'object' &&
      first !== null &&
      'name' in first &&
      ('time_unit' in first || 'run_type' in first)
    );
  },
  read: async (files, recorder, options) => {
    for (const file of files) readFile(file, recorder, options);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): void {
  const account = recorder.file(file, googleBenchmarkJson.id, googleBenchmarkJson.tool);
  const { context, benchmarks } = parseDocument(file, schema);
  account.toolVersion = context.library_version === undefined ? null : cleanText(context.library_version);
  recorder.startedAtMs = parseMoment(context.date ?? '', options.timeZone)?.epochMs ?? null;
  recordGoogleRows(
    benchmarks.map((one, i) => googleRow(one, i + 1)),
    recorder,
    account,
  );
}

function googleRow(one: z.output<typeof row>, line: number): GoogleRow {
  const counters = Object.entries(one).flatMap(([name, value]) =>
    known.has(name) || typeof value !== 'number' ? [] : [[name, value] as const],
  );
  return {
    line,
    name: one.name,
    runName: one.run_name ?? null,
    aggregate: one.run_type === 'aggregate' ? (one.aggregate_name ?? '') : fitOf(one.name, one.real_time),
    realTime: one.real_time ?? null,
    cpuTime: one.cpu_time ?? null,
    timeUnit: one.time_unit ?? 'ns',
    repetitions: one.repetitions ?? null,
    counters: new Map(counters),
    notFinite: Object.keys(one).filter((name) => !known.has(name) && notFinite.has(one[name])),
    error: one.error_occurred === true ? (one.error_message ?? 'no reason given') : null,
    isSkipped: one.skipped === true,
  };
}

/** Old files have no run_type: fits are known by their name and by having no real time. */
const fitOf = (name: string, realTime: number | undefined): string | null =>
  realTime === undefined ? (/_(BigO|RMS)$/.exec(name)?.[1] ?? null) : null;
