import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepingPages } from '../../src/site/cached-pages.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-pages-'));
  mkdirSync(join(folder, 'astro'));
  writeFileSync(join(folder, 'astro/page.html'), 'kept');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isKept = (): boolean => existsSync(join(folder, 'astro/page.html'));

const findsPages = (): Promise<boolean> =>
  keepingPages(folder, (beginPages) => {
    beginPages();
    return Promise.resolve(isKept());
  });

it('finds the pages of a build that ended well', async () => {
  expect([await findsPages(), await findsPages()]).toEqual([true, true]);
});

it('forgets the pages of a build that did not end, once', async () => {
  const stopped = keepingPages(folder, (beginPages) => {
    beginPages();
    return Promise.reject(new Error('stopped'));
  });
  await expect(stopped).rejects.toThrow('stopped');
  expect(await findsPages()).toBe(false);
  mkdirSync(join(folder, 'astro'));
  writeFileSync(join(folder, 'astro/page.html'), 'kept');
  expect(await findsPages()).toBe(true);
});

it('keeps the pages where a build failed before it made one', async () => {
  await expect(keepingPages(folder, () => Promise.reject(new Error('no data')))).rejects.toThrow('no data');
  expect(await findsPages()).toBe(true);
});
