import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProject } from '../built-site/built-site.ts';
import { fixtureProject } from '../built-site/fixture-project.ts';
import { closePages, startChromium } from './chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { serve, type Served } from './serve.ts';
import { violationsOf } from './violations.ts';

const work = resolve(import.meta.dirname, '../.tmp/browser-compare');
let browser: Browser;
let served: Served;

const history = `window.BENCHMARK_DATA = ${JSON.stringify({
  entries: {
    Parser: Array.from({ length: 20 }, (_, day) => ({
      commit: { id: `c${day}` },
      date: Date.UTC(2026, 0, 1 + day),
      tool: 'cargo',
      benches: [
        {
          name: 'a_benchmark_with_a_long_name_in_one_word',
          value: day < 10 ? 100 : 140 + (day % 3),
          unit: 'ns/iter',
        },
      ],
    })),
  },
})};`;

beforeAll(async () => {
  const { data, content } = await fixtureProject(work, { runs: 4, seconds: 20 });
  await mkdir(join(data, 'history'), { recursive: true });
  await writeFile(join(data, 'history/parser.js'), history);
  const site = buildProject({ data, content, folder: join(work, 'site'), base: '/some-repo/' });
  [browser, served] = [await startChromium(), await serve(site)];
});

afterAll(async () => {
  await closePages();
  await served.stop();
});

const open = (path: string, options: BrowserContextOptions = {}): Promise<OpenPage> =>
  openPage(browser, served, path, options);

const chosen = 'compare/?base=run-01&head=run-04';
const shown = '#verdict';

describe('comparing any two runs', () => {
  it('shows what was chosen, and puts the choice into the address', async () => {
    const { page, said } = await open('compare/');
    await page.selectOption('#choose-base', 'run-01');
    await page.selectOption('#choose-head', 'run-04');
    await page.waitForSelector(shown);
    expect(page.url()).toBe(served.url + chosen);
    // Runs of the later half take 60 % longer.
    expect(await page.textContent('#verdict')).toMatch(/^Every endpoint was possibly \d+% slower/);
    expect(await page.textContent('#comparison .facts-line')).toMatch(/Base: run-01\s+Head: run-04/);
    expect(await page.textContent('#comparison')).toContain('one run against one');
    expect(said).toEqual([]);
  });

  it('shows the same to whoever is given the address, and follows back and forth', async () => {
    const first = await open(chosen);
    await first.page.waitForSelector(shown);
    const text = await first.page.textContent('#comparison');
    expect(text).toContain('run-04');
    await first.page.selectOption('#choose-base', 'run-02');
    await first.page.waitForFunction(() =>
      document.querySelector('#comparison .facts-line')?.textContent.includes('run-02'),
    );
    await first.page.goBack();
    await first.page.waitForFunction(() =>
      document.querySelector('#comparison .facts-line')?.textContent.includes('run-01'),
    );
    expect(await first.page.textContent('#comparison')).toBe(text);
  });

  it('swaps the two, and shows up to five side by side, which the address remembers', async () => {
    const { page, said } = await open(chosen);
    await page.waitForSelector(shown);
    await page.click('#choose-swap');
    await page.waitForURL(`${served.url}compare/?base=run-04&head=run-01`);
    await page.click('#choose-more');
    await page.selectOption('#chooser label:nth-of-type(3) select', 'run-02');
    await page.waitForFunction(() =>
      document.querySelector('#verdict')?.textContent.includes('side by side'),
    );
    expect(page.url()).toContain('&run=run-02');
    const heads = await page.locator('#comparison table').first().locator('thead th').allTextContents();
    expect(heads.map((text) => text.trim())).toEqual(['Where', 'run-04', 'run-01', 'run-02']);
    const again = await open('compare/?base=run-04&head=run-01&run=run-02');
    await again.page.waitForSelector(shown);
    expect(await again.page.textContent('#comparison')).toBe(await page.textContent('#comparison'));
    await again.page.click('#choose-more');
    await again.page.click('#choose-more');
    expect(await again.page.isVisible('#choose-more')).toBe(false);
    expect(said).toEqual([]);
  });

  it('says why where there is nothing to compare', async () => {
    const same = await open('compare/?base=run-01&head=run-01');
    await same.page.waitForSelector('#comparison p');
    expect(await same.page.textContent('#comparison')).toContain('You chose the same run twice');
    const unknown = await open('compare/?base=nowhere&head=run-01');
    await unknown.page.waitForSelector('#chooser:not([hidden])');
    expect(await unknown.page.inputValue('#choose-base')).toBe('');
    expect(unknown.said).toEqual([]);
  });

  it('leads to the ready page, which knows the history', async () => {
    const { page } = await open('compare/?base=run-03&head=run-04');
    await page.click('#comparison a');
    expect(page.url()).toBe(`${served.url}compare/run-03...run-04/`);
  });

  it('goes to the ready page of two runs as soon as they are chosen', async () => {
    const { page } = await open('compare/?head=run-04');
    await page.selectOption('#choose-base', 'run-03');
    await page.waitForURL(`${served.url}compare/run-03...run-04/`);
  });

  it('tells readers without script how else to get there', async () => {
    const { page } = await open('compare/', { javaScriptEnabled: false });
    expect(await page.isVisible('#chooser')).toBe(false);
    expect(await page.textContent('noscript')).toContain('npm run --silent perfolio -- diff BASE HEAD');
    expect(await page.isVisible('text=run-03 → run-04')).toBe(true);
  });
});

describe.each([chosen, 'compare/run-02...run-03/', 'recommendations/', 'trends/history/parser/'])(
  'the page /%s',
  (path) => {
    it('has no accessibility violation', async () => {
      const { page, said } = await open(path);
      if (path === chosen) await page.waitForSelector(shown);
      expect(await violationsOf(page)).toEqual([]);
      expect(said).toEqual([]);
    });

    it('does not scroll sideways on a small phone', async () => {
      const { page } = await open(path, { viewport: { width: 320, height: 640 } });
      if (path === chosen) await page.waitForSelector(shown);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(320);
    });
  },
);
