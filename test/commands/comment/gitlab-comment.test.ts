import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { postNote, type NoteRequest } from '../../../src/commands/comment/gitlab-comment.ts';
import { perfolio, type Ran } from '../perfolio.ts';

interface Note {
  readonly id: number;
  body: string;
  readonly system: boolean;
  readonly author: { readonly id: number };
}

/** A GitLab with one merge request, as its documentation of the notes API describes it. */
class StubGitLab {
  readonly notes: Note[] = [];
  readonly requests: string[] = [];
  readonly bot = 17;
  /** Answers in place of the usual ones, each used once. */
  readonly failures: { readonly status: number; readonly headers?: Record<string, string> }[] = [];
  readonly #server: Server = createServer((request, response) => {
    void this.#answer(request).then(({ status, headers, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/v4`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  add(author: number, body: string, system = false): void {
    this.notes.push({ id: 100 + this.notes.length, body, system, author: { id: author } });
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; body: unknown; headers?: Record<string, string> }> {
    const { method = '', url = '' } = request;
    this.requests.push(`${method} ${url}`);
    const failure = this.failures.shift();
    if (failure !== undefined) return { ...failure, body: { message: 'failed' } };
    if (request.headers['private-token'] !== 'glpat-secret') return { status: 401, body: {} };
    const [path = '', query] = url.replace('/api/v4/', '').split('?');
    if (path === 'user') return { status: 200, body: { id: this.bot } };
    const all = 'projects/9/merge_requests/5/notes';
    if (method === 'GET' && path === all) {
      const page = Number(new URLSearchParams(query).get('page'));
      return { status: 200, body: this.notes.slice((page - 1) * 100, page * 100) };
    }
    const { body = '' } = JSON.parse((await text(request)) || '{}') as { body?: string };
    if (method === 'POST' && path === all) {
      this.add(this.bot, body);
      return { status: 201, body: this.notes.at(-1) };
    }
    const note = this.notes.find(({ id }) => path === `${all}/${id}`);
    if (method !== 'PUT' || note === undefined) return { status: 404, body: {} };
    note.body = body;
    return { status: 200, body: note };
  }
}

const marked = '<!-- perfolio: report-diff -->';
const emptyDiff = { schemaVersion: 1, verdict: 'no-change-shown', runs: [] };
const removed = JSON.stringify({ ...emptyDiff, removedRuns: ['run-1'] });

let gitLab: StubGitLab;
let request: NoteRequest;
const waited: number[] = [];
beforeEach(async () => {
  gitLab = new StubGitLab();
  waited.length = 0;
  const api = await gitLab.start();
  const runPage = 'https://gitlab.example/job/1';
  request = {
    api,
    folder: null,
    project: '9',
    mergeRequest: '5',
    token: 'glpat-secret',
    runPage,
    diffJson: removed,
  };
});
afterEach(() => gitLab.stop());

const post = (changed: Partial<NoteRequest> = {}): Promise<string> =>
  postNote({ ...request, ...changed }, fetch, (ms) => {
    waited.push(ms);
    return Promise.resolve();
  });

describe('postNote', () => {
  it('posts one note, and updates it from then on', async () => {
    expect(await post()).toBe('Posted the note of merge request 5.');
    expect(await post({ diffJson: JSON.stringify(emptyDiff) })).toBe('Updated the note of merge request 5.');
    expect(await post()).toBe('Updated the note of merge request 5.');
    expect(gitLab.notes).toHaveLength(1);
    expect(await post({ folder: 'perf/checkout' })).toBe('Posted the note of merge request 5.');
    expect(gitLab.notes).toHaveLength(2);
    expect(gitLab.notes[0]?.body).toContain(`${marked}\n## Performance: no run added or changed`);
  });

  it('leaves notes of people and of GitLab alone, and finds its own on a later page', async () => {
    gitLab.add(1, `${marked}\ncopied by a person`);
    gitLab.add(gitLab.bot, `${marked}\nof GitLab`, true);
    gitLab.add(gitLab.bot, `quoted ${marked}`);
    for (let i = 0; i < 100; i++) gitLab.add(2, `comment ${i}`);
    gitLab.add(gitLab.bot, `${marked}\nold`);
    const before = gitLab.notes.slice(0, -1).map(({ body }) => body);
    await post();
    expect(gitLab.notes.slice(0, -1).map(({ body }) => body)).toEqual(before);
    expect(gitLab.notes.at(-1)?.body).toContain('## Performance');
    expect(gitLab.requests.at(-1)).toBe('PUT /api/v4/projects/9/merge_requests/5/notes/203');
  });

  it('posts no new note if there is nothing to say', async () => {
    expect(await post({ diffJson: JSON.stringify(emptyDiff) })).toMatch(
      /^Nothing to report for merge request 5/,
    );
    expect(gitLab.requests.every((one) => one.startsWith('GET '))).toBe(true);
  });

  it('lets no text of the document run a command or refer to anything', async () => {
    const text = '/merge @all !5 ~bug %3 $7 &8 #9';
    const run = {
      base: 'a',
      head: 'b',
      comparable: false,
      reasons: [text],
      verdict: 'cannot-tell',
      targets: [],
      metrics: [],
      configuration: [],
      findings: { new: [{ id: 'x', text }], gone: [] },
      recommendations: [{ id: 'y', text }],
      words: [{ id: 'z', text }],
    };
    await post({ diffJson: JSON.stringify({ schemaVersion: 1, verdict: 'cannot-tell', runs: [run] }) });
    const body = gitLab.notes[0]?.body ?? '';
    expect(body).toContain('merge');
    expect(body).not.toMatch(/^\s*\//m);
    expect(body.replace(/`[^`\n]*`/g, '')).not.toMatch(/[@!~%$&#]\w/);
  });
});

describe('an error of GitLab', () => {
  it.each([
    [401, 'GITLAB_TOKEN is invalid, expired or revoked.'],
    [403, 'It needs the scope api and the role Reporter.'],
    [404, 'GITLAB_TOKEN cannot see this merge request.'],
    [302, 'GitLab redirects. Check the address'],
  ])('%i ends with what to do, and without the token', async (status, hint) => {
    gitLab.failures.push({ status, headers: { location: 'http://127.0.0.1:1/' } });
    await expect(post()).rejects.toMatchObject({
      message: `GitLab returned ${status} for GET user.`,
      hint: expect.stringContaining(hint) as string,
    });
    expect(gitLab.requests).toHaveLength(1);
    expect(waited).toEqual([]);
  });

  it('429 is waited for as long as GitLab asks, and not longer than 30 seconds', async () => {
    gitLab.failures.push(
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 429, headers: { 'retry-after': '9000' } },
    );
    expect(await post()).toBe('Posted the note of merge request 5.');
    expect(waited).toEqual([7_000, 30_000]);
  });

  it('that stays ends after three attempts', async () => {
    gitLab.failures.push({ status: 502 }, { status: 503 }, { status: 500 });
    await expect(post()).rejects.toMatchObject({
      message: 'GitLab returned 500 for GET user.',
      hint: 'GitLab failed. Run the job again later.',
    });
    expect(gitLab.requests).toHaveLength(3);
  });

  it('does not post twice after an error of the server', async () => {
    vi.spyOn(gitLab.failures, 'shift')
      .mockReturnValueOnce(undefined)
      .mockReturnValueOnce(undefined)
      .mockReturnValueOnce({ status: 500 });
    await expect(post()).rejects.toThrow('GitLab returned 500 for POST projects/9/merge_requests/5/notes.');
    expect(gitLab.requests.filter((one) => one.startsWith('POST'))).toHaveLength(1);
  });

  it('is an answer without the expected content, too', async () => {
    gitLab.failures.push({ status: 200 });
    await expect(post()).rejects.toThrow(
      'GitLab answered GET user with an unexpected document: `id` is missing or invalid.',
    );
    await expect(post({ diffJson: '{"markdown": "/merge"}' })).rejects.toThrow(
      'DIFF_FILE is not a valid document of diff --json.',
    );
  });

  it('is told from a server that is not there', async () => {
    await gitLab.stop();
    await expect(post()).rejects.toThrow(/^GitLab cannot be reached: /);
    gitLab = new StubGitLab();
    await gitLab.start();
  });
});

describe('comment --gitlab', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'perfolio-note-'));
    writeFileSync(join(folder, 'diff.json'), removed);
    const variables = {
      DIFF_FILE: join(folder, 'diff.json'),
      CI_API_V4_URL: request.api,
      CI_MERGE_REQUEST_PROJECT_ID: '9',
      CI_MERGE_REQUEST_IID: '5',
      GITLAB_TOKEN: 'glpat-secret',
      CI_JOB_URL: 'https://gitlab.example/job/1',
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  const run = (): Promise<Ran> => perfolio(folder, ['comment', '--gitlab']);

  it('takes everything from the variables of the pipeline', async () => {
    expect(await run()).toEqual({ code: 0, err: '', out: 'Posted the note of merge request 5.\n' });
    expect(gitLab.notes).toHaveLength(1);
    expect(await post({ folder: 'perf/checkout' })).toBe('Posted the note of merge request 5.');
    expect(gitLab.notes).toHaveLength(2);
  });

  it('names all variables that are missing', async () => {
    vi.stubEnv('GITLAB_TOKEN', '');
    vi.stubEnv('CI_MERGE_REQUEST_IID', undefined);
    const { code, err } = await run();
    expect(code).toBe(2);
    expect(err).toContain('These variables are not set: CI_MERGE_REQUEST_IID, GITLAB_TOKEN.');
  });

  it('never prints the token', async () => {
    vi.stubEnv('GITLAB_TOKEN', 'glpat-wrong');
    expect(await run()).toMatchObject({
      code: 1,
      err: expect.stringContaining('GitLab returned 401 for GET user.') as string,
    });
    vi.stubEnv('GITLAB_TOKEN', 'glpat-\nwrong');
    const { code, err, out } = await run();
    expect(code).toBe(2);
    expect(`${err}${out}`).not.toContain('wrong');
  });
});
