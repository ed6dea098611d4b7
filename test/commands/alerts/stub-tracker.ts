import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** An issue as people see it. */
export interface StubIssue {
  readonly number: number;
  title: string;
  body: string;
  isOpen: boolean;
  labels: string[];
  assignees: unknown[];
  readonly comments: string[];
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

const token = 'secret-token';

/** The issues of a repository behind an API on this machine. Subclasses speak the language of a service. */
export abstract class StubTracker {
  readonly issues: StubIssue[] = [];
  /** Every request that changes something, and what it sends. */
  readonly changes: { readonly request: string; readonly sent: Record<string, unknown> }[] = [];
  /** Called before each request; an answer takes the place of the usual one. */
  fail: (request: string) => Answer | null = () => null;
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request).then(({ status, headers, body = {} }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  });

  abstract variables(): Record<string, string>;
  protected abstract tokenOf(request: IncomingMessage): string | undefined;
  protected abstract route(method: string, url: URL, sent: Record<string, unknown>): Answer;

  protected get token(): string {
    return token;
  }

  protected get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  open(): StubIssue[] {
    return this.issues.filter(({ isOpen }) => isOpen);
  }

  protected add(issue: Pick<StubIssue, 'title' | 'body' | 'labels' | 'assignees'>): StubIssue {
    const added = { ...issue, number: this.issues.length + 1, isOpen: true, comments: [] };
    this.issues.push(added);
    return added;
  }

  protected page<Entry>(all: readonly Entry[], url: URL): Entry[] {
    const page = Number(url.searchParams.get('page'));
    return all.slice((page - 1) * 100, page * 100);
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { method = '', url = '' } = request;
    const failure = this.fail(`${method} ${url}`);
    if (failure !== null) return failure;
    if (this.tokenOf(request) !== token) return { status: 401 };
    const sent = JSON.parse((await text(request)) || '{}') as Record<string, unknown>;
    if (method !== 'GET') this.changes.push({ request: `${method} ${url}`, sent });
    return this.route(method, new URL(url, 'http://stub'), sent);
  }
}

/** As GitHub's documentation of its REST API describes issues. */
export class StubGitHub extends StubTracker {
  variables(): Record<string, string> {
    return { GITHUB_API_URL: this.address, GITHUB_REPOSITORY: 'team/shop', GITHUB_TOKEN: this.token };
  }

  protected tokenOf({ headers }: IncomingMessage): string | undefined {
    return headers.authorization?.replace('Bearer ', '');
  }

  protected route(method: string, url: URL, sent: Record<string, unknown>): Answer {
    const path = url.pathname.replace('/repos/team/shop/', '');
    if (path === 'issues' && method === 'GET') {
      const label = url.searchParams.get('labels') ?? '';
      const some = this.issues.filter(({ labels }) => labels.includes(label));
      return { status: 200, body: this.page(some, url).map((one) => this.#shown(one)) };
    }
    if (path === 'issues' && method === 'POST')
      return { status: 201, body: this.#shown(this.add(sent as unknown as StubIssue)) };
    const [, number, rest] = /^issues\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const issue = this.issues[Number(number) - 1];
    if (issue === undefined) return { status: 404 };
    if (rest === 'comments' && method === 'GET')
      return { status: 200, body: this.page(issue.comments, url).map((body) => ({ body })) };
    if (rest === 'comments') issue.comments.push(String(sent.body));
    else if (rest === 'labels') issue.labels = sent.labels as string[];
    else {
      const { state, ...change } = sent;
      Object.assign(issue, change);
      if (state !== undefined) issue.isOpen = state === 'open';
    }
    return { status: 200, body: this.#shown(issue) };
  }

  #shown({ number, title, body, isOpen, labels }: StubIssue): object {
    const state = isOpen ? 'open' : 'closed';
    return { number, title, body, state, labels: labels.map((name) => ({ name })) };
  }
}

/** As GitLab's documentation of its REST API describes issues. */
export class StubGitLab extends StubTracker {
  variables(): Record<string, string> {
    return { CI_API_V4_URL: `${this.address}/api/v4`, CI_PROJECT_ID: '9', GITLAB_TOKEN: this.token };
  }

  protected tokenOf({ headers }: IncomingMessage): string | undefined {
    return headers['private-token'] as string | undefined;
  }

  protected route(method: string, url: URL, sent: Record<string, unknown>): Answer {
    const path = url.pathname.replace('/api/v4/', '');
    if (path === 'users')
      return { status: 200, body: url.searchParams.get('username') === 'ada' ? [{ id: 7 }] : [] };
    const all = 'projects/9/issues';
    if (path === all && method === 'GET') {
      const label = url.searchParams.get('labels') ?? '';
      const some = this.issues.filter(({ labels }) => labels.includes(label));
      return { status: 200, body: this.page(some, url).map((one) => this.#shown(one)) };
    }
    if (path === all && method === 'POST') {
      const { title, description, labels, assignee_ids: assignees } = sent as Record<string, string>;
      const issue = { title, body: description, labels: labels?.split(',') ?? [], assignees };
      return { status: 201, body: this.#shown(this.add(issue as unknown as StubIssue)) };
    }
    const [, number, rest] = /^projects\/9\/issues\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const issue = this.issues[Number(number) - 1];
    if (issue === undefined) return { status: 404 };
    if (rest === 'notes' && method === 'GET')
      return { status: 200, body: this.page(issue.comments, url).map((body) => ({ body })) };
    if (rest === 'notes') issue.comments.push(String(sent.body));
    else {
      const { title, description } = sent as Record<string, string | undefined>;
      issue.title = title ?? issue.title;
      issue.body = description ?? issue.body;
      if (sent.state_event !== undefined) issue.isOpen = sent.state_event === 'reopen';
    }
    return { status: 200, body: this.#shown(issue) };
  }

  #shown({ number, title, body, isOpen }: StubIssue): object {
    return { iid: number, title, description: body, state: isOpen ? 'opened' : 'closed' };
  }
}
