import { z } from 'zod';
import { cleanText } from '../../fields/text.ts';

/** What an asv file is, by its content. */
export type AsvPart = 'results' | 'benchmarks' | 'machine' | 'config';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const machineKeys = new Set(['arch', 'cpu', 'machine', 'os', 'ram', 'num_cpu', 'version']);

/** Which of asv's files the document is; null for anything else. */
export function asvPart(json: unknown): AsvPart | null {
  if (!isObject(json)) return null;
  if (typeof json.commit_hash === 'string' && isObject(json.results)) return 'results';
  if (typeof json.version !== 'number') return null;
  if (typeof json.machine === 'string' && Object.keys(json).every((key) => machineKeys.has(key)))
    return 'machine';
  const rest = Object.entries(json).filter(([key]) => key !== 'version');
  return rest.length > 0 && rest.every(([, one]) => isBenchmark(one)) ? 'benchmarks' : null;
}

/** A benchmark with its parameters, or as asv 0.1 wrote it, before there were any. */
function isBenchmark(one: unknown): boolean {
  if (!isObject(one) || !('name' in one)) return false;
  return 'param_names' in one ? 'params' in one : 'code' in one && 'type' in one && 'unit' in one;
}

/** Where a commit's page is, from asv.conf.json (which may have comments) or the index.json that asv publishes. */
export const asvCommitUrl = (text: string): string | null =>
  /^(?:[^\S\r\n\u2028\u2029]|\{)*"show_commit_url"\s*:\s*"(https?:\/\/[^"\s]+)"/m.exec(text)?.[1] ??
  /[{,]\s*"show_commit_url"\s*:\s*"(https?:\/\/[^"\s]+)"/.exec(text)?.[1] ??
  null;

export const asvResultsSchema = z.looseObject({
  commit_hash: z.string(),
  date: z.number(),
  env_name: z.string().nullish(),
  python: z.string().nullish(),
  params: z
    .looseObject({ machine: z.string().nullish(), cpu: z.string().nullish(), os: z.string().nullish() })
    .nullish(),
  result_columns: z.array(z.string()).nullish(),
  benchmark_version: z.record(z.string(), z.string()).nullish(),
  results: z.record(z.string(), z.unknown()),
});
export const asvMachineSchema = z.looseObject({ cpu: z.string().nullish(), os: z.string().nullish() });

export const asvBenchmarkSchema = z.looseObject({
  name: z.string(),
  unit: z.string().nullish(),
  version: z.union([z.string(), z.number()]).nullish(),
});

export type AsvResults = z.output<typeof asvResultsSchema>;

/** One figure of one benchmark for one combination of its parameters. */
export interface AsvValue {
  readonly benchmark: string;
  /** The benchmark with the values of its parameters: `time_sort(1000, 'int')`. */
  readonly label: string;
  readonly value: number | 'failed' | 'skipped';
  /** Single measurements, where they were recorded. */
  readonly samples: readonly number[];
  /** Version of the benchmark's code; null where the file has none. */
  readonly version: string | null;
}

/** All figures of a results file, of any of its versions; a text for what cannot be made sense of. */
export function* asvValues(document: AsvResults): Generator<AsvValue | string> {
  for (const [benchmark, entry] of Object.entries(document.results)) {
    const found = readEntry(entry, document, benchmark);
    if (typeof found === 'string') yield `${cleanText(benchmark).slice(0, 60)}: ${found}`;
    else yield* found;
  }
}

function readEntry(entry: unknown, document: AsvResults, benchmark: string): AsvValue[] | string {
  const { result, params, samples, version } = columnsOf(entry, document);
  const lists = listsOf(params);
  const count = lists.reduce((sum, list) => sum * list.length, 1);
  if (Array.isArray(result) && result.length !== count)
    return `${result.length} results for ${count} combinations of parameters`;
  if (count * lists.length > mostParameters)
    return `more than ${mostParameters} values of parameters in all combinations`;
  const values = Array.isArray(result) ? (result as unknown[]) : Array<unknown>(count).fill(result ?? null);
  const all = values.map((value, i): AsvValue | null => {
    const read = readValue(value);
    const some = Array.isArray(samples) ? (samples as unknown[])[i] : null;
    const label = lists.length === 0 ? benchmark : `${benchmark}(${combination(lists, i).join(', ')})`;
    return read === null
      ? null
      : {
          benchmark,
          label: cleanText(label),
          value: read,
          samples: Array.isArray(some) ? some.filter((one): one is number => typeof one === 'number') : [],
          version: version ?? document.benchmark_version?.[benchmark] ?? null,
        };
  });
  return all.every((one) => one !== null) ? all : 'a result is neither a number nor null';
}

interface Columns {
  readonly result: unknown;
  readonly params: unknown;
  readonly samples: unknown;
  readonly version: string | null;
}

/** The earliest files hold a bare figure, then an object, version 2 an array whose trailing columns are cut. */
function columnsOf(entry: unknown, { result_columns: names }: AsvResults): Columns {
  if (Array.isArray(entry) && names) {
    const column = (name: string): unknown => (entry as unknown[])[names.indexOf(name)];
    const version = column('version');
    return {
      result: column('result'),
      params: column('params'),
      samples: column('samples'),
      version: typeof version === 'string' ? version : null,
    };
  }
  if (isObject(entry) && 'result' in entry)
    return { result: entry.result, params: entry.params, samples: entry.samples, version: null };
  return { result: entry, params: null, samples: null, version: null };
}

/** Ten parameters in 100,000 combinations. 40 of two values each, which are a short file, have a trillion. */
const mostParameters = 1_000_000;

/** The values of each parameter. */
const listsOf = (params: unknown): (readonly unknown[])[] =>
  (Array.isArray(params) ? (params as unknown[]) : []).map((list) =>
    Array.isArray(list) ? (list as unknown[]) : [list],
  );

/** One combination of the parameters' values; the last one changes fastest. */
function combination(lists: readonly (readonly unknown[])[], index: number): string[] {
  let rest = index;
  const backwards = lists.toReversed().map((list) => {
    const value = String(list[rest % list.length]);
    rest = Math.floor(rest / list.length);
    return value;
  });
  return backwards.reverse();
}

/** asv writes null for a benchmark that failed and NaN for a combination that it was told to skip. */
function readValue(value: unknown): AsvValue['value'] | null {
  if (value === null) return 'failed';
  if (value === 'NaN') return 'skipped';
  return typeof value === 'number' ? value : null;
}

/** The unit of a benchmark that benchmarks.json does not tell of: by the prefix of its name, as asv has it. */
export function asvUnit(benchmark: string): string {
  const method = benchmark.split('.').at(-1) ?? '';
  if (/^(?:time|timeraw)/i.test(method)) return 'seconds';
  return /^(?:mem|peakmem)/i.test(method) ? 'bytes' : 'unit';
}
