import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildProject } from '../built-site/built-site.ts';
import { fixtureProject, hostileLabel } from '../built-site/fixture-project.ts';
import { closePages, startChromium } from './chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { serve, type Served } from './serve.ts';
import { violationsOf } from './violations.ts';

const work = resolve(import.meta.dirname, '../.tmp/browser-search');
let browser: Browser;
let served: Served;

beforeAll(async () => {
  const { data, content } = await fixtureProject(work, { runs: 12, seconds: 10 });
  const site = buildProject({ data, content, folder: `${work}/site`, base: '/some-repo/' });
  [browser, served] = [await startChromium(), await serve(site)];
});

afterAll(async () => {
  await closePages();
  await served.stop();
});

/** Opens the search page. */
const open = (query = '', options: BrowserContextOptions = {}): Promise<OpenPage> =>
  openPage(browser, served, `search/${query}`, options);

const countOf = async (page: Page, text: string): Promise<void> => {
  await page.getByText(text).waitFor();
};

it('finds a run by what was written of it and the recommendation itself, keeps the words in the address, and leads to the run', async () => {
  const { page, said } = await open();
  await page.keyboard.type('nightly job');
  await countOf(page, 'No results.');
  await page.fill('#search-words', 'cache the search results');
  await countOf(page, '2 results.');
  const recommendation = page.getByRole('link', { name: 'Cache the search results.' });
  expect(await recommendation.getAttribute('href')).toBe('/some-repo/recommendations/#all-open');
  expect(new URL(page.url()).searchParams.get('q')).toBe('cache the search results');
  await page.getByRole('link', { name: 'Run 2 (run-02)' }).click();
  expect(page.url()).toBe(`${served.url}runs/run-02/`);
  expect(said).toEqual([]);
});

it('forgives a typing error, and says what it looked for instead', async () => {
  const { page, said } = await open();
  await page.fill('#search-words', 'recomendation');
  await countOf(page, 'No results for “recomendation”. Words that begin with “');
  await page.locator('#search-results li').first().waitFor();
  expect(said).toEqual([]);
});

it('opens by its key from another page, but not while someone types', async () => {
  const { page } = await openPage(browser, served, 'trends/', {});
  await page.keyboard.press('/');
  await page.waitForURL(`${served.url}search/`);
  await page.fill('#search-words', 'a');
  await page.keyboard.press('/');
  expect(await page.inputValue('#search-words')).toBe('a/');
});

it('shows what an address asks for, and names of endpoints as the text that they are', async () => {
  const { page, said } = await open('?q=alert(1)');
  const link = page.getByRole('link', { name: hostileLabel });
  await link.waitFor();
  expect(await link.getAttribute('href')).toMatch(/^\/some-repo\/trends\/get-[a-z0-9-]+\/$/);
  expect(await page.locator('#search-results img, #search-results script').count()).toBe(0);
  expect(said).toEqual([]);
});

it.each(['light', 'dark'] as const)('passes axe and fits a phone of 320 px, %s', async (colorScheme) => {
  const { page } = await open('?q=search', { colorScheme, viewport: { width: 320, height: 700 } });
  await page.locator('#search-results li').first().waitFor();
  expect(await violationsOf(page, { colours: colorScheme })).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});

it('without script there is not a field, and the way to all pages', async () => {
  const { page } = await open('', { javaScriptEnabled: false });
  expect(await page.locator('#search-words').isVisible()).toBe(false);
  await page.getByRole('link', { name: 'on the home page' }).click();
  expect(page.url()).toBe(served.url);
});
