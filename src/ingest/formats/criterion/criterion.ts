import { z } from 'zod';
import { entryOf } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import { recordTimings, warnOfBatches } from '../../record/benchmark-results.ts';
import {
  criterionFolder,
  criterionKey,
  criterionPart,
  folderName,
  type CriterionPart,
} from './criterion-set.ts';
import { csvRecords } from '../../files/csv.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { parseDocument } from '../../files/json-document.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import type { Head, RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';
import { bounds95 } from '../../fields/estimate-bounds.ts';
import type { ValueBounds } from '../../../model/documents/digest.ts';
import { nanosecondsToMs } from '../../fields/units.ts';

const benchmark = z.looseObject({
  group_id: z.string(),
  function_id: z.string().nullish(),
  value_str: z.string().nullish(),
  full_id: z.string().nullish(),
});
const sample = z.looseObject({ iters: z.array(z.number()), times: z.array(z.number()) });
const estimate = z.looseObject({
  point_estimate: z.number(),
  confidence_interval: z
    .looseObject({ confidence_level: z.number(), lower_bound: z.number(), upper_bound: z.number() })
    .nullish(),
});
const estimates = z.looseObject({ mean: estimate, median: estimate, std_dev: estimate });
const oldEstimates = z.looseObject({ Mean: estimate, Median: estimate, StdDev: estimate });

/** The files that criterion.rs keeps for each benchmark below target/criterion. */
export const criterion: Adapter = {
  id: 'criterion',
  tool: 'criterion',
  title: 'criterion.rs folder',
  identifiedBy:
    'benchmark.json (group_id), sample.json (iters and times), estimates.json (mean, median, std_dev with point_estimate) or raw.csv (group,function,value,...); those of one folder belong together.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    'Nanoseconds. A sample is the mean of a batch of calls: times[i] / iters[i], or sample_measured_value / iteration_count of raw.csv. Without them the mean, median and deviation of estimates.json are read.',
    'Of new/ and base/ only new/ is read: base/ is an earlier run. change/ contains comparisons and is not read.',
    'The name comes from benchmark.json (full_id), else from the folder. Rows are the samples, else the estimates.',
    "The folders of a benchmark (directory_name) are no scenarios; one around criterion's folder is.",
  ],
  sets: criterionKey,
  ownFolders: (files) => {
    const about = files.find((file) => partOf(file.head) === 'benchmark')?.head.json;
    const { directory_name, full_id } = (about ?? {}) as Record<string, unknown>;
    const key = criterionKey(files[0].path).replace(/[\\/]+$/, '');
    const stated = [directory_name, full_id].filter((one) => typeof one === 'string');
    return stated.find((one) => key.endsWith(one)) ?? folderName(key);
  },
  sniff: (head) => partOf(head) !== null,
  read: async (files, recorder) => {
    const parts = new Map<CriterionPart, RawFile>();
    const accounts = new Map<RawFile, FileAccount>();
    const hasNew = files.some((file) => criterionFolder(file) === 'new');
    for (const file of files) {
      const account = recorder.file(file, criterion.id, criterion.tool);
      accounts.set(file, account);
      const isEarlier = hasNew && criterionFolder(file) === 'base';
      const part = partOf(file.head);
      if (!isEarlier && part !== null && part !== 'change') parts.set(part, file);
    }
    await readSet(parts, accounts, recorder);
  },
};

const partOf = (head: Head): CriterionPart | null => criterionPart(head.json, head.lines[0] ?? '');

async function readSet(
  parts: ReadonlyMap<CriterionPart, RawFile>,
  accounts: ReadonlyMap<RawFile, FileAccount>,
  recorder: Recorder,
): Promise<void> {
  const [about, samples, raw, figures] = (['benchmark', 'sample', 'raw', 'estimates'] as const).map((part) =>
    parts.get(part),
  );
  const file = samples ?? raw ?? figures;
  if (file === undefined) return;
  const account = entryOf(accounts, file);
  const name = about === undefined ? null : nameOf(parseDocument(about, benchmark));
  if (samples !== undefined) readSamples(samples, name ?? unnamed(file, account), account, recorder);
  else if (raw !== undefined) await readRaw(raw, name, account, recorder);
  else readEstimates(file, name ?? unnamed(file, account), account, recorder);
}

function nameOf({ full_id, group_id, function_id, value_str }: z.output<typeof benchmark>): string {
  return cleanText(full_id ?? [group_id, function_id, value_str].filter(Boolean).join('/'));
}

function unnamed(file: RawFile, account: FileAccount): string {
  account.warn('no-name', 'benchmark.json is missing: the benchmark is named after its folder.');
  return cleanText(folderName(criterionKey(file.path)));
}

function readSamples(file: RawFile, endpoint: string, account: FileAccount, recorder: Recorder): void {
  const { iters, times } = parseDocument(file, sample);
  const timings: number[] = [];
  for (const [i, ns] of times.entries()) {
    const calls = iters[i] ?? 0;
    const ms = calls > 0 ? nanosecondsToMs(ns / calls) : null;
    if (ms !== null) timings.push(ms);
    else account.refuse(i + 1, `sample ${i + 1} has no time or no iterations`);
  }
  account.accept(timings.length);
  if (timings.length > 0) recordTimings(recorder, endpoint, timings);
  if (iters.some((calls) => calls > 1)) warnOfBatches(account);
}

async function readRaw(
  file: RawFile,
  name: string | null,
  account: FileAccount,
  recorder: Recorder,
): Promise<void> {
  const timings = new Map<string, number[]>();
  for await (const { line, fields } of csvRecords(file, ',', (at, why) => account.refuse(at, why))) {
    if (fields[0] === 'group' && fields[5] === 'sample_measured_value') continue;
    const [ns, calls] = [parseNonNegative(fields[5] ?? ''), parseNonNegative(fields[7] ?? '')];
    const ms = ns === null || calls === null || calls === 0 ? null : nanosecondsToMs(ns / calls);
    if (ms === null || fields[6] !== 'ns') {
      account.refuse(line, 'the row has no time in ns or no iterations');
      continue;
    }
    account.accept();
    const endpoint =
      name ??
      cleanText(
        fields
          .slice(0, 3)
          .filter((part) => part !== '')
          .join('/'),
      );
    const some = timings.get(endpoint) ?? [];
    timings.set(endpoint, some);
    some.push(ms);
  }
  for (const [endpoint, some] of timings) recordTimings(recorder, endpoint, some);
  if (timings.size > 0) warnOfBatches(account);
}

function readEstimates(file: RawFile, endpoint: string, account: FileAccount, recorder: Recorder): void {
  const isOld = 'Mean' in (file.head.json as object);
  const old = isOld ? parseDocument(file, oldEstimates) : null;
  const found =
    old === null
      ? parseDocument(file, estimates)
      : { mean: old.Mean, median: old.Median, std_dev: old.StdDev };
  account.accept();
  recorder.reported({
    endpoint,
    count: null,
    errors: null,
    latency: {
      mean: nanosecondsToMs(found.mean.point_estimate),
      p50: nanosecondsToMs(found.median.point_estimate),
      stddev: nanosecondsToMs(found.std_dev.point_estimate),
      bounds: { mean: boundsOf(found.mean), p50: boundsOf(found.median) },
      unitMs: nanosecondsToMs(1) ?? 1,
    },
  });
}

/** The bounds of an estimate at 95%, which is what criterion uses unless it is told another level. */
function boundsOf({
  point_estimate,
  confidence_interval: stated,
}: z.output<typeof estimate>): ValueBounds | null {
  if (!stated) return null;
  const half = nanosecondsToMs((stated.upper_bound - stated.lower_bound) / 2);
  return bounds95(nanosecondsToMs(point_estimate), half, stated.confidence_level);
}
