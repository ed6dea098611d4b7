import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reusingPages } from '../../../src/site/incremental/cached-pages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-pages-'));
  mkdirSync(join(folder, 'astro'));
  writeFileSync(join(folder, 'astro/page.html'), 'kept');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isKept = (): boolean => existsSync(join(folder, 'astro/page.html'));

const findsPages = (): Promise<boolean> =>
  reusingPages(join(folder, 'astro'), () => Promise.resolve(isKept()));

it('finds the pages of a build that finished', async () => {
  expect([await findsPages(), await findsPages()]).toEqual([true, true]);
});

it('deletes the pages of a build that did not finish, once', async () => {
  await expect(
    reusingPages(join(folder, 'astro'), () => Promise.reject(new Error('stopped'))),
  ).rejects.toThrow('stopped');
  expect(await findsPages()).toBe(false);
  mkdirSync(join(folder, 'astro'));
  writeFileSync(join(folder, 'astro/page.html'), 'kept');
  expect(await findsPages()).toBe(true);
});
