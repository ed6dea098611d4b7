import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import {
  recordTimings,
  warnOfBatches,
  FailedBenchmarks,
  distinctNames,
  recordValue,
} from '../record/benchmark-results.ts';
import type { FileAccount } from '../record/file-account.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { nanosecondsToMs } from '../fields/units.ts';

/** Old versions wrap lazy values: {IsValueCreated, Value}. */
const maybeWrapped = z.union([z.string(), z.looseObject({ Value: z.string().nullish() })]).nullish();
const statistics = z.looseObject({
  OriginalValues: z.array(z.number()).nullish(),
  N: z.number(),
  Min: z.number(),
  Max: z.number(),
  Mean: z.number(),
  Median: z.number(),
  StandardDeviation: z.union([z.number(), z.string()]).nullish(),
  Percentiles: z.looseObject({ P90: z.number().optional(), P95: z.number().optional() }).nullish(),
});
const benchmark = z.looseObject({
  DisplayInfo: z.string().nullish(),
  FullName: z.string().nullish(),
  Namespace: z.string().nullish(),
  Type: z.string().nullish(),
  Method: z.string().nullish(),
  Parameters: z.string().nullish(),
  Statistics: statistics.nullish(),
  Memory: z.looseObject({ BytesAllocatedPerOperation: z.number().nullish() }).nullish(),
});
const schema = z.looseObject({
  HostEnvironmentInfo: z
    .looseObject({
      BenchmarkDotNetVersion: z.string().nullish(),
      OsVersion: maybeWrapped,
      ProcessorName: maybeWrapped,
      RuntimeVersion: maybeWrapped,
    })
    .nullish(),
  Benchmarks: z.array(benchmark),
});

type Benchmark = z.output<typeof benchmark>;
type Host = NonNullable<z.output<typeof schema>['HostEnvironmentInfo']>;

/** What BenchmarkDotNet's JsonExporter writes, brief or full. */
export const benchmarkdotnetJson: Adapter = {
  id: 'benchmarkdotnet-json',
  tool: 'BenchmarkDotNet',
  title: 'BenchmarkDotNet JSON',
  identifiedBy: '"Benchmarks" beside "HostEnvironmentInfo" or "Title", with bare NaN allowed.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Nanoseconds per call. A sample is the mean of one iteration, from Statistics.OriginalValues of full files; without them the values that the tool reports are read.',
    'The 67th, 80th, 85th percentiles are not read. Bytes allocated per call are a measure. A benchmark without statistics failed and is counted, with a warning. The job is added to names that would otherwise be equal.',
  ],
  sets: 'each',
  sniff: (head) => {
    const json = head.json as Record<string, unknown> | null | undefined;
    return (
      typeof json === 'object' &&
      json !== null &&
      Array.isArray(json.Benchmarks) &&
      ('HostEnvironmentInfo' in json || 'Title' in json)
    );
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, benchmarkdotnetJson.id, benchmarkdotnetJson.tool);
  const { HostEnvironmentInfo: host, Benchmarks } = parseDocument(file, schema);
  if (host) readHost(host, recorder, account);
  const failed = new FailedBenchmarks();
  const names = distinctNames(Benchmarks.map((one) => ({ name: nameOf(one), details: [jobOf(one)] })));
  for (const [i, one] of Benchmarks.entries())
    readBenchmark(one, names[i] ?? nameOf(one), recorder, account, failed);
  failed.report(account);
}

function readHost(host: Host, recorder: Recorder, account: FileAccount): void {
  account.toolVersion = host.BenchmarkDotNetVersion ?? null;
  for (const [key, value] of [
    ['os', host.OsVersion] as const,
    ['cpu', host.ProcessorName] as const,
    ['runtime', host.RuntimeVersion] as const,
  ]) {
    const text = typeof value === 'string' ? value : value?.Value;
    if (text) recorder.system[key] = cleanText(text);
  }
}

/** The job in "Type.Method: JOB(characteristics) [parameters]"; jobs without a name are told by what they set. */
function jobOf({ DisplayInfo: display }: Benchmark): string | null {
  const [, job = '', set = ''] =
    /^[^:]{0,1000}: ([^([]{1,200})(?:\(([^)]{1,500})\))?/.exec(display ?? '') ?? [];
  return cleanText((job.startsWith('Job-') && set !== '' ? set : job).trim()) || null;
}

function readBenchmark(
  one: Benchmark,
  endpoint: string,
  recorder: Recorder,
  account: FileAccount,
  failed: FailedBenchmarks,
): void {
  const { Statistics: figures, Memory: memory } = one;
  if (!figures) {
    failed.add(account, endpoint, null);
    return;
  }
  account.accept();
  const values = figures.OriginalValues ?? [];
  if (values.length > 1) {
    recordTimings(
      recorder,
      endpoint,
      values.flatMap((ns) => nanosecondsToMs(ns) ?? []),
    );
    warnOfBatches(account);
  } else {
    const { StandardDeviation: deviation, Percentiles: percentiles } = figures;
    recorder.reported({
      endpoint,
      count: figures.N,
      errors: null,
      latency: {
        min: nanosecondsToMs(figures.Min),
        max: nanosecondsToMs(figures.Max),
        mean: nanosecondsToMs(figures.Mean),
        p50: nanosecondsToMs(figures.Median),
        unitMs: nanosecondsToMs(1) ?? 1,
        stddev: figures.N > 1 && typeof deviation === 'number' ? nanosecondsToMs(deviation) : null,
        p90: nanosecondsToMs(percentiles?.P90),
        p95: nanosecondsToMs(percentiles?.P95),
      },
    });
  }
  const bytes = memory?.BytesAllocatedPerOperation;
  if (typeof bytes === 'number')
    recordValue(recorder, { endpoint }, { unit: 'B/op', direction: 'lower', value: bytes, n: 1 });
}

function nameOf(one: Benchmark): string {
  if (one.FullName) return cleanText(one.FullName);
  const name = [one.Namespace, one.Type, one.Method].filter(Boolean).join('.');
  return cleanText(one.Parameters ? `${name}(${one.Parameters})` : name);
}
