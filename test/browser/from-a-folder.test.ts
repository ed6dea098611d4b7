import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixtureProject } from '../built-site/fixture-project.ts';
import { closePages, startChromium } from './chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';

const root = resolve(import.meta.dirname, '../..');
const work = join(root, 'test/.tmp/browser-from-a-folder');
let browser: Browser;

function perfolio(...argv: readonly string[]): void {
  const paths = ['--data', join(work, 'data'), '--content', join(work, 'content')];
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin/perfolio.mjs'), ...argv, ...paths],
    {
      cwd: work,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC' },
    },
  );
  if (status !== 0) throw new Error(stderr);
}

beforeAll(async () => {
  rmSync(work, { recursive: true, force: true });
  // The fewest runs of a site with search.
  await fixtureProject(work, { runs: 12, seconds: 10 });
  perfolio('build', '--relative', '--base', '/some-repo/', '--out', 'site');
  perfolio('export', 'run-12', '--out', 'report.html');
  browser = await startChromium();
});
afterAll(closePages);

const open = async (path: string): Promise<OpenPage> =>
  openPage(browser, { url: `${pathToFileURL(work).href}/` }, path);

/** The files below the project that a page leads to. */
const filesLinked = async ({ page }: OpenPage): Promise<string[]> => {
  const links = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href], link[href]')].map(({ href }) => href),
  );
  return links
    .filter((link) => link.startsWith('file:'))
    .map((link) => fileURLToPath(new URL(link.replace(/[?#].*/s, ''))));
};

describe('a site that opens from a folder', () => {
  it('leads to files everywhere, with styles and without complaint', async () => {
    const seen = new Set(['site/index.html']);
    const opened = await open('site/index.html');
    for (const path of seen) {
      await opened.page.goto(`${pathToFileURL(work).href}/${path}`, { waitUntil: 'load' });
      expect(opened.said, path).toEqual([]);
      const width = await opened.page.evaluate(
        () => getComputedStyle(document.querySelector('.site-head')!).display,
      );
      expect(width, path).toBe('flex');
      for (const file of await filesLinked(opened)) {
        expect(existsSync(file) && statSync(file).isFile(), `${path} to ${file}`).toBe(true);
        if (file.endsWith('.html')) seen.add(file.slice(work.length + 1));
      }
    }
    expect([...seen]).toContain('site/runs/run-02/index.html');
    expect([...seen]).toContain('site/trends/index.html');
  });

  it.each(['compare', 'search'])('says on %s how to start a server', async (place) => {
    const { page } = await open(`site/${place}/index.html`);
    await expect(page.locator('[data-needs-server]').innerText()).resolves.toContain('preview --out FOLDER');
    await page.context().close();
  });
});

describe('an exported report', () => {
  it.each(['light', 'dark'] as const)('asks for nothing but itself, in %s', async (colorScheme) => {
    const url = `${pathToFileURL(work).href}/`;
    const { page, said, asked } = await openPage(browser, { url }, 'report.html', { colorScheme });
    expect([said, asked]).toEqual([[], [`${url}report.html`]]);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    // Tokens of the site: white by day, nearly black by night.
    expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 26)');
    expect(await page.locator('svg').count()).toBeGreaterThan(5);
    await page.context().close();
  });
});
