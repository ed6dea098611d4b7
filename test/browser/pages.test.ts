import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, startChromium } from './chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { serve, type Served } from './serve.ts';
import { siteOfSixRuns } from './six-runs.ts';
import { violationsOf } from './violations.ts';

let browser: Browser;
let served: Served;

beforeAll(async () => {
  const site = await siteOfSixRuns();
  [browser, served] = [await startChromium(), await serve(site)];
});

afterAll(async () => {
  await closePages();
  await served.stop();
});

const paths = [
  '',
  'runs/run-02/',
  'runs/run-06/',
  'trends/',
  'trends/search/',
  'method/',
  'about/',
  '404.html',
];

const open = (path: string, options: BrowserContextOptions = {}): Promise<OpenPage> =>
  openPage(browser, served, path, options);

const isWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

it('wraps the sentence of a verdict below a chart, and clips what is read aloud in a wide table', async () => {
  const { page } = await open('trends/', { viewport: { width: 390, height: 800 } });
  const sentence = 'Latest run: regression since 2026-11-09-checkout-r06, confirmed by its report.';
  await page.evaluate((text) => {
    const caption = document.querySelector('figure.trend figcaption');
    caption?.insertAdjacentHTML('afterbegin', `<span class="verdict bad">${text}</span>`);
    const cells = '<td style="min-width: 60rem"></td><td><span class="unseen">met</span></td>';
    const table = `<div class="table-box"><table><tr>${cells}</tr></table></div>`;
    document.querySelector('main')?.insertAdjacentHTML('beforeend', table);
  }, sentence);
  expect(await page.textContent('figcaption > .verdict')).toBe(sentence);
  expect(await isWide(page)).toBe(false);
  await page.context().close();
});

describe.each(paths)('the page /%s', (path) => {
  it.each(['light', 'dark'] as const)(
    'has no accessibility violation in %s colours, and a quiet console',
    async (colorScheme) => {
      const { page, said } = await open(path, { colorScheme });
      expect(await violationsOf(page, { colours: colorScheme })).toEqual([]);
      expect(said).toEqual([]);
      await page.context().close();
    },
  );

  it('does not scroll sideways at 320 px, nor at 200 % zoom of a small screen', async () => {
    const { page } = await open(path, { viewport: { width: 320, height: 640 } });
    expect(await isWide(page)).toBe(false);
    await page.setViewportSize({ width: 640, height: 400 });
    expect(await isWide(page)).toBe(false);
    await page.context().close();
  });

  it('says the same without script', async () => {
    const { page, said } = await open(path, { javaScriptEnabled: false });
    expect(await page.locator('h1').count()).toBe(1);
    expect((await page.locator('main').innerText()).length).toBeGreaterThan(100);
    expect(said).toEqual([]);
    await page.context().close();
  });
});

describe('a report', () => {
  it('is read with the keyboard alone: skip link first, every stop visible, sources open and close', async () => {
    const { page } = await open('runs/run-06/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Skip to content');
    for (let stops = 0; stops < 60; stops += 1) {
      await page.keyboard.press('Tab');
      const box = await page.evaluate(() => {
        const { width, height } = document.activeElement?.getBoundingClientRect() ?? { width: 0, height: 0 };
        return width * height;
      });
      expect(box).toBeGreaterThan(0);
    }
    const source = page.locator('button.source').first();
    await source.focus();
    await page.keyboard.press('Enter');
    const note = page.locator('.source-note').first();
    expect(await note.isVisible()).toBe(true);
    expect(await note.innerText()).toContain('requests.csv');
    await page.keyboard.press('Escape');
    expect(await note.isVisible()).toBe(false);
    await page.context().close();
  });

  it('opens the source of a row without script, too', async () => {
    const { page } = await open('runs/run-06/', { javaScriptEnabled: false });
    await page.locator('button.source').first().click();
    expect(await page.locator('.source-note').first().isVisible()).toBe(true);
    await page.context().close();
  });

  it('marks the section that the reader is at', async () => {
    const { page } = await open('runs/run-06/', { viewport: { width: 1280, height: 900 } });
    await page.locator('.contents summary').click();
    const link = page.locator('.contents a[href="#response-time"]');
    const label = await link.innerText();
    await link.click();
    await expect.poll(() => page.locator('.contents a[aria-current]').innerText()).toBe(label);
    await page.context().close();
  });

  it('prints in light colours without what only a screen needs, with the method unfolded', async () => {
    const { page } = await open('runs/run-06/', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return [style.color, style.backgroundColor];
    });
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    for (const hidden of ['.site-head', '.contents', '.neighbours'])
      expect(await page.locator(hidden).isVisible()).toBe(false);
    expect(await page.locator('details.fold:not(.rows):not(.numbers) table').first().isVisible()).toBe(true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.context().close();
  });

  it('draws no label of a chart outside the picture’s neighbourhood', async () => {
    const { page } = await open('runs/run-06/', { viewport: { width: 1280, height: 900 } });
    const spills = await page.evaluate(() =>
      [...document.querySelectorAll('figure svg')].flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')]
          .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.right > frame.right + 8 || box.left < frame.left - 8))
          .map(({ text }) => text);
      }),
    );
    expect(spills).toEqual([]);
    await page.context().close();
  });
});

describe('the list of runs', () => {
  it('filters and sorts with script', async () => {
    const { page } = await open('');
    await page.locator('#all-runs > summary').click();
    const rows = page.locator('.runs tbody tr:visible');
    expect(await rows.count()).toBe(6);
    await page.getByRole('searchbox').fill('1.4.0');
    expect(await rows.count()).toBe(1);
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Date' }).click();
    expect(await rows.first().innerText()).toContain('2026-10-01');
    await page.getByRole('button', { name: 'Date' }).click();
    expect(await rows.first().innerText()).toContain('2026-10-06');
    await page.context().close();
  });

  it('keeps the filter in the address, which opens the filtered list', async () => {
    const { page } = await open('?filter=run-03');
    await page.waitForSelector('#all-runs[open]', { timeout: 5_000 });
    expect(await page.inputValue('#all-runs input[type=search]')).toBe('run-03');
    expect(await page.locator('#all-runs tbody tr:visible').count()).toBe(1);
    await page.fill('#all-runs input[type=search]', 'run-0');
    expect(await page.evaluate(() => location.search)).toBe('?filter=run-0');
    await page.fill('#all-runs input[type=search]', '');
    expect(await page.evaluate(() => location.search)).toBe('');
  });
});

describe('the tools of a chart', () => {
  it('save it as SVG with its colours, as PNG and as CSV', async () => {
    const { page, said } = await open('runs/run-06/');
    const figure = page.locator('figure.main-chart');
    const saved = async (name: string): Promise<Buffer> => {
      await figure.locator('.chart-tools summary').click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        figure.getByRole('button', { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`run-06-latency-over-time.${name.toLowerCase()}`);
      return readFile(await download.path());
    };
    const svg = (await saved('SVG')).toString();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).not.toContain('var(');
    expect(svg).toContain('#08366b');
    expect((await saved('PNG')).subarray(1, 4).toString()).toBe('PNG');
    const csv = (await saved('CSV')).toString().split('\r\n');
    expect(csv[0]).toBe('Scenario,"From, s","p50, ms","p95, ms","p99, ms"');
    expect(csv[1]).toMatch(/^Browsing,0,[\d.]+,[\d.]*,[\d.]*$/);
    expect(said).toEqual([]);
    await page.context().close();
  });

  it('hand its specification with the data to the Vega editor when asked, and nothing before', async () => {
    const { page, said } = await open('runs/run-06/');
    // The editor is played by a page that keeps what it is sent and answers.
    await page.context().route('https://vega.github.io/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: "<script>addEventListener('message', ({ data, source }) => { window.got = data; source.postMessage('ack', '*'); })</script>",
      }),
    );
    expect(said).toEqual([]);
    const figure = page.locator('#chart-response-distribution');
    await figure.locator('.chart-tools summary').click();
    const [editor] = await Promise.all([
      page.context().waitForEvent('page'),
      figure.getByRole('button', { name: 'Open in the Vega editor' }).click(),
    ]);
    const got = await editor.waitForFunction(() => (window as unknown as { got?: unknown }).got);
    const { mode, spec } = (await got.jsonValue()) as { mode: string; spec: string };
    expect(mode).toBe('vega-lite');
    expect(JSON.parse(spec)).toMatchObject({ title: { text: 'Response time distribution' } });
    expect(spec).not.toContain('var(');
    await page.context().close();
  });
});
