import { at } from '../../model/checked.ts';
import type { Adapter, ReadOptions } from '../adapter.ts';
import { IngestError } from '../files/ingest-error.ts';
import { parseCount, parseNonNegative } from '../fields/number-fields.ts';
import type { RawFile } from '../files/raw-file.ts';
import { allEndpoints } from '../record/run-names.ts';
import type { Recorder } from '../record/recorder.ts';
import { hasColumns, tidyRows, warnOfMissingZone, type TidyRow, refusal } from '../files/tidy-table.ts';
import { parseDateTime } from '../fields/times.ts';
import { parseDuration } from '../fields/units.ts';

const columns = ['DateTime', 'vuser', 'Tests', 'Errors', 'Mean_Test_Time_(ms)', 'TPS'] as const;

/** nGrinder's output.csv. */
export const ngrinderCsv: Adapter = {
  id: 'ngrinder-csv',
  tool: 'nGrinder',
  title: 'nGrinder output.csv',
  identifiedBy: `A header with the columns ${columns.join(', ')}.`,
  sourceClass: 'reported',
  notes: [
    'One row per interval. Requests are Tests and Errors together; the mean is of Tests, weighted by their number, in milliseconds.',
    'There are no percentiles, and no minimum or maximum of single requests. DateTime is without a zone.',
    'The length is from the first to the last row and one interval more; the rate is of all requests.',
  ],
  sets: 'each',
  sniff: (head) => hasColumns(head, columns),
  read: async ([file], recorder, options) => readFile(file, recorder, options),
};

/** One interval. */
interface Interval {
  readonly atMs: number;
  readonly users: number;
  readonly tests: number;
  readonly errors: number;
  readonly meanMs: number;
  readonly tps: number;
}

async function readFile(file: RawFile, recorder: Recorder, options: ReadOptions): Promise<void> {
  const account = recorder.file(file, ngrinderCsv.id, ngrinderCsv.tool);
  const intervals: Interval[] = [];
  for await (const row of tidyRows(file, account)) {
    const interval = readRow(row, options.timeZone);
    if (typeof interval === 'string') account.refuse(row.line, interval);
    else {
      intervals.push(interval);
      account.accept();
    }
  }
  if (intervals.length === 0) throw new IngestError('no-rows', 'The file has a header but no interval.');
  warnOfMissingZone(account, options.timeZone);
  addIntervals(
    intervals.toSorted((a, b) => a.atMs - b.atMs),
    recorder,
  );
}

/** The row's interval; otherwise why it is refused. */
function readRow(row: TidyRow, timeZone: string | null): Interval | string {
  const time = parseDateTime(row.get('DateTime') ?? '', timeZone);
  if (time === null) return refusal(row, 'DateTime', 'a date and time');
  const counts = (['vuser', 'Tests', 'Errors'] as const).map(
    (name) => [name, parseCount(row.get(name) ?? '')] as const,
  );
  const wrong = counts.find(([, count]) => count === null);
  if (wrong !== undefined) return refusal(row, wrong[0], 'a whole number from 0 up');
  const [users = NaN, tests = NaN, errors = NaN] = counts.flatMap(([, count]) => count ?? []);
  const meanMs = parseDuration(row.get('Mean_Test_Time_(ms)') ?? '', 1);
  if (meanMs === null && tests > 0) return refusal(row, 'Mean_Test_Time_(ms)', 'a number from 0 up');
  const tps = parseNonNegative(row.get('TPS') ?? '');
  if (tps === null) return refusal(row, 'TPS', 'a number from 0 up');
  return { atMs: time.epochMs, users, tests, errors, meanMs: meanMs ?? 0, tps };
}

function addIntervals(intervals: readonly Interval[], recorder: Recorder): void {
  const sum = (pick: (one: Interval) => number): number =>
    intervals.reduce((total, one) => total + pick(one), 0);
  const tests = sum((one) => one.tests);
  const errors = sum((one) => one.errors);
  const mean = tests === 0 ? null : sum((one) => one.meanMs * one.tests) / tests;
  const first = at(intervals, 0).atMs;
  const last = at(intervals, -1).atMs;
  const gaps = intervals.slice(1).map((one, i) => one.atMs - at(intervals, i).atMs);
  const widthMs = gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)];
  const lengthMs = widthMs === undefined ? null : last - first + widthMs;
  recorder.startedAtMs = first;
  recorder.durationSeconds = lengthMs === null ? null : lengthMs / 1_000;
  recorder.reported({
    endpoint: allEndpoints,
    count: tests + errors,
    errors,
    latency: errors === 0 ? { mean } : null,
    latencyOk: errors === 0 ? null : { mean },
    requestsPerSecond: lengthMs === null || lengthMs <= 0 ? null : (tests + errors) / (lengthMs / 1_000),
    maxUsers: intervals.reduce((most, one) => Math.max(most, one.users), 0),
  });
  for (const { atMs, tps, users } of intervals)
    recorder.timeline.push({
      scenario: null,
      endpoint: allEndpoints,
      atMs,
      requestsPerSecond: tps,
      errorsPerSecond: null,
      users,
      p50: null,
      p95: null,
    });
}
