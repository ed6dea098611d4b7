import { at } from '../../../model/checked.ts';
import type { Adapter } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { locustKind, locustPrefix } from './locust-files.ts';
import {
  readDistribution,
  readExceptions,
  readFailures,
  readHistory,
  readStats,
  type LocustFailures,
  type LocustValues,
  type LocustHistory,
  type LocustTable,
} from './locust-tables.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { ReportedRow } from '../../record/reported-row.ts';
import { sumOrNull } from '../../record/test-totals.ts';

/** What Locust writes with `--csv`: up to four files of one run, in all generations. */
export const locustCsv: Adapter = {
  id: 'locust-csv',
  tool: 'Locust',
  title: 'CSV files of one run',
  identifiedBy:
    'The headers of _stats, _stats_history, _failures and _exceptions.csv; of _requests and _distribution.csv up to Locust 0.12.',
  sourceClass: 'reported',
  notes: [
    'Files with the same beginning of their names are one run; any of them may be missing.',
    'Milliseconds. Percentiles come from rounded buckets (two digits), failed requests included.',
    'An endpoint is `Type Name`. The row Aggregated (Total) is all requests together (`*`), never added.',
    'The timeline comes from the history: rates from its totals; percentiles, and load steps judged by endpoint, only with --csv-full-history.',
    'Exceptions of the test script are not failed requests; they are the measure "Script exceptions": 0 for a file without rows.',
  ],
  sets: locustPrefix,
  sniff: (head) => locustKind(head) !== null,
  read: async (files, recorder) => {
    const found: Found = { stats: null, distribution: null, failures: null, history: null };
    const accounts: FileAccount[] = [];
    for (const file of files) {
      const account = recorder.file(file, locustCsv.id, locustCsv.tool);
      accounts.push(account);
      await readFile(file, account, found, recorder);
    }
    record(found, recorder, at(accounts, 0));
  },
};

/** What the files of a set hold. */
interface Found {
  stats: LocustTable | null;
  /** Percentiles by endpoint, beside `stats` of the same generation. */
  distribution: LocustTable | null;
  failures: LocustFailures | null;
  history: LocustHistory | null;
}

async function readFile(
  file: RawFile,
  account: FileAccount,
  found: Found,
  recorder: Recorder,
): Promise<void> {
  switch (locustKind(file.head)) {
    case 'stats':
      found.stats = await readStats(file, account);
      break;
    case 'distribution':
      found.distribution = await readDistribution(file, account);
      break;
    case 'failures':
      found.failures = await readFailures(file, account);
      break;
    case 'history':
      found.history = await readHistory(file, account);
      break;
    case 'exceptions':
      recordExceptions(await readExceptions(file, account), recorder);
      break;
    case null:
      account.warn('not-locust', 'The header is of none of the files that Locust writes.');
  }
}

/** A file without rows is a measurement of zero: Locust writes it for a script that raised nothing. */
function recordExceptions(count: number, recorder: Recorder): void {
  recorder.measure({
    name: 'Script exceptions',
    unit: 'count',
    direction: 'lower',
    value: count,
    n: 1,
    isTotal: true,
  });
}

function record(found: Found, recorder: Recorder, account: FileAccount): void {
  if (found.history !== null) recordTimeline(found.history, recorder);
  const table = found.stats ?? found.history?.last ?? found.distribution;
  if (table === null) recordFailuresOnly(found.failures, recorder, account);
  else recordTable(table, found, recorder, account);
}

function recordTimeline({ points }: LocustHistory, recorder: Recorder): void {
  recorder.reportedPoints(points);
  const all = points.filter(({ endpoint }) => endpoint === allEndpoints);
  if (all.length === 0) return;
  recorder.startedAtMs = at(all, 0).atMs;
  if (all.length === 1) return;
  recorder.durationSeconds = (at(all, -1).atMs - at(all, 0).atMs) / 1_000;
}

function recordTable(table: LocustTable, found: Found, recorder: Recorder, account: FileAccount): void {
  const endpoints = [...table].filter(([name]) => name !== null);
  const rows = endpoints.length > 0 ? endpoints : [...table];
  for (const [name, figures] of rows) recorder.reported(rowOf(name, figures, found));
  if (endpoints.length > 0) recorder.reportedPooled(wholeOf(table, found));
  const count = rows.reduce((sum, [, figures]) => sum + figures.count, 0);
  if (count === 0) account.warn('no-requests', 'Locust counted no request in this run.');
  else if (endpoints.length === 0)
    account.warn('only-aggregate', 'The files contain values of all requests together only: no endpoints.');
}

/** The row Aggregated. Without it only counts and rates are known of all: every row's rate is over the test's one span. */
function wholeOf(table: LocustTable, found: Found): ReportedRow {
  const own = table.get(null);
  if (own !== undefined) return rowOf(null, own, found);
  const rows = [...table.values()];
  return {
    endpoint: allEndpoints,
    count: rows.reduce((sum, { count }) => sum + count, 0),
    errors: sumOrNull(rows.map(({ errors }) => errors)),
    latency: null,
    requestsPerSecond: sumOrNull(rows.map(({ requestsPerSecond }) => requestsPerSecond)),
  };
}

function rowOf(name: string | null, figures: LocustValues, found: Found): ReportedRow {
  const errorTypes = name === null ? [...(found.failures?.values() ?? [])].flat() : found.failures?.get(name);
  return {
    endpoint: name ?? allEndpoints,
    count: figures.count,
    errors: figures.errors,
    errorTypes: (errorTypes ?? []).toSorted((a, b) => b.count - a.count),
    latency: { ...figures.latency, ...found.distribution?.get(name)?.latency },
    requestsPerSecond: figures.requestsPerSecond,
  };
}

/** Failures alone: how many requests there were is not known. */
function recordFailuresOnly(failures: LocustFailures | null, recorder: Recorder, account: FileAccount): void {
  account.warn(
    'no-stats',
    'Requests and response times are in the _stats.csv of the same run, which is not here.',
  );
  if (failures?.size === 0)
    recorder.reported({ endpoint: allEndpoints, count: null, errors: 0, latency: null });
  for (const [name, errorTypes] of failures ?? [])
    recorder.reported({
      endpoint: name ?? allEndpoints,
      count: null,
      errors: errorTypes.reduce((sum, one) => sum + one.count, 0),
      errorTypes: errorTypes.toSorted((a, b) => b.count - a.count),
      latency: null,
    });
}
