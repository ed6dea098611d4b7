import type { EndpointDigest, LatencyDigest } from '../../model/documents/digest.ts';
import { errorKind } from '../fields/error-kind.ts';
import { latestEpochMs } from '../fields/times.ts';
import { latencyDigest } from './latency-digest.ts';
import { Slices, type CurrentFile } from './slices.ts';
import { hashOfText, type RowSpan } from '../repeats/row-span.ts';
import { Tally, type ExactBudget } from './tally.ts';
import { largest, smallest } from '../../model/long-lists.ts';

/** What a series needs to know of the file set that it belongs to. */
export interface SeriesOptions {
  /** Samples that started earlier (warm-up) are counted as left out. */
  readonly fromMs?: number;
  /** The line that is being read. */
  readonly lineNow?: () => number | null;
  readonly file?: CurrentFile;
  /** Takes the samples instead of the series. */
  readonly rows?: RowSpan | null;
  /** Limits (ms) up to which samples are counted. */
  readonly limitsMs?: readonly number[];
  /** The method of its requests, if the label lacks it. */
  readonly method?: string | null;
  /** Takes what is wrong with a sample that cannot be: it is then counted as a rejected row. */
  readonly refuse?: (reason: string) => void;
}

/** A century: a longer time of a request is a mistake of a field or of its unit. */
export const longestDurationMs = 100 * 365.25 * 86_400_000;

/** The samples of one endpoint of one scenario, collected in one pass. */
export class Series {
  readonly scenario: string | null;
  endpoint: string;
  readonly ok: Tally;
  readonly failed: Tally;
  readonly slices: Slices;
  readonly limitsMs: readonly number[];
  readonly method: string | null;
  readonly errorTypes = new Map<string, number>();
  readonly #kinds = new Map<string, string>();
  /** False where the file does not tell which requests failed: the number of errors is then unknown, not 0. */
  outcomesKnown = true;
  count = 0;
  errors = 0;
  firstStartMs = Infinity;
  lastEndMs = -Infinity;
  maxUsers = -1;
  /** Samples that started before `fromMs`. */
  leftOut = 0;
  readonly #fromMs: number;
  readonly #rows: RowSpan | null;
  readonly #endpointHash: number;
  readonly #refuse: (reason: string) => void;

  constructor(
    scenario: string | null,
    endpoint: string,
    budget: ExactBudget,
    {
      fromMs = -Infinity,
      lineNow = () => null,
      file,
      rows = null,
      limitsMs = [],
      method = null,
      refuse = () => undefined,
    }: SeriesOptions = {},
  ) {
    this.#refuse = refuse;
    this.#rows = rows;
    this.limitsMs = limitsMs;
    this.method = method;
    this.#endpointHash = rows === null ? 0 : hashOfText(endpoint);
    this.slices = new Slices(lineNow, file);
    this.#fromMs = fromMs;
    this.scenario = scenario;
    this.endpoint = endpoint;
    this.ok = new Tally(budget);
    this.failed = new Tally(budget);
  }

  /**
   * Adds one sample.
   * @param startMs epoch milliseconds of its start (or an offset where the file has no clock); NaN if unknown
   * @param durationMs elapsed milliseconds, >= 0; NaN if it has none (a connection that was never made)
   * @param errorType what failed, in a word or two; null for a success
   * @param users concurrent users at that moment; NaN if unknown
   */
  add(startMs: number, durationMs: number, errorType: string | null, users: number): void {
    if (durationMs > longestDurationMs || startMs > latestEpochMs) {
      this.#refuse(
        durationMs > longestDurationMs
          ? `a duration of ${durationMs} ms is longer than a century`
          : `a start ${startMs} ms after 1970 is after the year 2999`,
      );
      return;
    }
    if (startMs < this.#fromMs) {
      this.leftOut++;
      return;
    }
    this.count++;
    if (this.#rows !== null) {
      this.#rows.add(startMs, durationMs, this.#endpointHash, errorType !== null);
      return;
    }
    const isFailed = errorType !== null;
    if (isFailed) this.#addError(errorType);
    if (durationMs >= 0) (isFailed ? this.failed : this.ok).add(durationMs);
    if (users > this.maxUsers) this.maxUsers = users;
    if (Number.isNaN(startMs)) return;
    if (startMs < this.firstStartMs) this.firstStartMs = startMs;
    const endMs = durationMs >= 0 ? startMs + durationMs : startMs;
    if (endMs > this.lastEndMs) this.lastEndMs = endMs;
    this.slices.add(startMs, durationMs, isFailed, users);
  }

  #kindOf(message: string): string {
    const known = this.#kinds.get(message);
    if (known !== undefined) return known;
    const kind = errorKind(message);
    if (this.#kinds.size < mostKinds) this.#kinds.set(message, kind);
    return kind;
  }

  #addError(message: string): void {
    this.errors++;
    const type = this.#kindOf(message);
    // Messages that hold ids would be as many as there are errors: past a limit they are one type.
    const known = this.errorTypes.has(type) || this.errorTypes.size < mostErrorTypes ? type : otherErrors;
    this.errorTypes.set(known, (this.errorTypes.get(known) ?? 0) + 1);
  }
}

const mostErrorTypes = 200;
/** Messages whose kind is remembered: most errors of a run are the same few. */
const mostKinds = 1_000;
const otherErrors = '(other errors)';

/** The digest of one or more series under one name: one endpoint, or all endpoints of a scenario pooled. */
export function seriesDigest(
  scenario: string | null,
  endpoint: string,
  parts: readonly Series[],
  method: string | null = null,
): EndpointDigest {
  const sum = (pick: (part: Series) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0);
  const ok = parts.map((part) => part.ok);
  const failed = parts.map((part) => part.failed);
  const errors = sum((part) => part.errors);
  const outcomesKnown = parts.every((part) => part.outcomesKnown);
  const limits = parts[0]?.limitsMs ?? [];
  const all = latencyDigest([...ok, ...failed], limits);
  const firstStartMs = smallest(parts.map((part) => part.firstStartMs));
  const [only] = parts;
  const pooled =
    only !== undefined && parts.length === 1 ? only.slices : Slices.pool(parts.map((part) => part.slices));
  const slices = pooled.digest();
  const maxUsers = Math.max(
    largest(parts.map((part) => part.maxUsers)),
    largest((slices?.items ?? []).map(({ users }) => users ?? -1)),
  );
  return {
    scenario,
    endpoint,
    ...(method !== null && { method }),
    count: sum((part) => part.count),
    errors: outcomesKnown ? errors : null,
    errorTypes: errorTypeCounts(parts),
    latency: all,
    latencyOk: okLatency(ok, { errors, outcomesKnown, all, limits }),
    latencyFailed: errors === 0 ? null : latencyDigest(failed),
    firstStartMs: Number.isFinite(firstStartMs) ? firstStartMs : null,
    lastEndMs: Number.isFinite(firstStartMs) ? largest(parts.map((part) => part.lastEndMs)) : null,
    reportedRequestsPerSecond: null,
    slices,
    maxUsers: maxUsers < 0 ? null : maxUsers,
  };
}

/** What is known of failures, and of all calls. */
interface KnownOutcomes {
  readonly errors: number;
  readonly outcomesKnown: boolean;
  readonly all: LatencyDigest | null;
  readonly limits: readonly number[];
}

/** Successful calls alone; null where it is not known which they are. */
function okLatency(
  ok: readonly Tally[],
  { errors, outcomesKnown, all, limits }: KnownOutcomes,
): LatencyDigest | null {
  if (!outcomesKnown) return null;
  return errors === 0 ? all : latencyDigest(ok, limits);
}

function errorTypeCounts(parts: readonly Series[]): { type: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const part of parts)
    for (const [type, count] of part.errorTypes) counts.set(type, (counts.get(type) ?? 0) + count);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}
