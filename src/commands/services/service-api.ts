import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { Refusal } from '../../project/refusal.ts';
import { boundedJson } from './bounded-json.ts';

export type Fetch = typeof fetch;

/** Waits for some milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

/** How to reach the API of a service. */
export interface ServiceOptions {
  readonly service: 'GitHub' | 'GitLab';
  /** The address that paths are appended to, without a slash at its end. */
  readonly root: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What to do about a status, if the service has a reason of its own for it. */
  readonly hints: Readonly<Partial<Record<number, string>>>;
  readonly send: Fetch;
  readonly wait?: Wait | undefined;
}

const attempts = 3;
const longestWaitMs = 30_000;
const timeoutMs = 30_000;

/** The JSON API of a service. Every failure is a Refusal that names status, request and remedy, and never the token. */
export class ServiceApi {
  readonly #options: ServiceOptions;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** Sends a request, again if the service is busy. What could be done twice is not repeated after an error of the server. */
  async send(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object): Promise<unknown> {
    const { service, wait = pause } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const response = await this.#once(method, path, body);
      if (response.ok) return this.#json(response, `${method} ${path}`);
      const isBusy = isLimited(response) || (response.status >= 500 && method !== 'POST');
      const pauseMs = waitMs(response.headers.get('retry-after'), attempt);
      if (!isBusy || attempt === attempts)
        throw new Refusal(
          `${service} returned ${response.status} for ${method} ${path}.`,
          isLimited(response) ? limitHint(service, pauseMs) : this.#hint(response.status),
        );
      await wait(Math.min(pauseMs, longestWaitMs));
    }
  }

  /** Reads a document. Throws a Refusal if it is not what the schema describes. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.#expected(`GET ${path}`, await this.send('GET', path), schema);
  }

  /** Creates something, and returns what the service says of it. Throws a Refusal if that is not what the schema describes. */
  async create<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T> {
    return this.#expected(`POST ${path}`, await this.send('POST', path, body), schema);
  }

  #expected<T>(request: string, answer: unknown, schema: z.ZodType<T>): T {
    const { data, success, error } = schema.safeParse(answer);
    if (success) return data;
    const { service, root } = this.#options;
    // A path has only names of the schema; what the answer says may be from anybody.
    const path = error.issues[0]?.path.join('.') ?? '';
    const wrong = path === '' ? '' : `: \`${path}\` is missing or invalid`;
    throw new Refusal(
      `${service} answered ${request} with an unexpected document${wrong}.`,
      `Check that ${root} is an address of the API of ${service}, and that no proxy changes its answers.`,
    );
  }

  async #once(method: string, path: string, body?: object): Promise<Response> {
    const { root, headers, send, service } = this.#options;
    try {
      return await send(`${root}/${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        // A redirect to another host would take the token there.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { message, cause } = error as Error;
      throw new Refusal(
        `${service} cannot be reached: ${cause instanceof Error ? cause.message : message}.`,
        `Check the address ${root}, and run the job again.`,
      );
    }
  }

  async #json(response: Response, request: string): Promise<unknown> {
    try {
      return await boundedJson(response);
    } catch {
      const { service, root } = this.#options;
      throw new Refusal(`${service} answered ${request} without JSON.`, `Check the address ${root}.`);
    }
  }

  #hint(status: number): string {
    const { hints, service, root } = this.#options;
    if (hints[status] !== undefined) return hints[status];
    if (status >= 500) return `${service} failed. Run the job again later.`;
    if (status >= 300 && status < 400) return `${service} redirects. Check the address ${root}.`;
    return 'Nothing was posted.';
  }
}

/** GitHub limits requests with 403 as well, and then says when to come back or that none are left. */
const isLimited = ({ status, headers }: Response): boolean =>
  status === 429 ||
  (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0'));

const limitHint = (service: string, pauseMs: number): string =>
  `${service} limits the number of requests. Run the job again ${
    pauseMs > longestWaitMs ? `in ${Math.ceil(pauseMs / 1_000)} seconds` : 'later'
  }.`;

/** The seconds that the service asks for, else a little more each time. */
const waitMs = (retryAfter: string | null, attempt: number): number =>
  (/^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : attempt) * 1_000;
