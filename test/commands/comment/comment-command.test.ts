import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { comment } from '../../../src/commands/comment/comment-command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-comment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refuse = (): Promise<Response> => Promise.reject(new Error('no request was expected'));

it('posts nothing without a diff', async () => {
  let out = '';
  await comment({ DIFF_FILE: join(folder, 'none.json') }, { out: (text) => void (out += text) }, refuse);
  expect(out).toBe('The pull request has no diff; nothing was posted.\n');
});

it('asks GitHub for the pull request that the variables describe', async () => {
  const file = join(folder, 'diff.json');
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, verdict: 'same', runs: [] }));
  const urls: string[] = [];
  let out = '';
  await comment(
    {
      DIFF_FILE: file,
      GITHUB_REPOSITORY: 'team/service',
      GITHUB_API_URL: 'https://api.invalid',
      HEAD_OWNER: 'fork',
      HEAD_BRANCH: 'faster',
      HEAD_SHA: 'abc',
    },
    { out: (text) => void (out += text) },
    (url) => {
      urls.push(url as string);
      return Promise.resolve(Response.json([]));
    },
  );
  expect(urls).toEqual(['https://api.invalid/repos/team/service/pulls?state=open&head=fork%3Afaster']);
  expect(out).toMatch(/^No open pull request/);
});
