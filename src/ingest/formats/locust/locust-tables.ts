import type { ReportedPoint } from '../../../model/documents/digest.ts';
import { at } from '../../../model/checked.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { EndpointRows, type HistoryRow } from './endpoint-rows.ts';
import { locustColumn, locustEndpoint, locustError, percentileOf } from './locust-files.ts';
import type { RawFile } from '../../files/raw-file.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { ReportedLatency } from '../../record/reported-row.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField, scanTable } from '../../scan/scan-table.ts';
import { cleanLabel, cleanText } from '../../fields/text.ts';
import { largest } from '../../../model/long-lists.ts';

/** Figures of one endpoint, from whichever of the files had them. */
export interface LocustValues {
  count: number;
  errors: number | null;
  latency: ReportedLatency;
  requestsPerSecond: number | null;
}

/** Endpoints by name; the row of all of them under null. */
export type LocustTable = Map<string | null, LocustValues>;

type Field = (row: CsvScanner, column: string) => number | null;

/** Reads fields by the newer column names; what is no number (`N/A`, empty) is null. */
function fieldReader(names: readonly string[]): Field & { readonly at: (column: string) => number } {
  const columns = names.map(locustColumn);
  const at = (column: string): number => columns.indexOf(column);
  const field: Field = (row, column) => {
    const value = row.decimal(at(column));
    return value >= 0 ? value : null;
  };
  return Object.assign(field, { at });
}

const namedQuantiles = new Map<number | null, 'p50' | 'p90' | 'p95' | 'p99' | 'p999'>([
  [50, 'p50'],
  [90, 'p90'],
  [95, 'p95'],
  [99, 'p99'],
  [99.9, 'p999'],
]);

/** The percentiles that a row prints; those not shown here are left out. */
function percentiles(row: CsvScanner, names: readonly string[]): ReportedLatency {
  const entries = names.flatMap((name, at) => {
    const key = namedQuantiles.get(percentileOf(name));
    const value = key === undefined ? NaN : row.decimal(at);
    return key === undefined || !(value >= 0) ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** `_stats.csv`, and `_requests.csv` of Locust up to 0.12. */
export async function readStats(file: RawFile, account: FileAccount): Promise<LocustTable> {
  const table: LocustTable = new Map();
  await scanTable(file, account, (_, names) => {
    const field = fieldReader(names);
    return (row) => {
      const count = field(row, 'request count');
      if (count === null) return refusedField(row, 'Request Count', field.at('request count'), 'a count');
      const name = endpointOf(row, field.at('type'), field.at('name'));
      const quantiles = percentiles(row, names);
      const latency = {
        ...quantiles,
        min: field(row, 'min response time'),
        max: field(row, 'max response time'),
        mean: field(row, 'average response time'),
        p50: quantiles.p50 ?? field(row, 'median response time'),
      };
      table.set(name, {
        count,
        errors: field(row, 'failure count'),
        // Without a request Locust prints zeros.
        latency: count === 0 ? {} : latency,
        requestsPerSecond: field(row, 'requests/s'),
      });
      return null;
    };
  });
  return table;
}

const endpointOf = (row: CsvScanner, type: number, name: number): string | null =>
  locustEndpoint(cleanText(row.text(type) ?? ''), cleanLabel(row.text(name) ?? ''));

/** `_distribution.csv` of Locust up to 0.12: the percentiles of endpoints (`METHOD name`). */
export async function readDistribution(file: RawFile, account: FileAccount): Promise<LocustTable> {
  const table: LocustTable = new Map();
  await scanTable(file, account, (_, names) => {
    const field = fieldReader(names);
    return (row) => {
      const count = field(row, 'request count');
      if (count === null) return refusedField(row, '# requests', field.at('request count'), 'a count');
      const name = cleanLabel(row.text(field.at('name')) ?? '');
      const latency = count === 0 ? {} : percentiles(row, names);
      table.set(locustEndpoint('', name), { count, errors: null, latency, requestsPerSecond: null });
      return null;
    };
  });
  return table;
}

/** Failures of an endpoint by what failed. */
export type LocustFailures = Map<string | null, { type: string; count: number }[]>;

/** `_failures.csv`. */
export async function readFailures(file: RawFile, account: FileAccount): Promise<LocustFailures> {
  const failures: LocustFailures = new Map();
  await scanTable(file, account, (_, names) => {
    const field = fieldReader(names);
    return (row) => {
      const count = field(row, 'occurrences');
      if (count === null) return refusedField(row, 'Occurrences', field.at('occurrences'), 'a count');
      const name = endpointOf(row, field.at('type'), field.at('name'));
      const type = cleanText(locustError(row.text(field.at('error')) ?? '')) || 'failed';
      const known = failures.get(name) ?? [];
      failures.set(name, known);
      const same = known.find((one) => one.type === type);
      if (same === undefined) known.push({ type, count });
      else same.count += count;
      return null;
    };
  });
  return failures;
}

/** `_exceptions.csv`: how often the test's own code failed. Such failures are no failed requests. */
export async function readExceptions(file: RawFile, account: FileAccount): Promise<number> {
  let total = 0;
  await scanTable(file, account, (_, names) => {
    const field = fieldReader(names);
    return (row) => {
      const count = field(row, 'count');
      if (count === null) return refusedField(row, 'Count', field.at('count'), 'a count');
      total += count;
      return null;
    };
  });
  return total;
}

/** What `_stats_history.csv` holds. */
export interface LocustHistory {
  /** Of all requests, one each second; with full history also of endpoints, at the seconds that `EndpointRows` selects. */
  readonly points: readonly ReportedPoint[];
  /** Figures at the end of the run. */
  readonly last: LocustTable;
}

/**
 * `_stats_history.csv`. Rates are differences of the totals: the column `Requests/s` is a mean of about ten seconds
 * that lags. With full history (rows of endpoints) percentiles are of the last seconds, without they are since the
 * start: the two look alike, and only the first ones are points of a timeline. Locust 0.14 to 1.1, which put names in
 * quotes, always print those of the last seconds.
 */
export async function readHistory(file: RawFile, account: FileAccount): Promise<LocustHistory> {
  const last: LocustTable = new Map();
  const medians = new Map<string | null, number | null>();
  const rows: HistoryRow[] = [];
  const ofEndpoints = new Map<string, EndpointRows>();
  const isQuoted = file.head.text.trimStart().startsWith('"');
  await scanTable(file, account, (_, names) => {
    const field = fieldReader(names);
    const total = (row: CsvScanner, column: string): number | null =>
      field(row, `total ${column}`) ?? field(row, column);
    return (row) => {
      const seconds = field(row, 'timestamp');
      if (seconds === null) return refusedField(row, 'Timestamp', field.at('timestamp'), 'epoch seconds');
      const name = endpointOf(row, field.at('type'), field.at('name'));
      const count = total(row, 'request count') ?? 0;
      const errors = total(row, 'failure count');
      const printed = percentiles(row, names);
      const latency = {
        ...printed,
        min: total(row, 'min response time'),
        max: total(row, 'max response time'),
        mean: total(row, 'average response time'),
      };
      medians.set(name, field(row, 'total median response time'));
      last.set(name, { count, errors, latency: count === 0 ? {} : latency, requestsPerSecond: null });
      const users = field(row, 'user count');
      const { p50 = null, p95 = null } = printed;
      const own = { atMs: seconds * 1_000, users, count, errors, p50, p95 };
      if (name === null) rows.push(own);
      else rowsOfEndpoint(ofEndpoints, name).add(own);
      return null;
    };
  });
  const isWindowed = isQuoted || [...last.keys()].some((name) => name !== null);
  if (isWindowed)
    for (const [name, figures] of last)
      if (figures.count > 0) figures.latency = ofWholeRun(figures.latency, medians.get(name) ?? null);
  const parts = [...ofEndpoints].flatMap(([name, own]) => pointsOf(own.selected(), isWindowed, name));
  return { points: [...pointsOf(rows, isWindowed), ...parts], last };
}

function rowsOfEndpoint(all: Map<string, EndpointRows>, name: string): EndpointRows {
  const known = all.get(name) ?? new EndpointRows();
  all.set(name, known);
  return known;
}

/** Percentiles of the last seconds say nothing of the whole run; the total median does. */
function ofWholeRun(
  { min = null, max = null, mean = null }: ReportedLatency,
  p50: number | null,
): ReportedLatency {
  return { min, max, mean, p50 };
}

/** Seconds repeat: the last row of one holds its totals, but its users may have been stopped by then. */
function lastOfSecond(rows: readonly HistoryRow[]): HistoryRow {
  const users = rows.flatMap((row) => row.users ?? []);
  return { ...at(rows, -1), users: users.length === 0 ? null : largest(users) };
}

function pointsOf(rows: readonly HistoryRow[], isFull: boolean, endpoint = allEndpoints): ReportedPoint[] {
  const seconds = [
    ...Map.groupBy(
      rows.toSorted((a, b) => a.atMs - b.atMs),
      (row) => row.atMs,
    ).values(),
  ].map(lastOfSecond);
  return seconds.map((row, i) => {
    const before = seconds[i - 1];
    const elapsed = before === undefined ? 0 : (row.atMs - before.atMs) / 1_000;
    const rate = (now: number | null, then: number | null): number | null =>
      // Totals fall where statistics are reset after the ramp-up.
      now === null || then === null || elapsed === 0 || now < then ? null : (now - then) / elapsed;
    return {
      scenario: null,
      endpoint,
      atMs: row.atMs,
      requestsPerSecond: rate(row.count, before?.count ?? null),
      errorsPerSecond: rate(row.errors, before?.errors ?? null),
      users: row.users,
      p50: isFull ? positive(row.p50) : null,
      p95: isFull ? positive(row.p95) : null,
    };
  });
}

/** The history prints 0 where there was no request in the last seconds. */
const positive = (value: number | null): number | null => (value === 0 ? null : value);
