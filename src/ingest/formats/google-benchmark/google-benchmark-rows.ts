import { at } from '../../../model/checked.ts';
import {
  FailedBenchmarks,
  recordMeasure,
  recordTimings,
  warnOfBatches,
  type MeasureOf,
} from '../../record/benchmark-results.ts';
import type { FileAccount } from '../../record/file-account.ts';
import type { Recorder } from '../../record/recorder.ts';
import { cleanText } from '../../fields/text.ts';
import { inMs } from '../../fields/unit-names.ts';

/** One row of a Google Benchmark file, JSON or CSV; null for what it does not have. */
export interface GoogleRow {
  /** Where it stands, for messages. */
  readonly line: number;
  readonly name: string;
  /** Name without the suffix of an aggregate; null where the file does not say. */
  readonly runName: string | null;
  /** `mean`, `median` ...; the empty text for an aggregate without name; null for a measurement. */
  readonly aggregate: string | null;
  readonly realTime: number | null;
  readonly cpuTime: number | null;
  readonly timeUnit: string;
  readonly repetitions: number | null;
  /** Counters by name, `items_per_second` among them. */
  readonly counters: ReadonlyMap<string, number>;
  /** Names of counters that are infinite or NaN. */
  readonly notFinite: readonly string[];
  /** Why the benchmark failed; null if it did not. */
  readonly error: string | null;
  /** The benchmark chose not to run: its times are 0 and mean nothing. */
  readonly isSkipped: boolean;
}

/** Fits of a whole family of benchmarks: no timing of any one. */
const fits = new Set(['BigO', 'RMS']);

/** Records all rows: measurements as they are, aggregates only where their measurements are not in the file. */
export function recordGoogleRows(rows: readonly GoogleRow[], recorder: Recorder, account: FileAccount): void {
  warnOfSkipped(rows, account);
  warnOfUnusable(rows, account);
  const failed = new FailedBenchmarks();
  const usable = rows.filter((row) => isUsable(row, account, failed));
  failed.report(account);
  const measured = new Set(usable.filter((row) => row.aggregate === null).map(nameOf));
  for (const [name, some] of Map.groupBy(usable, nameOf)) {
    const measurements = some.filter((row) => row.aggregate === null);
    if (measurements.length > 0) recordMeasurements(name, measurements, recorder, account);
    else if (!measured.has(name)) recordAggregates(name, some, recorder);
  }
}

function warnOfSkipped(rows: readonly GoogleRow[], account: FileAccount): void {
  const skipped = rows.filter((row) => row.isSkipped).length;
  if (skipped > 0)
    account.warn('skipped-benchmarks', `Benchmarks that skipped themselves have no time here: ${skipped}.`);
}

const nameOf = (row: GoogleRow): string => cleanText(row.runName ?? row.name);

/** Counters that are infinite or NaN: a benchmark divided by zero. */
function warnOfUnusable(rows: readonly GoogleRow[], account: FileAccount): void {
  const unusable = rows.flatMap((row) =>
    row.notFinite.map((counter) => `${cleanText(counter)} of "${cleanText(row.name)}"`),
  );
  const [first] = unusable;
  if (first !== undefined)
    account.warn(
      'not-a-number',
      `Counters that are infinite or NaN were left out: ${unusable.length}, the first one ${first}.`,
    );
}

/** The time of a row; null where it has none or its unit is unknown. */
const msOf = ({ realTime, timeUnit }: GoogleRow): number | null =>
  realTime === null ? null : inMs(realTime, timeUnit);

function isUsable(row: GoogleRow, account: FileAccount, failed: FailedBenchmarks): boolean {
  if (row.error !== null) failed.add(account, row.name, row.error);
  else if (row.isSkipped || (row.aggregate !== null && fits.has(row.aggregate))) {
    account.accept();
    return false;
  } else if (row.aggregate === '')
    account.refuse(row.line, `aggregate "${cleanText(row.name)}" does not say of what kind it is`);
  else if (row.aggregate !== 'cv' && msOf(row) === null)
    account.refuse(
      row.line,
      `benchmark "${cleanText(row.name)}" has no \`real_time\` in a known \`time_unit\` (${cleanText(row.timeUnit)})`,
    );
  else {
    account.accept();
    return true;
  }
  return false;
}

function recordMeasurements(
  name: string,
  rows: readonly GoogleRow[],
  recorder: Recorder,
  account: FileAccount,
): void {
  recordTimings(
    recorder,
    name,
    rows.flatMap((row) => msOf(row) ?? []),
  );
  if (rows.length > 1) warnOfBatches(account);
  const unit = at(rows, 0).timeUnit;
  recordMeasure(
    recorder,
    cpuTimeOf(name),
    unit,
    rows.flatMap((row) => row.cpuTime ?? []),
  );
  for (const counter of new Set(rows.flatMap((row) => [...row.counters.keys()])))
    recordCounter(
      name,
      counter,
      rows.flatMap((row) => row.counters.get(counter) ?? []),
      recorder,
    );
}

const cpuTimeOf = (endpoint: string): MeasureOf => ({ endpoint, what: 'CPU time' });

function recordCounter(name: string, counter: string, values: readonly number[], recorder: Recorder): void {
  const rate = /^(.*)_per_second$/.exec(counter)?.[1];
  if (rate === undefined) recordMeasure(recorder, { endpoint: name, what: cleanText(counter) }, '', values);
  else recordMeasure(recorder, { endpoint: name }, `${cleanText(rate)}/s`, values, 'higher');
}

function recordAggregates(name: string, rows: readonly GoogleRow[], recorder: Recorder): void {
  const find = (kind: string): GoogleRow | undefined => rows.find((row) => row.aggregate === kind);
  const figure = (kind: string): number | null => {
    const row = find(kind);
    return row === undefined ? null : msOf(row);
  };
  recorder.reported({
    endpoint: name,
    count: at(rows, 0).repetitions,
    errors: null,
    latency: {
      mean: figure('mean'),
      p50: figure('median'),
      stddev: figure('stddev'),
      min: figure('min'),
      max: figure('max'),
    },
  });
  const mean = find('mean');
  if (mean !== undefined)
    recordMeasure(recorder, cpuTimeOf(name), mean.timeUnit, mean.cpuTime === null ? [] : [mean.cpuTime]);
  for (const [counter, value] of mean?.counters ?? []) recordCounter(name, counter, [value], recorder);
}
