import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
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

it('reads neither a link nor a file that is too large for a diff', async () => {
  const [link, large] = [join(folder, 'link.json'), join(folder, 'large.json')];
  symlinkSync('/etc/hostname', link);
  writeFileSync(large, '');
  truncateSync(large, 20_000_001);
  const posting = (file: string): Promise<void> =>
    comment({ DIFF_FILE: file }, { out: () => undefined }, refuse);
  await expect(posting(link)).rejects.toThrow('is not a regular file');
  await expect(posting(large)).rejects.toThrow('has 20000001 bytes');
});
