import { cleanText } from '../../fields/text.ts';
import { isDurationMs } from '../../fields/units.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { allEndpoints } from '../../record/run-names.ts';
import type { Recorder } from '../../record/recorder.ts';

/** A line of goose's request log: the fields of it that are read. */
export interface GooseRequest {
  /** Milliseconds since the start of the test. */
  readonly elapsed: number;
  readonly responseTime: number;
  readonly method: string;
  readonly name: string;
  readonly status: number;
  readonly success: boolean;
  readonly error: string;
  readonly user: string;
  /** The script changed the outcome of the request that this user made before. */
  readonly isUpdate: boolean;
  /** Above 0 for a copy that goose adds where it noticed that slow responses delayed a user. */
  readonly omissionElapsed: number;
}

/** Names as goose's tables show them: `GET front page`. */
export const gooseEndpoint = (method: string, name: string): string =>
  cleanText(`${method.toUpperCase()} ${name}`) || allEndpoints;

/** Adds the requests of a log, each with the outcome that it had in the end. */
export class GooseRequests {
  readonly #recorder: Recorder;
  readonly #originMs: number;
  /** The latest request of each user: only that one can still change its outcome. */
  readonly #pending = new Map<string, GooseRequest>();
  #copies = 0;

  constructor(recorder: Recorder, originMs: number) {
    this.#recorder = recorder;
    this.#originMs = originMs;
  }

  /** Takes a line; a text says why it is rejected. */
  add(request: GooseRequest): string | null {
    const { elapsed, responseTime, user } = request;
    if (!isDurationMs(elapsed)) return '`elapsed` must be milliseconds from 0 up';
    if (!isDurationMs(responseTime)) return '`response_time` must be milliseconds from 0 up';
    if (request.omissionElapsed > 0) {
      this.#copies++;
      return null;
    }
    const before = this.#pending.get(user);
    const isSame = before?.elapsed === elapsed && before.name === request.name;
    if (before !== undefined && !(request.isUpdate && isSame)) this.#record(before);
    this.#pending.set(user, request);
    return null;
  }

  /** Call once, after the last line. */
  end(account: FileAccount): void {
    for (const request of this.#pending.values()) this.#record(request);
    if (this.#copies > 0)
      account.warn(
        'omission-copies',
        `Lines that goose added for coordinated omission: ${this.#copies}. They repeat requests, so they are not counted.`,
      );
  }

  #record(request: GooseRequest): void {
    const { elapsed, responseTime, method, name } = request;
    this.#recorder
      .requests(null, gooseEndpoint(method, name))
      .add(this.#originMs + elapsed, responseTime, errorType(request), NaN);
  }
}

/** goose marks success itself: a script may expect a 404, or fail a 200. */
function errorType({ success, status, error }: GooseRequest): string | null {
  if (success) return null;
  if (status >= 400) return String(status);
  return cleanText(error) || 'error';
}
