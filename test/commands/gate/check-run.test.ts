import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkTarget, postCheckRun } from '../../../src/commands/gate/check-run.ts';
import { gateMarkdown } from '../../../src/diff/markdown/gate-markdown.ts';
import { problem } from '../../../src/model/problem.ts';
import { perfolio } from '../perfolio.ts';

interface Sent {
  readonly request: string;
  readonly body: {
    readonly name?: string;
    readonly head_sha?: string;
    readonly conclusion?: string;
    readonly output: {
      readonly title: string;
      readonly summary: string;
      readonly annotations: readonly object[];
    };
  };
}

let server: Server;
let sent: Sent[] = [];
let status = 201;
let answer = '';
let folder = '';

beforeEach(async () => {
  sent = [];
  status = 201;
  answer = '{"id": 7}';
  folder = mkdtempSync(join(tmpdir(), 'perfolio-check-run-'));
  cpSync(join(import.meta.dirname, '../../fixtures/shop'), folder, { recursive: true });
  server = createServer((request, response) => {
    void json(request).then((body) => {
      const isAllowed = request.headers.authorization === 'Bearer secret-token';
      if (isAllowed)
        sent.push({ request: `${request.method ?? ''} ${request.url ?? ''}`, body: body as Sent['body'] });
      response.writeHead(isAllowed ? status : 401, { 'content-type': 'application/json' });
      response.end(answer);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const variables = {
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: 'example/shop',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_TOKEN: 'secret-token',
    GITHUB_EVENT_NAME: 'push',
    HEAD_SHA: '',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const gate = (...options: string[]) =>
  perfolio(folder, [
    'gate',
    '--check-run',
    ...['--data', join(folder, 'data'), '--content', join(folder, 'content')],
    ...options,
  ]);

/** No request is that fast. */
const impossible = { targets: [{ id: 'fast', metric: 'response.p50', below: 0.001 }] };

describe('gate --check-run', () => {
  it('writes a failure with its reasons as annotations', async () => {
    writeFileSync(join(folder, 'data/project.json'), JSON.stringify(impossible));
    const { out, code } = await gate();
    expect(code).toBe(1);
    expect(sent).toHaveLength(1);
    const [{ request, body }] = sent as [Sent];
    expect(request).toBe('POST /repos/example/shop/check-runs');
    expect(body).toMatchObject({
      name: 'Perfolio',
      head_sha: 'a'.repeat(40),
      status: 'completed',
      conclusion: 'failure',
      output: { title: 'Blocked: 1 reason' },
    });
    expect(body.output.annotations).toMatchObject([
      { path: 'data/run-3/run.json', start_line: 1, annotation_level: 'failure' },
    ]);
    expect(body.output.summary).toContain('run-3');
    expect(out).toContain('Blocked');
  });

  it('writes a success, of the commit that HEAD_SHA names', async () => {
    writeFileSync(
      join(folder, 'data/project.json'),
      JSON.stringify({
        targets: [{ id: 'fast', metric: 'response.p50', below: 1e6 }],
        gate: { blockOn: ['target-not-met'] },
      }),
    );
    vi.stubEnv('HEAD_SHA', 'b'.repeat(40));
    expect((await gate()).code).toBe(0);
    expect(sent.map(({ body }) => [body.head_sha, body.conclusion, body.output.title])).toEqual([
      ['b'.repeat(40), 'success', '1 run checked'],
    ]);
  });

  it('is refused where the code of a pull request runs, and without a token', async () => {
    vi.stubEnv('GITHUB_EVENT_NAME', 'pull_request');
    const untrusted = await gate();
    expect([untrusted.code, untrusted.err]).toEqual([2, expect.stringContaining('writes no check run')]);
    vi.stubEnv('GITHUB_EVENT_NAME', 'push');
    vi.stubEnv('GITHUB_TOKEN', '');
    expect((await gate()).err).toContain('These variables are not set: GITHUB_TOKEN.');
    vi.stubEnv('GITHUB_TOKEN', 'wrong');
    const wrong = await gate();
    const invalid = expect.stringMatching(/GITHUB_TOKEN is invalid or expired\..*checks: write/) as string;
    expect([wrong.code, wrong.err]).toEqual([1, invalid]);
    expect(sent).toEqual([]);
    vi.stubEnv('GITHUB_TOKEN', 'secret-token');
    answer = '{}';
    const odd = await gate();
    const unexpected = expect.stringContaining('unexpected document: `id` is missing or invalid.') as string;
    expect([odd.code, odd.err]).toEqual([1, unexpected]);
  });
});

describe('a check run', () => {
  const failed = { project: null, conclusion: 'failure', title: 't', summary: 's' } as const;

  it('of one of several projects has a name of its own', async () => {
    const target = checkTarget(process.env, fetch);
    await postCheckRun(target, { ...failed, annotations: [] });
    await postCheckRun(target, { ...failed, project: 'perf/search', annotations: [] });
    expect(sent.map(({ body }) => body.name)).toEqual(['Perfolio', 'Perfolio perf/search']);
  });

  it('sends many annotations in parts', async () => {
    const target = checkTarget(process.env, fetch);
    const annotations = Array.from({ length: 120 }, (_, i) =>
      problem('error', 'data/run.json', `reason ${i}`),
    );
    await postCheckRun(target, { ...failed, annotations });
    expect(sent.map(({ request, body }) => [request, body.output.annotations.length])).toEqual([
      ['POST /repos/example/shop/check-runs', 50],
      ['PATCH /repos/example/shop/check-runs/7', 50],
      ['PATCH /repos/example/shop/check-runs/7', 20],
    ]);
  });

  it('holds no markup or mention from a name', () => {
    const text = gateMarkdown(['<img src=x> @everyone #1 [x](https://evil.example)'], ['`x`@ada']);
    expect(text).not.toMatch(/(?<!\\)<img|@everyone|#1|\]\(https?:/);
  });
});
