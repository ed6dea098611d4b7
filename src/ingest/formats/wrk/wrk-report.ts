import { errorTypeList, urlLabel } from '../../fields/labels.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { allEndpoints } from '../../record/run-names.ts';
import { countIn, numberIn } from '../../fields/text-fields.ts';
import { parseDurationMs, scaled } from '../../fields/units.ts';

/** What wrk and wrk2 print alike. Durations in milliseconds. */
export interface WrkReport {
  readonly endpoint: string;
  readonly connections: number | null;
  /** Completed requests. */
  readonly completed: number;
  readonly durationSeconds: number | null;
  readonly requestsPerSecond: number | null;
  readonly mean: number | null;
  readonly stddev: number | null;
  readonly max: number | null;
  /** The percentiles of `--latency`, by the number before the percent sign. */
  readonly percentiles: ReadonlyMap<number, number>;
  /** Connections and requests that failed without a response: not among the completed ones. */
  readonly broken: number;
  /** Failed reads: ends of connections, after a response or instead of one. */
  readonly reads: number;
  readonly timeouts: number;
  readonly badStatus: number;
}

const latencyRow = /^[^\S\r\n\u2028\u2029]*Latency\s+(-?[\w.µ]+)\s+(-?[\w.µ]+)\s+(-?[\w.µ]+)\s/m;

/** Reads the figures that wrk prints at its end; null where the line with the number of requests is missing. */
export function readWrkReport(text: string): WrkReport | null {
  const total = /^[^\S\r\n\u2028\u2029]*(\d+) requests in ([\d.]+[a-zµ]+),/m.exec(text);
  if (total === null) return null;
  const [, mean = '', stddev = '', max = ''] = latencyRow.exec(text) ?? [];
  const socket = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text);
  const [connect = 0, reads = 0, write = 0, timeouts = 0] = (socket?.slice(1) ?? []).map(Number);
  const durationMs = parseDurationMs(total[2] ?? '');
  return {
    endpoint: urlLabel(/test @ (\S+)/.exec(text)?.[1] ?? allEndpoints),
    connections: numberIn(text, /threads and (\d+) connections/),
    completed: Number(total[1]),
    durationSeconds: durationMs === null ? null : scaled(durationMs, 1e-3),
    requestsPerSecond: numberIn(text, /^Requests\/sec:\s*([\d.]+)/m),
    mean: parseDurationMs(mean),
    stddev: parseDurationMs(stddev),
    max: parseDurationMs(max),
    percentiles: readPercentiles(text),
    broken: connect + write,
    reads,
    timeouts,
    badStatus: countIn(text, /Non-2xx or 3xx responses: (\d+)/),
  };
}

function readPercentiles(text: string): Map<number, number> {
  const percentiles = new Map<number, number>();
  for (const [, percent, duration = ''] of text.matchAll(
    /^[^\S\r\n\u2028\u2029]*([\d.]+)%\s+([\d.]+(?:us|µs|ms|s|m|h))\s*$/gm,
  )) {
    const value = parseDurationMs(duration);
    if (value !== null && !percentiles.has(Number(percent))) percentiles.set(Number(percent), value);
  }
  return percentiles;
}

/** Failed requests; null where failed reads leave it open: wrk counts the end of each answered connection too. */
export const wrkErrors = ({ reads }: WrkReport, count: number, known: number): number | null =>
  reads > 0 ? null : Math.min(count, known);

/** Says once a file that failed reads are no count of failed requests. */
export function warnOfReads(account: FileAccount, { reads }: WrkReport): void {
  if (reads === 0) return;
  account.warn(
    'read-errors',
    `${reads} read errors: connections that the server closed, after a response or instead of one. The tool does not report which, so the number of failed requests is unknown.`,
  );
}

/** The report's errors by type. */
export const wrkErrorTypes = (report: WrkReport): { type: string; count: number }[] =>
  errorTypeList([
    ['status 400 or above', report.badStatus],
    ['socket error', report.broken],
    ['timeout', report.timeouts],
  ]);
