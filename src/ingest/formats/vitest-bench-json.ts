import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { boundsOfMargin } from '../fields/estimate-bounds.ts';
import type { FileAccount } from '../record/file-account.ts';
import { recordTimings, FailedBenchmarks, distinctNames, recordValue } from '../record/benchmark-results.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';

const bench = z.looseObject({
  name: z.string(),
  mean: z.number().nullish(),
  min: z.number().nullish(),
  max: z.number().nullish(),
  sd: z.number().nullish(),
  rme: z.number().nullish(),
  median: z.number().nullish(),
  p99: z.number().nullish(),
  p999: z.number().nullish(),
  hz: z.number().nullish(),
  sampleCount: z.number().nullish(),
  samples: z.array(z.number()).nullish(),
});
const schema = z.looseObject({
  files: z.array(
    z.looseObject({
      filepath: z.string().nullish(),
      groups: z.array(z.looseObject({ fullName: z.string(), benchmarks: z.array(bench) })),
    }),
  ),
});

type Bench = z.output<typeof bench>;

/** What `vitest bench --outputJson` writes. */
export const vitestBenchJson: Adapter = {
  id: 'vitest-bench-json',
  tool: 'vitest bench',
  title: 'vitest bench JSON',
  identifiedBy: 'files[].groups[].benchmarks[] with a fullName for each group.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Milliseconds. If the file contains samples (benchmark.includeSamples), a sample is one call; else the values that the tool reports are read.',
    'Endpoints are "group > benchmark". hz is a measure in ops/s, with the margin of error of its mean (rme, 95%). The paths of the files are not read.',
  ],
  sets: 'each',
  sniff: (head) => {
    const files = (head.json as { files?: unknown } | null | undefined)?.files;
    const first = Array.isArray(files) ? (files[0] as { groups?: unknown } | null | undefined) : undefined;
    const group: unknown = Array.isArray(first?.groups) ? first.groups[0] : undefined;
    if (typeof group !== 'object' || group === null) return false;
    return 'fullName' in group && 'benchmarks' in group && Array.isArray(group.benchmarks);
  },
  read: async (files, recorder) => {
    for (const file of files) readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, vitestBenchJson.id, vitestBenchJson.tool);
  const benches = parseDocument(file, schema).files.flatMap(({ filepath, groups }) =>
    groups.flatMap((group) =>
      group.benchmarks.map((bench) => ({
        bench,
        name: cleanText(`${group.fullName} > ${bench.name}`),
        details: [cleanText(filepath?.replace(/^.*[/\\]/, '') ?? '')],
      })),
    ),
  );
  const failed = new FailedBenchmarks();
  const names = distinctNames(benches);
  for (const [i, { bench, name }] of benches.entries())
    readBench(bench, names[i] ?? name, recorder, account, failed);
  failed.report(account);
}

function readBench(
  one: Bench,
  endpoint: string,
  recorder: Recorder,
  account: FileAccount,
  failed: FailedBenchmarks,
): void {
  const samples = one.samples ?? [];
  if (samples.length === 0 && typeof one.mean !== 'number') {
    failed.add(account, endpoint, null);
    return;
  }
  account.accept();
  const { mean, min, max, sd: stddev, median: p50, p99, p999 } = withNulls(one);
  if (samples.length > 0) recordTimings(recorder, endpoint, samples);
  else
    recorder.reported({
      endpoint,
      count: one.sampleCount ?? null,
      errors: null,
      latency: { mean, min, max, stddev, p50, p99, p999 },
    });
  const n = one.sampleCount ?? Math.max(1, samples.length);
  if (typeof one.hz !== 'number') return;
  const bounds = boundsOfMargin(one.hz, one.rme);
  recordValue(
    recorder,
    { endpoint },
    { unit: 'ops/s', direction: 'higher', value: one.hz, n, ...(bounds !== null && { bounds }) },
  );
}

type Figures = Record<'mean' | 'min' | 'max' | 'sd' | 'median' | 'p99' | 'p999', number | null>;

const withNulls = ({ mean, min, max, sd, median, p99, p999 }: Bench): Figures => ({
  mean: mean ?? null,
  min: min ?? null,
  max: max ?? null,
  sd: sd ?? null,
  median: median ?? null,
  p99: p99 ?? null,
  p999: p999 ?? null,
});
