import { recordValue } from '../record/benchmark-results.ts';
import { z } from 'zod';
import type { Adapter, ReadOptions } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { warnOfMissingZone } from '../files/tidy-table.ts';
import { parseDateTime } from '../fields/times.ts';
import { isDurationMs, scaled, secondsToMs } from '../fields/units.ts';

const figure = z.number().min(0).max(1e15).nullable().optional();

const timed = z.looseObject({
  name: z.string().optional(),
  times: z.array(z.unknown()),
  memory_before: figure,
  memory_after: figure,
  memory_peak_after: figure,
});

const summed = z.looseObject({
  name: z.string().optional(),
  iterations: z.number().int().min(0).optional(),
  operations_per_second: figure,
  min_duration: figure,
  max_duration: figure,
  median_duration: figure,
  avg_duration_per_op: figure,
  std_deviation: figure,
  percentile_90: figure,
  percentile_95: figure,
  percentile_99: figure,
});

const document = z.looseObject({
  timestamp: z.string().optional(),
  results: z.record(z.string(), timed).optional(),
  benchmarks: z.record(z.string(), summed).optional(),
});

type Timed = z.infer<typeof timed>;
type Summed = z.infer<typeof summed>;

/** The results of a scripted suite of function benchmarks, in either of two shapes. */
export const benchmarkSuiteJson: Adapter = {
  id: 'benchmark-suite-json',
  tool: 'benchmark suite',
  title: 'benchmark_results_*.json',
  identifiedBy:
    'A JSON object with timestamp and either results (functions with times and avg_time) or benchmarks (functions with operations_per_second and percentile_95).',
  sourceClass: 'exact',
  notes: [
    'Seconds. With times, each of them is a row and values are exact; otherwise a function is a row, as the tool reports it.',
    'Memory is traced by Python in bytes, given here in MB of 2^20 bytes: base before a call, final and peak after it.',
    'Errors are not recorded. operations_per_second is a measure.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const { results, benchmarks } = (json ?? {}) as Record<string, unknown>;
    return (
      hasKeys(results, ['times', 'avg_time']) ||
      hasKeys(benchmarks, ['operations_per_second', 'percentile_95'])
    );
  },
  read: async ([file], recorder, options) => {
    readFile(file, recorder, options);
    return Promise.resolve();
  },
};

/** True for an object by name whose first value has all the keys. */
function hasKeys(named: unknown, keys: readonly string[]): boolean {
  if (typeof named !== 'object' || named === null || Array.isArray(named)) return false;
  const first: unknown = Object.values(named)[0];
  return typeof first === 'object' && first !== null && keys.every((key) => Object.hasOwn(first, key));
}

function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): void {
  const account = recorder.file(file, benchmarkSuiteJson.id, benchmarkSuiteJson.tool);
  const { timestamp = '', results = {}, benchmarks = {} } = parseDocument(file, document);
  const time = parseDateTime(timestamp, options.timeZone);
  if (time?.hasZone === false) warnOfMissingZone(account, options.timeZone);
  recorder.startedAtMs = time?.epochMs ?? null;
  for (const [name, one] of Object.entries(results))
    addTimed(cleanText(one.name ?? name), one, recorder, account);
  for (const [name, one] of Object.entries(benchmarks))
    addSummed(cleanText(one.name ?? name), one, recorder, account);
}

function addTimed(name: string, { times, ...memory }: Timed, recorder: Recorder, account: FileAccount): void {
  const series = recorder.requests(null, name);
  series.outcomesKnown = false;
  times.forEach((seconds, i) => {
    if (typeof seconds !== 'number' || !isDurationMs(seconds * 1_000))
      account.refuse(i + 1, `\`times[${i}]\` of ${name} must be a number of seconds from 0 up`);
    else {
      series.add(NaN, scaled(seconds, 1_000), null, NaN);
      account.accept();
    }
  });
  const baseMb = megabytes(memory.memory_before);
  const finalMb = megabytes(memory.memory_after);
  if (baseMb === null || finalMb === null) return;
  recorder.memoryRows.push({
    operation: name,
    baseMb,
    peakMb: megabytes(memory.memory_peak_after),
    finalMb,
    deltaMb: finalMb - baseMb,
    gcRecoveredMb: null,
  });
}

const megabytes = (bytes: number | null | undefined): number | null =>
  bytes === null || bytes === undefined ? null : bytes / 2 ** 20;

function addSummed(name: string, one: Summed, recorder: Recorder, account: FileAccount): void {
  const count = one.iterations ?? null;
  recorder.reported({
    endpoint: name,
    count,
    errors: null,
    latency: {
      min: secondsToMs(one.min_duration),
      max: secondsToMs(one.max_duration),
      mean: secondsToMs(one.avg_duration_per_op),
      stddev: secondsToMs(one.std_deviation),
      p50: secondsToMs(one.median_duration),
      p90: secondsToMs(one.percentile_90),
      p95: secondsToMs(one.percentile_95),
      p99: secondsToMs(one.percentile_99),
    },
  });
  const value = one.operations_per_second;
  if (typeof value === 'number')
    recordValue(recorder, { endpoint: name }, { unit: 'ops/s', direction: 'higher', value, n: count ?? 1 });
  account.accept();
}
