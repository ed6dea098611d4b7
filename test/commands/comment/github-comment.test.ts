import { describe, expect, it } from 'vitest';
import { commentBody, parsedDiff } from '../../../src/commands/comment/comment-body.ts';
import type { Diff } from '../../../src/model/documents/diff.ts';
import { postComment, type CommentRequest } from '../../../src/commands/comment/github-comment.ts';

const emptyDiff: Diff = { schemaVersion: 1, verdict: 'no-change-shown', runs: [] };

const request: CommentRequest = {
  repository: 'owner/name',
  api: 'https://api.example',
  token: 'token',
  headOwner: 'someone',
  headBranch: 'a&b',
  headSha: 'abc',
  runPage: 'https://example.org/run',
  project: null,
  diffOf: () => Promise.resolve(emptyDiff),
};

interface Call {
  method: string;
  path: string;
  body: string | null;
}

/** A GitHub that answers GET requests by the start of their path. */
function gitHub(answers: Record<string, unknown>): { calls: Call[]; send: typeof fetch } {
  const calls: Call[] = [];
  const send = (address: unknown, init?: RequestInit): Promise<Response> => {
    const path = String(address).replace('https://api.example/repos/owner/name/', '');
    const method = init?.method ?? 'GET';
    calls.push({ method, path, body: typeof init?.body === 'string' ? init.body : null });
    const found = Object.entries(answers).find(([start]) => path.startsWith(start));
    return Promise.resolve(Response.json(method === 'GET' ? (found?.[1] ?? []) : {}));
  };
  return { calls, send };
}

const pulls = [
  { number: 7, head: { sha: 'other' } },
  { number: 8, head: { sha: 'abc' } },
];
const marked = '<!-- perfolio: report-diff -->\nold';

describe('postComment', () => {
  it('posts on the open pull request of exactly this commit', async () => {
    const { calls, send } = gitHub({ pulls, 'issues/8/comments': [] });
    const diffOf = (): Promise<Diff> => Promise.resolve({ ...emptyDiff, removedRuns: ['run-1'] });
    const changed = { ...request, diffOf };
    expect(await postComment(changed, send)).toBe('Posted the comment of pull request 8.');
    expect(calls[0]!.path).toBe('pulls?state=open&head=someone%3Aa%26b');
    expect(calls.at(-1)).toMatchObject({ method: 'POST', path: 'issues/8/comments' });
    expect(calls.at(-1)!.body).toContain('## Performance: no run added or changed');
  });

  it('posts no new comment if there is nothing to say', async () => {
    const { calls, send } = gitHub({ pulls, 'issues/8/comments': [] });
    expect(await postComment(request, send)).toMatch(/^Nothing to report for pull request 8/);
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('updates its own comment, and no one else’s', async () => {
    const comments = [
      { id: 1, body: marked, user: { login: 'someone', type: 'User' } },
      { id: 2, body: `quoted ${marked}`, user: { login: 'github-actions[bot]', type: 'Bot' } },
      { id: 3, body: marked, user: { login: 'github-actions[bot]', type: 'Bot' } },
    ];
    const { calls, send } = gitHub({ pulls, 'issues/8/comments': comments });
    expect(await postComment(request, send)).toBe('Updated the comment of pull request 8.');
    expect(calls.at(-1)).toMatchObject({ method: 'PATCH', path: 'issues/comments/3' });
  });

  it('leaves the comment of another project alone, and names its own', async () => {
    const comments = [{ id: 3, body: marked, user: { login: 'github-actions[bot]', type: 'Bot' } }];
    const { calls, send } = gitHub({ pulls, 'issues/8/comments': comments });
    const diffOf = (): Promise<Diff> => Promise.resolve({ ...emptyDiff, removedRuns: ['run-1'] });
    const ofProject = { ...request, project: 'perf/check--out>', diffOf };
    expect(await postComment(ofProject, send)).toBe('Posted the comment of pull request 8.');
    const { body } = JSON.parse(calls.at(-1)?.body ?? '') as { body: string };
    expect(body).toMatch(
      /^<!-- perfolio: report-diff perf%2Fcheck%2D%2Dout%3E -->\n## Performance of `perf\/check--out>`: /,
    );
  });

  it('posts nothing on a pull request that has another commit by now', async () => {
    const { calls, send } = gitHub({ pulls, 'issues/8/comments': [] });
    const gone = { ...request, diffOf: () => Promise.resolve(null) };
    expect(await postComment(gone, send)).toBe(
      'Pull request 8 has another commit by now. Nothing was posted.',
    );
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('posts nothing where no open pull request has the commit', async () => {
    const { calls, send } = gitHub({ pulls: [pulls[0]] });
    expect(await postComment(request, send)).toMatch(/^No open pull request/);
    expect(calls.every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('parsedDiff', () => {
  it('passes on nothing of a document that is no diff', () => {
    expect(() => parsedDiff('{"markdown": "@everyone"}')).toThrow('is not a valid document');
    expect(() => parsedDiff('# @everyone')).toThrow('is not a valid document');
  });
});

describe('commentBody', () => {
  it('lets no text of the document mention anyone', () => {
    const run = {
      base: '@base',
      head: '@head',
      comparable: true,
      reasons: ['@reason'],
      verdict: 'worse',
      targets: [{ id: '@target', base: 'met', head: 'not met', margin: null }],
      metrics: [
        {
          metric: 'response.p50',
          scenario: '@scenario',
          endpoint: '@endpoint',
          base: 1,
          head: 2,
          relative: 1,
          interval: null,
          verdict: 'worse',
          certainty: 'confirmed',
          basis: '@basis',
        },
      ],
      configuration: [{ key: '@key', from: '@from', to: '@to' }],
      findings: { new: [{ id: '@id', text: '@text' }], gone: [] },
      recommendations: [],
      words: [],
    };
    const body = commentBody(
      parsedDiff(JSON.stringify({ schemaVersion: 1, verdict: 'worse', runs: [run] })),
      '',
    );
    const outsideCode = body.replace(/`[^`\n]*`/g, '');
    expect(outsideCode).toContain('basis');
    expect(outsideCode).not.toMatch(/@\w/);
  });
});
