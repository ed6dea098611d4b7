import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { recordTimings, FailedBenchmarks, distinctNames, recordValue } from '../record/benchmark-results.ts';
import { boundsOfMargin } from '../fields/estimate-bounds.ts';
import type { FileAccount } from '../record/file-account.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';

const figures = z.looseObject({
  mean: z.number().nullish(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  sd: z.number().nullish(),
  rme: z.number().nullish(),
  p50: z.number().nullish(),
  p99: z.number().nullish(),
  p999: z.number().nullish(),
  samplesCount: z.number().nullish(),
  samples: z.array(z.number()).nullish(),
});
const result = figures.extend({
  state: z.string().nullish(),
  hz: z.number().nullish(),
  latency: figures.nullish(),
  throughput: figures.nullish(),
  runtime: z.string().nullish(),
  runtimeVersion: z.string().nullish(),
});
const schema = z.array(z.looseObject({ name: z.string(), result: result.nullish() }));

type Result = z.output<typeof result>;

/** Tasks of tinybench, as scripts write them: `JSON.stringify(bench.tasks.map(({ name, result }) => ({ name, result })))`. */
export const tinybenchJson: Adapter = {
  id: 'tinybench-json',
  tool: 'tinybench',
  title: 'tinybench tasks as JSON',
  identifiedBy:
    'An array whose items have name and a result with latency (tinybench 3 and newer), mean and hz (older), or a state.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Milliseconds. If the file contains samples, a sample is one call; else the values that the tool reports are read.',
    'The throughput (mean, or hz of old versions) is a measure in ops/s, with its margin of error (rme, 95%). A task that failed is counted, with a warning; tasks of one name are numbered.',
  ],
  sets: 'each',
  sniff: (head) => {
    const first = Array.isArray(head.json)
      ? (head.json[0] as { name?: unknown; result?: unknown } | null)
      : null;
    if (typeof first !== 'object' || first === null || typeof first.name !== 'string') return false;
    const one = first.result as Record<string, unknown> | null | undefined;
    return typeof one === 'object' && one !== null && ('latency' in one || 'hz' in one || 'state' in one);
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, tinybenchJson.id, tinybenchJson.tool);
  const tasks = parseDocument(file, schema);
  const failed = new FailedBenchmarks();
  const names = distinctNames(tasks.map(({ name }) => ({ name: cleanText(name), details: [] })));
  for (const [i, { name, result: one }] of tasks.entries())
    readTask(names[i] ?? name, one ?? {}, recorder, account, failed);
  failed.report(account);
  const first = tasks[0]?.result;
  if (first?.runtime) recorder.system.runtime = cleanText(`${first.runtime} ${first.runtimeVersion ?? ''}`);
}

function readTask(
  endpoint: string,
  one: Result,
  recorder: Recorder,
  account: FileAccount,
  failed: FailedBenchmarks,
): void {
  const latency = one.latency ?? one;
  const samples = latency.samples ?? [];
  if (samples.length === 0 && typeof latency.mean !== 'number') {
    failed.add(account, endpoint, one.state ?? null);
    return;
  }
  account.accept();
  const { mean = null, min = null, max = null, sd = null, p50 = null, p99 = null, p999 = null } = latency;
  const count = latency.samplesCount ?? null;
  if (samples.length > 0) recordTimings(recorder, endpoint, samples);
  else
    recorder.reported({
      endpoint,
      count,
      errors: null,
      latency: { mean, min, max, stddev: sd, p50, p99, p999 },
    });
  const value = one.throughput?.mean ?? one.hz;
  if (typeof value !== 'number') return;
  const bounds = boundsOfMargin(value, (one.throughput ?? latency).rme);
  const n = count ?? Math.max(1, samples.length);
  recordValue(
    recorder,
    { endpoint },
    { unit: 'ops/s', direction: 'higher', value, n, ...(bounds !== null && { bounds }) },
  );
}
