import type { EndpointDigest, LatencyDigest, ValueBounds } from '../../model/documents/digest.ts';
import { errorKind } from '../fields/error-kind.ts';
import { errorTypeList } from '../fields/labels.ts';
import { longestDurationMs } from './series.ts';
import type { SourceClass } from '../../model/source-class.ts';

/** Durations in milliseconds as a tool printed them. What it did not print is left out, never interpolated. */
export interface ReportedLatency {
  readonly min?: number | null;
  readonly max?: number | null;
  readonly mean?: number | null;
  readonly stddev?: number | null;
  readonly p50?: number | null;
  readonly p90?: number | null;
  readonly p95?: number | null;
  readonly p99?: number | null;
  readonly p999?: number | null;
  /**
   * Bounds of percentiles that the tool states only as lying between two values, and the 95% intervals of a mean or a
   * median.
   */
  readonly bounds?: Readonly<Partial<Record<'mean' | 'p50' | 'p99' | 'p999', ValueBounds | null>>>;
  /** The unit in which the tool prints them, in ms; 1 where left out. */
  readonly unitMs?: number;
  /** `reported` unless the tool states the error of its figures. */
  readonly source?: SourceClass;
  readonly relativeError?: number | null;
}

/** One endpoint's figures as a tool printed them. */
export interface ReportedRow {
  readonly scenario?: string | null;
  readonly endpoint: string;
  readonly count: number | null;
  readonly errors: number | null;
  readonly errorTypes?: readonly { readonly type: string; readonly count: number }[];
  readonly latency: ReportedLatency | null;
  readonly latencyOk?: ReportedLatency | null;
  /** Requests that have a time, where those that failed have none; all unless given. */
  readonly timed?: number | null;
  /** The tool's own rate, failed requests included. */
  readonly requestsPerSecond?: number | null;
  readonly maxUsers?: number | null;
  /** True if the number of users changed. */
  readonly usersVary?: boolean;
}

/** The row in the form that digests hold. */
export function reportedEndpoint(row: ReportedRow): EndpointDigest {
  const okCount = row.count === null || row.errors === null ? null : row.count - row.errors;
  return {
    scenario: row.scenario ?? null,
    endpoint: row.endpoint,
    count: row.count,
    errors: row.errors,
    errorTypes: errorTypeList((row.errorTypes ?? []).map(({ type, count }) => [errorKind(type), count])),
    latency: reportedLatency(row.latency, row.timed === undefined ? row.count : row.timed),
    latencyOk: reportedLatency(row.latencyOk ?? null, okCount),
    latencyFailed: null,
    firstStartMs: null,
    lastEndMs: null,
    reportedRequestsPerSecond: row.requestsPerSecond ?? null,
    slices: null,
    maxUsers: row.maxUsers ?? null,
    ...(row.usersVary === true && { usersVary: true }),
  };
}

type Warn = (code: string, message: string) => void;

/** The row without what cannot be: more errors than requests, times longer than a century. Warns of each. */
export const possibleRow = (row: ReportedRow, warn: Warn): ReportedRow => ({
  ...row,
  errors: possibleErrors(row, warn),
  latency: possibleLatency(row, warn),
});

function possibleErrors({ endpoint, count, errors }: ReportedRow, warn: Warn): number | null {
  if (count === null || errors === null || errors <= count) return errors;
  warn(
    'contradicting-counts',
    `The file counts more errors (${errors}) than requests (${count}) of "${endpoint}": its errors are left out.`,
  );
  return null;
}

function possibleLatency({ endpoint, latency }: ReportedRow, warn: Warn): ReportedLatency | null {
  const impossible = Object.entries(latency ?? {}).flatMap(([name, value]) =>
    typeof value === 'number' && value > longestDurationMs ? [name] : [],
  );
  if (latency === null || impossible.length === 0) return latency;
  warn(
    'impossible-times',
    `The file reports times of "${endpoint}" of more than a century (${impossible.join(', ')}): they are left out.`,
  );
  return { ...latency, ...Object.fromEntries(impossible.map((name) => [name, null])) };
}

/** The figures in the form that digests hold; null where there is not one. */
export function reportedLatency(figures: ReportedLatency | null, count: number | null): LatencyDigest | null {
  if (figures === null) return null;
  const { min = null, max = null, mean = null, stddev = null } = figures;
  const named = [
    [0.5, figures.p50, figures.bounds?.p50],
    [0.9, figures.p90, null],
    [0.95, figures.p95, null],
    [0.99, figures.p99, figures.bounds?.p99],
    [0.999, figures.p999, figures.bounds?.p999],
  ] as const;
  const quantiles = named.flatMap(([p, value, bounds]) =>
    value === undefined || value === null
      ? []
      : [{ p, value, lower: bounds?.lower ?? null, upper: bounds?.upper ?? null }],
  );
  if (quantiles.length === 0 && [min, max, mean].every((value) => value === null)) return null;
  return {
    source: figures.source ?? 'reported',
    relativeError: figures.relativeError ?? null,
    count,
    min,
    max,
    mean,
    m2: null,
    reportedStddev: stddev,
    ...(figures.unitMs !== undefined && { unitMs: figures.unitMs }),
    ...(figures.bounds?.mean && { meanBounds: figures.bounds.mean }),
    quantiles,
    histogram: null,
  };
}
