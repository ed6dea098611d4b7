import { transportError } from '../../fields/labels.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';
import type { Series } from '../../record/series.ts';
import { cleanText } from '../../fields/text.ts';

const tagNames = [
  'name',
  'method',
  'url',
  'scenario',
  'group',
  'status',
  'error',
  'error_code',
  'expected_response',
] as const;

/** The tags of a k6 sample that are read. */
export type K6Tags = Readonly<Partial<Record<(typeof tagNames)[number], string | undefined>>>;

/** The tags that are read, by a look-up of each; whatever else a sample carries is left alone. */
export const k6Tags = (tag: (name: string) => string | undefined): K6Tags =>
  Object.fromEntries(tagNames.map((name) => [name, tag(name)]));

/** What tags say of their sample; made once for equal tags. */
export interface K6Target {
  readonly tags: K6Tags;
  /** What is wrong with such a request if it failed. */
  readonly errorType: string;
  /** Whether it failed, as the tags say it; null where only `http_req_failed` does. */
  readonly hasFailed: boolean | null;
  /** Opened with the first sample. */
  requests: Series | null;
  transactions: Series | null;
}

/** Reads tags once. */
export function k6Target(tags: K6Tags): K6Target {
  const { expected_response: expected } = tags;
  return {
    tags,
    errorType: errorTypeOf(tags),
    hasFailed: expected === 'true' ? false : expected === 'false' ? true : null,
    requests: null,
    transactions: null,
  };
}

function errorTypeOf({ status = '', error = '', error_code: code = '' }: K6Tags): string {
  if (Number(status) > 0) return cleanText(status);
  if (error !== '') return transportError(error);
  return code === '' ? 'failed' : cleanText(`error ${code}`);
}

/** Names that k6 gives the functions around the load; their requests are no load. */
const lifecycle = new Map([
  ['::setup', 'setup'],
  ['::teardown', 'teardown'],
]);

/**
 * Samples of k6 on their way to a recorder. A request comes as several rows, of which two count: its duration, and, in
 * the rows right after it, whether it failed. k6 stamps a row with the end of what it measured.
 */
export class K6Samples {
  /** Requests seen. */
  requestCount = 0;
  readonly #recorder: Recorder;
  readonly #requests = new Set<Series>();
  readonly #groups = new Set<Series>();
  #users = NaN;
  #mostUsers = NaN;
  #waiting: K6Target | null = null;
  #waitingEndMs = NaN;
  #waitingMs = NaN;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** All series that samples were added to. */
  get series(): readonly Series[] {
    return [...this.#requests, ...this.#groups];
  }

  /** A row of `http_req_duration`. */
  request(target: K6Target, endMs: number, durationMs: number): void {
    this.#settle(null);
    this.requestCount++;
    if (target.hasFailed !== null) {
      this.#add(target, endMs, durationMs, target.hasFailed);
      return;
    }
    this.#waiting = target;
    this.#waitingEndMs = endMs;
    this.#waitingMs = durationMs;
  }

  /** A row of `http_req_failed`, which follows the duration of its request: 1 for a failure. */
  outcome(value: number): void {
    this.#settle(value);
  }

  /** True while it is open whether the last request failed. */
  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** A row of `vus`: concurrent users at that time. */
  users(value: number): void {
    this.#users = value;
    if (!(value <= this.#mostUsers)) this.#mostUsers = value;
  }

  /** A row of `group_duration`. */
  group(target: K6Target, endMs: number, durationMs: number): void {
    const { tags } = target;
    const label = cleanText((tags.group ?? '').replace(/^::/, ''));
    if (label === '') return;
    if (target.transactions === null) {
      target.transactions = this.#recorder.transactions(scenarioOf(tags), label);
      this.#groups.add(target.transactions);
    }
    target.transactions.add(endMs - durationMs, durationMs, null, this.#users);
  }

  /** Call once, after the last row. */
  end(): void {
    this.#settle(null);
    const [first] = this.#requests;
    if (first !== undefined && this.#mostUsers > first.maxUsers) first.maxUsers = this.#mostUsers;
  }

  #settle(failed: number | null): void {
    const target = this.#waiting;
    if (target === null) return;
    this.#waiting = null;
    const status = Number(target.tags.status ?? NaN);
    const looksFailed = status === 0 || status >= 400 || (target.tags.error_code ?? '') !== '';
    this.#add(target, this.#waitingEndMs, this.#waitingMs, failed === null ? looksFailed : failed !== 0);
  }

  #add(target: K6Target, endMs: number, durationMs: number, hasFailed: boolean): void {
    target.requests ??= this.#open(target.tags);
    target.requests.add(endMs - durationMs, durationMs, hasFailed ? target.errorType : null, this.#users);
  }

  #open(tags: K6Tags): Series {
    const label = cleanText(tags.name ?? '') || cleanText(tags.url ?? '') || allEndpoints;
    const series = this.#recorder.requests(scenarioOf(tags), label, methodOf(tags));
    this.#requests.add(series);
    return series;
  }
}

/** The method of the tags, unless the name begins with it. */
function methodOf({ method = '', name = '' }: K6Tags): string | null {
  const isMethod = /^[A-Za-z]{1,12}$/.test(method);
  return !isMethod || name.toUpperCase().startsWith(`${method.toUpperCase()} `) ? null : method.toUpperCase();
}

/** The scenario of the tags; requests of setup and teardown are kept apart from the load. */
function scenarioOf({ scenario = '', group = '' }: K6Tags): string | null {
  const phase = lifecycle.get(/^::[^:]*/.exec(group)?.[0] ?? '');
  return phase ?? (cleanText(scenario) || null);
}
