import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closePages, startChromium } from './chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { serve, type Served } from './serve.ts';
import { siteOfSixRuns } from './six-runs.ts';

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

const open = (path: string, options: BrowserContextOptions = {}): Promise<OpenPage> =>
  openPage(browser, served, path, options);

const paper = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const light = 'rgb(255, 255, 255)';

describe('the colours of a page', () => {
  it('follow the system, then what the reader chose, on every page and after a reload', async () => {
    const { page, said } = await open('', { colorScheme: 'dark' });
    const dark = await paper(page);
    expect(dark).not.toBe(light);
    const button = page.getByRole('button', { name: /^Colours:.*Auto$/ });
    await button.click();
    expect(await paper(page)).toBe(light);
    await page.goto(`${served.url}runs/run-06/`);
    expect(await paper(page)).toBe(light);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: /Light$/ }).click();
    expect(await paper(page)).toBe(dark);
    await page.getByRole('button', { name: /Dark$/ }).click();
    expect(await paper(page)).toBe(light);
    expect(said).toEqual([]);
  });

  it('are set before the page is drawn: by a script in the head that is no module', async () => {
    const { page } = await open('');
    const before = await page.evaluate(() => {
      const script = document.querySelector('head script:not([src])');
      const style = document.querySelector('head link[rel=stylesheet]');
      return [script?.getAttribute('type'), Boolean(style && script?.compareDocumentPosition(style) === 4)];
    });
    expect(before).toEqual([null, true]);
  });

  it('are those of the system without script, with no button', async () => {
    const { page } = await open('', { javaScriptEnabled: false, colorScheme: 'dark' });
    expect(await paper(page)).not.toBe(light);
    expect(await page.locator('.theme').isVisible()).toBe(false);
  });
});

/** The values of a chart's table: header and cells of one row. */
const rowAt = (page: Page, figure: string, row: number): Promise<Record<string, string>> =>
  page.evaluate(
    ([selector, index]) => {
      const table = document.querySelector(`${selector} .numbers table`);
      const heads = [...(table?.querySelectorAll('thead th') ?? [])].map((one) => one.textContent.trim());
      const cells = [...(table?.querySelectorAll('tbody tr')[index]?.children ?? [])];
      return Object.fromEntries(cells.map((cell, i) => [heads[i] ?? '', cell.textContent.trim()]));
    },
    [figure, row] as const,
  );

describe('a chart that is pointed at', () => {
  const figure = '#chart-throughput-over-time';

  it('shows the values of the place, equal to those of its table, and loads nothing', async () => {
    const { page, said, asked } = await open('runs/run-06/', { viewport: { width: 1280, height: 900 } });
    const loaded = (): string[] => asked.filter((url) => !url.endsWith('favicon.svg'));
    const before = loaded();
    const row = await rowAt(page, figure, 0);
    const svg = page.locator(`${figure} svg`).first();
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    // The plot begins at 42 of 360; the first slice lies just beside it.
    const x = box.x + (box.width * 45) / 360;
    await expect
      .poll(
        async () => {
          // On a busy machine the script may not be there yet when the pointer is.
          await page.mouse.move(x + 20, box.y + box.height / 2);
          await page.mouse.move(x, box.y + box.height / 2);
          return page.locator('.hover-note').count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    const note = await page.locator('.hover-note').innerText();
    const shown = /Requests\/s\s*≈ ([\d.,]+)/.exec(note)?.[1] ?? '';
    const value = Number(row['Requests/s']);
    expect(Math.abs(Number(shown.replaceAll(',', '')) - value)).toBeLessThan(0.05 * value);
    expect(await page.locator(`${figure} .hover circle`).count()).toBe(1);
    await page.mouse.move(2, 2);
    expect(await page.locator('.hover-note').count()).toBe(0);
    expect(loaded()).toEqual(before);
    expect(said).toEqual([]);
  });

  it('names the run under the pointer where runs stand along the axis', async () => {
    const { page } = await open('trends/', { viewport: { width: 1280, height: 900 } });
    const svg = page.locator('figure.trend svg').first();
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + (box.width * 50) / 400, box.y + box.height / 2);
    expect(await page.locator('.hover-note').innerText()).toContain('run-01');
  });

  it('has titles for its lines where no script runs', async () => {
    const { page } = await open('runs/run-06/', { javaScriptEnabled: false });
    const titles = await page.locator('.main-chart .for-wide path > title').allTextContents();
    expect(titles).toContain('p50, ms');
  });
});

describe('a page on a phone', () => {
  it.each(['', 'runs/run-06/', 'recommendations/', 'compare/'])(
    'shows every table whole, without scrolling through one: /%s',
    async (path) => {
      const { page } = await open(path, { viewport: { width: 390, height: 844 } });
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.table-box')]
          .filter((box) => box.closest('details:not([open])') === null)
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => box.getAttribute('aria-label')),
      );
      expect(cut).toEqual([]);
    },
  );
});

/** Visible words below 12 px on the screen, with their size; text of a drawing is as high as its scale makes it. */
const smallText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const owner = node.parentElement;
      const words = node.textContent?.trim() ?? '';
      if (owner === null || !/[\p{L}\d]/u.test(words) || owner.closest('script, style, title, .unseen'))
        continue;
      if (!owner.checkVisibility({ visibilityProperty: true })) continue;
      const scale = owner instanceof SVGGraphicsElement ? Math.abs(owner.getScreenCTM()?.d ?? 1) : 1;
      const size = Number.parseFloat(getComputedStyle(owner).fontSize) * scale;
      if (size > 0 && size < 11.9) found.push(`${size.toFixed(1)} ${words.slice(0, 40)}`);
    }
    return [...new Set(found)];
  });

describe('the text of a page', () => {
  it.each(['', 'runs/run-06/', 'trends/', 'trends/search/', 'compare/'])(
    'is at least 12 px high on a phone and on a desktop: /%s',
    async (path) => {
      for (const width of [390, 1280]) {
        const { page } = await open(path, { viewport: { width, height: 844 } });
        expect(await smallText(page), `${width} px`).toEqual([]);
        await page.context().close();
      }
    },
  );
});

describe('the rows of endpoints', () => {
  it('have addresses, which a link in each copies', async () => {
    const { page } = await open('runs/run-06/', { viewport: { width: 1280, height: 900 } });
    const link = page.locator('#response-times tbody tr[id] a.anchor').first();
    const href = (await link.getAttribute('href')) ?? '';
    expect(href).toMatch(/^#response-times-[a-z0-9-]+$/);
    expect(await link.getAttribute('aria-label')).toMatch(/^Copy link to \S/);
    await page.goto(`${served.url}runs/run-06/${href}`);
    expect(await page.locator('tr:target').count()).toBe(1);
    const ids = await page.locator('#response-times tr[id]').evaluateAll((rows) => rows.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a picture to move through', () => {
  it('keeps its state in the address, which opens it again', async () => {
    const { page } = await open('trends/pay/', { viewport: { width: 1280, height: 900 } });
    await page.locator('figure .chart-explore').first().click();
    await page.waitForSelector('dialog.explore svg');
    await page.locator('.explore-picture').press('Home');
    await page.locator('.explore [data-zoom="0.5"]').click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#explore\?page=pay&.*runs=.*at=run-01/);
    const title = await page.locator('#explore-title').innerText();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.waitForSelector('dialog.explore svg');
    expect(await other.locator('#explore-title').innerText()).toBe(title);
    expect(await other.locator('.explore-facts a').innerText()).toBe('run-01');
    expect(new URL(other.url()).hash).toBe(new URL(page.url()).hash);
    await other.keyboard.press('Escape');
    await expect.poll(() => new URL(other.url()).hash).toBe('');
  });
});
