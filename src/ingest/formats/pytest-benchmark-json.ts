import { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import type { FileAccount } from '../record/file-account.ts';
import { parseDocument } from '../files/json-document.ts';
import type { RawFile } from '../files/raw-file.ts';
import type { Recorder } from '../record/recorder.ts';
import { cleanText } from '../fields/text.ts';
import { parseDateTime } from '../fields/times.ts';
import { secondsToMs } from '../fields/units.ts';

const seconds = z.number().min(0).max(1e9).nullable().optional();

const benchmark = z.looseObject({
  name: z.string(),
  fullname: z.string().optional(),
  stats: z.looseObject({
    min: seconds,
    max: seconds,
    mean: seconds,
    stddev: seconds,
    median: seconds,
    rounds: z.number().int().min(0).optional(),
    data: z.array(z.number().min(0).max(1e9)).optional(),
  }),
});

const text = z.string().nullable().optional();

const document = z.looseObject({
  version: text,
  datetime: text,
  commit_info: z.looseObject({ id: text }).nullable().optional(),
  machine_info: z
    .looseObject({
      python_implementation: text,
      python_version: text,
      system: text,
      machine: text,
      cpu: z.looseObject({ brand: text, brand_raw: text }).optional(),
    })
    .optional(),
  benchmarks: z.array(benchmark),
});

type Document = z.infer<typeof document>;

/** pytest-benchmark's saved runs. */
export const pytestBenchmarkJson: Adapter = {
  id: 'pytest-benchmark-json',
  tool: 'pytest-benchmark',
  title: 'pytest-benchmark JSON',
  identifiedBy:
    'A JSON object with machine_info and benchmarks, each with fullname and stats of rounds and iterations.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'One benchmark is one row and one endpoint, by its full name with parameters. Seconds per round, each the mean of its iterations.',
    'With --benchmark-save-data (data) values are exact; otherwise min, max, mean, deviation and median are those that the tool reports.',
    'The commit that it recorded is the run’s, unless run.json states another.',
    'Errors are not recorded: a benchmark that failed is not in the file. The time is that of saving, in UTC.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const { machine_info, benchmarks } = (json ?? {}) as Record<string, unknown>;
    const first: unknown = Array.isArray(benchmarks) ? benchmarks[0] : undefined;
    if (typeof machine_info !== 'object' || !Array.isArray(benchmarks)) return false;
    return first === undefined || (typeof first === 'object' && first !== null && 'fullname' in first);
  },
  read: async ([file], recorder) => {
    readFile(file, recorder);
    return Promise.resolve();
  },
};

function readFile(file: RawFile, recorder: Recorder): void {
  const account = recorder.file(file, pytestBenchmarkJson.id, pytestBenchmarkJson.tool);
  const run = parseDocument(file, document);
  account.toolVersion = run.version ?? null;
  recorder.startedAtMs = parseDateTime(run.datetime ?? '', 'UTC')?.epochMs ?? null;
  const commit = cleanText(run.commit_info?.id ?? '');
  // Without a repository pytest-benchmark writes "unknown".
  if (/^[0-9a-f]{7,64}$/.test(commit)) recorder.commit = commit;
  addSystem(run, recorder);
  run.benchmarks.forEach((one, i) => addBenchmark(one, i + 1, recorder, account));
  if (run.benchmarks.length === 0) account.warn('no-benchmarks', 'The file contains no benchmark.');
}

function addSystem({ machine_info: machine }: Document, recorder: Recorder): void {
  const parts: Record<string, (string | null | undefined)[]> = {
    cpu: [machine?.cpu?.brand_raw ?? machine?.cpu?.brand],
    os: [machine?.system, machine?.machine],
    runtime: [machine?.python_implementation, machine?.python_version],
  };
  for (const [key, some] of Object.entries(parts)) {
    const value = cleanText(some.filter(Boolean).join(' '));
    if (value !== '') recorder.system[key] = value;
  }
}

function addBenchmark(
  one: z.infer<typeof benchmark>,
  row: number,
  recorder: Recorder,
  account: FileAccount,
): void {
  const { data, rounds, min, max, mean, stddev, median } = one.stats;
  const endpoint = cleanText(one.fullname ?? one.name);
  if (data === undefined && typeof mean !== 'number') {
    account.refuse(row, `\`stats\` of ${endpoint} has neither data nor a mean`);
    return;
  }
  account.accept();
  if (data !== undefined && data.length > 0) {
    const series = recorder.requests(null, endpoint);
    series.outcomesKnown = false;
    for (const value of data) series.add(NaN, value * 1_000, null, NaN);
    return;
  }
  recorder.reported({
    endpoint,
    count: rounds ?? null,
    errors: null,
    latency: {
      min: secondsToMs(min),
      max: secondsToMs(max),
      mean: secondsToMs(mean),
      stddev: secondsToMs(stddev),
      p50: secondsToMs(median),
    },
  });
}
