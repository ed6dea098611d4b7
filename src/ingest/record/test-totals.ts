import type { Digest, EndpointDigest } from '../../model/documents/digest.ts';
import { largest, smallest } from '../../model/long-lists.ts';
import { coveredSeconds } from './covered-seconds.ts';

/** What one set of files measured of a scenario (or of everything): its rows, and the tool's own row of all of them. */
export interface Test {
  readonly endpoints: readonly EndpointDigest[];
  /** All requests: pooled samples, or the tool's own row of all; null if there is neither. */
  readonly whole: EndpointDigest | null;
  readonly times: Pick<
    Digest,
    'startedAtMs' | 'durationSeconds' | 'activeSeconds' | 'isRelativeTime' | 'isTogether'
  >;
}

/** All requests of one or more tests. What the tools did not give is null, never 0. */
export interface TestTotal {
  readonly count: number | null;
  readonly errors: number | null;
  readonly requestsPerSecond: number | null;
  readonly durationSeconds: number | null;
  /** From the first start to the last end, if pauses between tests make it longer than the duration. */
  readonly spanSeconds?: number;
  /** True if there is no rate because several tests share no clock and may have run at once. */
  readonly isWithoutClock: boolean;
  /** True if the rate is the tool's own, although the requests are counted from samples. */
  readonly isReportedRate?: boolean;
}

/** One test with its place on the clock, in epoch milliseconds; null without a clock. */
interface Timed extends Omit<TestTotal, 'isWithoutClock'> {
  readonly startMs: number | null;
  /** True if a tool printed all that is known of its requests. */
  readonly isPrinted: boolean;
}

/** True if a row rests on single samples (or a digest of samples), not on what a tool printed. */
export const isSampled = ({ latency, slices, firstStartMs }: EndpointDigest): boolean =>
  firstStartMs !== null || slices !== null || (latency !== null && latency.source !== 'reported');

/**
 * All requests of some tests. The rate is the tool's own total, or the count over the span of one clock: rates of
 * different spans are never added. Pauses between tests that tools printed are no part of any test, so they do not
 * count. The duration is the one that count and rate belong to.
 */
export function totalOf(tests: readonly Test[]): TestTotal {
  const timed = withoutCompanions(tests).map(timedTotal);
  const count = sumOrNull(timed.map((one) => one.count));
  const errors = sumOrNull(timed.map((one) => one.errors));
  const [only] = timed;
  if (only !== undefined && timed.length === 1) {
    const { requestsPerSecond, durationSeconds, spanSeconds } = only;
    return {
      count,
      errors,
      requestsPerSecond,
      durationSeconds,
      ...withSpan(spanSeconds),
      isWithoutClock: false,
    };
  }
  const span = commonSpan(tests, timed);
  const durationSeconds = withoutPauses(span, timed);
  return {
    count,
    errors,
    requestsPerSecond: rateOf(count, durationSeconds),
    durationSeconds,
    ...(span !== durationSeconds && withSpan(span)),
    isWithoutClock: timed.length > 1 && durationSeconds === null && timed.some((one) => one.count !== null),
  };
}

const withSpan = (spanSeconds: number | null | undefined): Pick<TestTotal, 'spanSeconds'> =>
  spanSeconds == null ? {} : { spanSeconds };

/** Shares of a span by which it may exceed the time that tests cover without a pause: clocks are rounded. */
const clockRounding = 1e-6;

/** The part of a span in which a test ran, if tools printed all of them and state when. */
function withoutPauses(span: number | null, timed: readonly Timed[]): number | null {
  const spans = timed.flatMap(({ startMs, durationSeconds, spanSeconds }) =>
    startMs === null || durationSeconds === null ? [] : { startMs, seconds: spanSeconds ?? durationSeconds },
  );
  if (span === null || spans.length < timed.length || !timed.every(({ isPrinted }) => isPrinted)) return span;
  const pauses = timed.reduce(
    (sum, { spanSeconds: all, durationSeconds: active }) => sum + (all ?? active ?? 0) - (active ?? 0),
    0,
  );
  const ran = coveredSeconds(spans) - pauses;
  return ran < span * (1 - clockRounding) ? ran : span;
}

/**
 * From the first start to the last end of all tests; without clocks, the longest of those that are stated to have run
 * at once. Null if neither is known.
 */
function commonSpan(tests: readonly Test[], timed: readonly Timed[]): number | null {
  const seconds = timed.flatMap((one) => one.spanSeconds ?? one.durationSeconds ?? []);
  if (timed.length === 0 || seconds.length < timed.length) return null;
  const starts = timed.flatMap((one) => one.startMs ?? []);
  if (starts.length < timed.length)
    return tests.every(({ times }) => times.isTogether === true) ? largest(seconds) : null;
  const first = smallest(starts);
  // Not start + duration - start: a sum in epoch milliseconds has no room for the digits of a duration.
  const ends = timed.map(
    (one) => ((one.startMs ?? first) - first) / 1_000 + (one.spanSeconds ?? one.durationSeconds ?? 0),
  );
  return largest(ends);
}

/** Bare percentiles (ab -e) beside a test that counts its requests are of the same requests. */
function withoutCompanions(tests: readonly Test[]): readonly Test[] {
  const counted = tests.filter(({ endpoints }) => endpoints.some(({ count }) => count !== null));
  if (counted.length === 0) return tests;
  const names = new Set([
    '*',
    ...counted.flatMap(({ endpoints }) => endpoints.map(({ endpoint }) => endpoint)),
  ]);
  return tests.filter(
    (test) => counted.includes(test) || !test.endpoints.every(({ endpoint }) => names.has(endpoint)),
  );
}

function timedTotal({ endpoints, whole, times }: Test): Timed {
  const rows = countedRows(endpoints);
  const total = whole ?? (rows.length === 1 ? (rows[0] ?? null) : null);
  // Pooled samples lack what the same file only prints of other endpoints.
  const own = total !== null && isSampled(total) ? null : total;
  const count = own?.count ?? sumOrNull(rows.map((row) => row.count));
  const durationSeconds = times.activeSeconds ?? times.durationSeconds;
  return {
    count,
    errors: own?.errors ?? sumOrNull(rows.map((row) => row.errors)),
    requestsPerSecond: total?.reportedRequestsPerSecond ?? rateOf(count, durationSeconds),
    durationSeconds,
    ...(durationSeconds !== times.durationSeconds && withSpan(times.durationSeconds)),
    startMs: times.isRelativeTime ? null : times.startedAtMs,
    isPrinted: !endpoints.some(isSampled),
  };
}

/** Rows whose counts add up: samples that distinguish no endpoints are all requests, whatever is printed beside them. */
function countedRows(endpoints: readonly EndpointDigest[]): readonly EndpointDigest[] {
  const sampled = endpoints.filter(isSampled);
  return sampled.some(({ endpoint }) => endpoint === '*') ? sampled : endpoints;
}

/** The row of all requests among a digest's pooled rows: that of samples, else the tool's own. */
export const pooledRow = (pooled: readonly EndpointDigest[]): EndpointDigest | null =>
  pooled.find(isSampled) ?? pooled[0] ?? null;

/** From the first start to the last end of some rows; null if they have no times. */
export function spanOf(
  rows: readonly EndpointDigest[],
): { readonly startMs: number; readonly seconds: number } | null {
  const starts = rows.flatMap(({ firstStartMs }) => firstStartMs ?? []);
  const ends = rows.flatMap(({ lastEndMs }) => lastEndMs ?? []);
  if (starts.length === 0 || ends.length === 0) return null;
  const startMs = smallest(starts);
  return { startMs, seconds: (largest(ends) - startMs) / 1_000 };
}

/** Share by which a printed rate and a stated duration may differ: both are rounded. */
const rounding = 0.005;

/**
 * The total with a rate, a duration and a count that agree, for a page that shows all three. Some tools leave failed
 * requests out of their rate (siege, h2load): the rate of all of them is then taken over the stated duration. Where
 * the duration is of something else (Locust's history ends before its last request), it is the one behind the rate.
 */
export function agreeing(total: TestTotal): TestTotal {
  const { count, errors, requestsPerSecond: rate, durationSeconds: stated } = total;
  if (stated === null || count === null || rate === null || count === 0 || rate <= 0) return total;
  const isOf = (requests: number): boolean => Math.abs((rate * stated) / requests - 1) <= rounding;
  if (isOf(count)) return total;
  return errors !== null && isOf(count - errors)
    ? { ...total, requestsPerSecond: count / stated }
    : { ...total, durationSeconds: count / rate };
}

const rateOf = (count: number | null, seconds: number | null): number | null =>
  count !== null && count > 0 && seconds !== null && seconds > 0 ? count / seconds : null;

/** Null if there is nothing to add, or if one of the values is not known. */
export function sumOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length === 0 ? null : sum;
}
