import { at } from '../../../model/checked.ts';
import type { HistoryPoint } from '../../../model/documents/digest.ts';
import type { Adapter } from '../../adapter.ts';
import {
  asvBenchmarkSchema,
  asvCommitUrl,
  asvMachineSchema,
  asvPart,
  asvResultsSchema,
  asvUnit,
  asvValues,
  type AsvPart,
  type AsvResults,
  type AsvValue,
} from './asv-documents.ts';
import { distinctNames, recordMeasure, recordTimings } from '../../record/benchmark-results.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { parseDocument } from '../../files/json-document.ts';
import type { RawFile } from '../../files/raw-file.ts';
import type { Recorder } from '../../record/recorder.ts';
import { directionOf } from '../../fields/measure-direction.ts';
import { counted } from '../../../model/text/counted.ts';
import { cleanText } from '../../fields/text.ts';
import { secondsToMs } from '../../fields/units.ts';

/** The result files of asv (airspeed velocity), with benchmarks.json and machine.json beside them. */
export const asvResults: Adapter = {
  id: 'asv-results',
  tool: 'asv',
  title: 'asv results folder',
  identifiedBy:
    'Result files with commit_hash and results; benchmarks.json, whose items have name, params and param_names; machine.json.',
  sourceClass: 'exact',
  results: 'benchmarks',
  notes: [
    "A history: a series for each benchmark and combination of its parameters, a point for each commit, at the commit's time. Environment and machine are added to the name if there are several; machines are numbered.",
    'Units come from benchmarks.json, else from the name (time_ seconds, mem_ and peakmem_ bytes). The unit says which way is better; of the numbers of track_ benchmarks it is unknown.',
    'null is a benchmark that failed, NaN a combination that was skipped: both are counted and have no point. Results of another version of a benchmark than benchmarks.json has are left out, as asv does.',
    'If all files are of one commit, it is the run’s, unless run.json states another, and their values are rows as well: the median that asv states, or the samples if they were recorded (each the mean of a batch of calls).',
  ],
  sets: 'together',
  sniff: (head) => partOf(head) !== null,
  read: async (files, recorder) => {
    readSet(files, recorder);
    return Promise.resolve();
  },
};

const partOf = ({ json, text }: { readonly json: unknown; readonly text: string }): AsvPart | null =>
  asvPart(json) ?? (asvCommitUrl(text) === null ? null : 'config');

interface Benchmark {
  readonly unit: string | null;
  readonly version: string | null;
}

/** One figure with where it comes from. */
interface Found extends AsvValue {
  readonly document: AsvResults;
  readonly machine: string;
}

function readSet(files: readonly RawFile[], recorder: Recorder): void {
  const opened = files.map((file) => ({
    file,
    account: recorder.file(file, asvResults.id, asvResults.tool),
    part: partOf(file.head),
  }));
  const benchmarks = new Map<string, Benchmark>();
  for (const { file, part } of opened) {
    if (part === 'benchmarks') readBenchmarks(file, benchmarks);
    if (part === 'machine') readMachine(file, recorder);
  }
  const machines = new Map<string, string>();
  const found = opened
    .filter(({ part }) => part === 'results' || part === null)
    .flatMap(({ file, account }) => readResults(file, account, benchmarks, machines));
  if (found.length === 0)
    opened[0]?.account.warn('no-results', 'The set contains no result file with a value.');
  const commitUrl = opened.flatMap(({ file }) => asvCommitUrl(file.head.text) ?? [])[0] ?? null;
  pour(found, { benchmarks, commitUrl }, recorder);
}

function readBenchmarks(file: RawFile, benchmarks: Map<string, Benchmark>): void {
  for (const one of Object.values(file.head.json as Record<string, unknown>)) {
    const { success, data } = asvBenchmarkSchema.safeParse(one);
    if (success)
      benchmarks.set(data.name, {
        unit: data.unit ?? null,
        version: typeof data.version === 'string' ? data.version : null,
      });
  }
}

function readMachine(file: RawFile, recorder: Recorder): void {
  const machine = parseDocument(file, asvMachineSchema);
  for (const [key, value] of [['cpu', machine.cpu] as const, ['os', machine.os] as const])
    if (value) recorder.system[key] = cleanText(value);
}

function readResults(
  file: RawFile,
  account: FileAccount,
  benchmarks: ReadonlyMap<string, Benchmark>,
  machines: Map<string, string>,
): Found[] {
  const { success, data: document } = asvResultsSchema.safeParse(file.head.json);
  if (!success) {
    account.refuse(1, 'a results file needs `commit_hash`, `date` in epoch milliseconds and `results`');
    return [];
  }
  const name = document.params?.machine ?? '';
  // Machine names are often host names: only their number is kept.
  const machine = machines.get(name) ?? `machine ${machines.size + 1}`;
  machines.set(name, machine);
  const counts = { failed: 0, skipped: 0, stale: 0 };
  const found: Found[] = [];
  for (const one of asvValues(document)) {
    if (typeof one === 'string') {
      account.refuse(1, one);
      continue;
    }
    account.accept();
    const current = benchmarks.get(one.benchmark)?.version ?? null;
    if (typeof one.value === 'string') counts[one.value]++;
    else if (current !== null && one.version !== null && current !== one.version) counts.stale++;
    else found.push({ ...one, document, machine });
  }
  warn(account, counts);
  return found;
}

function warn(
  account: FileAccount,
  { failed, skipped, stale }: Record<'failed' | 'skipped' | 'stale', number>,
): void {
  if (failed > 0) account.warn('failed-benchmarks', `Benchmarks that failed (null): ${failed}.`);
  if (skipped > 0) account.warn('skipped-benchmarks', `Benchmarks that asv skipped (NaN): ${skipped}.`);
  if (stale > 0)
    account.warn(
      'other-version',
      `Left out because benchmarks.json has another version of the benchmark: ${counted(stale, 'result')}.`,
    );
}

/** What the files beside the results say of all of them. */
interface Surroundings {
  readonly benchmarks: ReadonlyMap<string, Benchmark>;
  /** What a commit's hash is appended to. */
  readonly commitUrl: string | null;
}

function pour(found: readonly Found[], { benchmarks, commitUrl }: Surroundings, recorder: Recorder): void {
  const series = Map.groupBy(found, ({ label, document, machine }) =>
    [label, document.env_name ?? '', machine].join('\u0000'),
  );
  const all = [...series.values()];
  const names = distinctNames(
    all
      .map((points) => at(points, 0))
      .map(({ label, document, machine }) => ({
        name: label,
        details: [document.env_name ?? null, machine].map((text) => (text === null ? null : cleanText(text))),
      })),
  );
  const [commit = '', ...others] = new Set(found.map(({ document }) => document.commit_hash));
  const isOneCommit = found.length > 0 && others.length === 0;
  if (isOneCommit && /^[0-9a-f]{7,64}$/.test(commit)) recorder.commit = commit;
  const pythons = new Set(found.map(({ document }) => cleanText(document.python ?? '')));
  if (isOneCommit && pythons.size === 1 && !pythons.has(''))
    recorder.system.runtime = `Python ${[...pythons].join()}`;
  for (const [i, points] of all.entries()) {
    const { benchmark } = at(points, 0);
    const unit = benchmarks.get(benchmark)?.unit ?? asvUnit(benchmark);
    const direction = directionOf(unit);
    recorder.history.push({
      series: at(names, i),
      unit: cleanText(unit),
      direction,
      points: pointsOf(points, commitUrl),
    });
    if (isOneCommit) for (const point of points) addRow(point, at(names, i), unit, recorder);
  }
}

function pointsOf(found: readonly Found[], commitUrl: string | null): HistoryPoint[] {
  return found
    .toSorted((a, b) => a.document.date - b.document.date)
    .flatMap(({ value, document }) => {
      const at = new Date(document.date);
      const isPoint = typeof value === 'number' && !Number.isNaN(at.getTime());
      const commit = cleanText(document.commit_hash);
      const link = commitUrl === null ? {} : { commitUrl: `${commitUrl}${commit}` };
      return isPoint ? [{ at: at.toISOString(), value, commit, ...link }] : [];
    });
}

function addRow({ value, samples }: Found, name: string, unit: string, recorder: Recorder): void {
  if (typeof value !== 'number') return;
  if (unit !== 'seconds') recordMeasure(recorder, { endpoint: name }, cleanText(unit), [value]);
  else if (samples.length > 1)
    recordTimings(
      recorder,
      name,
      samples.flatMap((seconds) => secondsToMs(seconds) ?? []),
    );
  else recorder.reported({ endpoint: name, count: null, errors: null, latency: { p50: secondsToMs(value) } });
}
