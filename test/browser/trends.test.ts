import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProject } from '../built-site/built-site.ts';
import { fixtureProject, hostileLabel } from '../built-site/fixture-project.ts';
import { closePages, startChromium } from './chromium.ts';
import { openPage, type OpenPage } from './open-page.ts';
import { serve, type Served } from './serve.ts';
import { violationsOf } from './violations.ts';

const work = resolve(import.meta.dirname, '../.tmp/browser-trends');
let browser: Browser;
let served: Served;

/** Eight runs on the first eight days of October 2026; the last two were made on another machine. */
beforeAll(async () => {
  await mkdir(work, { recursive: true });
  const { data, content } = await fixtureProject(work, { runs: 8, seconds: 20 });
  for (const id of ['run-07', 'run-08']) {
    const path = join(data, id, 'run.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { system: object };
    const system = { ...manifest.system, cpu: '<img src=x onerror=alert(1)> 8 cores' };
    await writeFile(path, JSON.stringify({ ...manifest, system }));
  }
  const site = buildProject({ data, content, folder: join(work, 'site'), base: '/some-repo/' });
  [browser, served] = [await startChromium(), await serve(site)];
});

afterAll(async () => {
  await closePages();
  await served.stop();
});

const open = (path: string, options: BrowserContextOptions = {}): Promise<OpenPage> =>
  openPage(browser, served, path, options);

const stateText = '.filter-state [role=status]';
const isFiltered = 'body.is-filtered';
const visible = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (elements) =>
    elements
      .filter((element) => (element as HTMLElement).checkVisibility())
      .map((element) => element.textContent.trim()),
  );

describe('filters of trends', () => {
  it('show what the address asks for, in words, pictures, tables and changes alike', async () => {
    const { page, said } = await open('trends/search/?since=2026-10-03&until=2026-10-05');
    await page.waitForSelector(isFiltered);
    expect(await page.textContent(stateText)).toBe(
      'Shown: 3 of 8 runs, since 2026-10-03, until 2026-10-05. The headline, change points and levels are those of the full history.',
    );
    await page.click('.fold[data-history] > summary');
    expect(await visible(page, '[data-history] tbody th')).toEqual(['run-05', 'run-04', 'run-03']);
    expect(await page.textContent('figure[data-series="3"] figcaption')).toMatch(/^3 of 8 runs\./);
    expect(await page.inputValue('[name=since]')).toBe('2026-10-03');
    expect(said).toEqual([]);
  });

  it('leave no run of a filtered-out environment anywhere', async () => {
    const { page, said } = await open('trends/search/');
    const options = await page.$$eval('[name=environment] option', (all) =>
      all.map((one) => one.textContent.trim()),
    );
    expect(options).toEqual(['All', 'cpu 4 cores', 'cpu <img src=x onerror=alert(1)> 8 cores']);
    await page.selectOption('[name=environment]', { label: options[2]! });
    await page.waitForSelector(isFiltered);
    await page.click('.fold[data-history] > summary');
    expect(await visible(page, '[data-history] tbody th')).toEqual(['run-08', 'run-07']);
    const dots = await page.getAttribute('figure[data-series="3"] .picture path[stroke-width="4"]', 'd');
    expect(dots?.match(/M/g)).toHaveLength(2);
    expect(await page.innerText('main')).not.toMatch(/run-0[1-6]/);
    expect(said).toEqual([]);
  });

  it('go with the address: back, forth, reset, and on to other pages', async () => {
    const { page, said } = await open('trends/');
    await page.selectOption('[name=scenario]', 'Buying');
    await page.waitForSelector(isFiltered);
    expect(page.url()).toBe(`${served.url}trends/?scenario=Buying`);
    expect(await page.textContent(stateText)).toContain('8 of 8 runs, scenario Buying');
    expect((await visible(page, '.trend-list tbody th')).sort()).toEqual([
      'Whole scenarios',
      'basket',
      'pay',
    ]);
    expect((await visible(page, 'figure .chart-head p')).join()).not.toContain('Browsing');
    await page.click('.trend-list a:text("pay")');
    await page.waitForSelector(isFiltered);
    expect(page.url()).toBe(`${served.url}trends/pay/?scenario=Buying`);
    await page.goBack();
    await page.waitForSelector(isFiltered);
    await page.click('text=Show everything');
    await page.waitForSelector('body:not(.is-filtered)');
    expect(page.url()).toBe(`${served.url}trends/`);
    expect(await page.textContent(stateText)).toBe('All 8 runs.');
    await page.goBack();
    await page.waitForSelector(isFiltered);
    expect(said).toEqual([]);
  });

  it('ask for no data before anything is chosen, and for one file then', async () => {
    const { page, asked } = await open('trends/pay/');
    expect(asked.filter((url) => url.endsWith('.json'))).toEqual([]);
    await page.fill('[name=since]', '2026-10-04');
    await page.waitForSelector(isFiltered);
    expect(asked.filter((url) => url.endsWith('.json'))).toEqual([`${served.url}trends/pay.json`]);
  });

  it('say on paper, too, what is left out', async () => {
    const { page } = await open('trends/search/?since=2026-10-03');
    await page.waitForSelector(isFiltered);
    await page.emulateMedia({ media: 'print' });
    expect(await visible(page, stateText)).toEqual([expect.stringContaining('6 of 8 runs') as string]);
    expect(await visible(page, '.trend-filters select, .chart-explore')).toEqual([]);
  });

  it('are links where there is no script', async () => {
    const { page } = await open('trends/search/?since=2026-10-03', { javaScriptEnabled: false });
    expect(await page.isVisible('form[data-trends]')).toBe(false);
    expect(await page.innerText('.filter-links li:last-child')).toMatch(
      /^cpu <img src=x onerror=alert\(1\)> 8 cores: 2 runs, from run-07 to run-08$/,
    );
    expect(await page.isVisible('.chart-explore')).toBe(false);
  });
});

const explored = 'dialog.explore svg';

describe('a picture to move through', () => {
  it('is loaded on demand, moved through by keys, and gives the focus back', async () => {
    const { page, said, asked } = await open('trends/search/?until=2026-10-06');
    await page.waitForSelector(isFiltered);
    const before = asked.length;
    expect(asked.some((url) => /open-figure|charts\//.test(url))).toBe(false);
    await page.focus('figure[data-series="3"] .chart-explore');
    await page.keyboard.press('Enter');
    await page.waitForSelector(explored);
    expect(asked.length).toBeGreaterThan(before);
    expect(await page.textContent('.explore [data-state]')).toMatch(
      /^6 runs of this metric\. Shown: 6 of 8 runs, until/,
    );
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('.explore-facts')).toMatch(
      /^run-02 \d\S*\sms, 95% interval \S+\sms to \S+\sms\s*version 1\.1\.0 · commit aaaaaaaaaa · 2026-10-02 10:00 UTC/,
    );
    expect(await page.getAttribute('.explore-facts a', 'href')).toBe('/some-repo/runs/run-02/');
    expect(await page.getAttribute('.explore-picture', 'aria-valuetext')).toMatch(/^run-02: /);
    const whole = await page.innerHTML('.explore-picture');
    await page.keyboard.press('+');
    await page.waitForFunction((old) => document.querySelector('.explore-picture')!.innerHTML !== old, whole);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(
      await page.evaluate(() => document.activeElement?.closest<HTMLElement>('figure')?.dataset.series),
    ).toBe('3');
    expect(said).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'can be read by all in %s colours, and moves no other thing',
    async (colorScheme) => {
      const { page, said } = await open('trends/search/', { colorScheme });
      const placeOf = () =>
        page.$eval('figure[data-series="3"] svg', (svg) => JSON.stringify(svg.getBoundingClientRect()));
      await page.$eval('figure[data-series="3"]', (figure) => figure.scrollIntoView({ block: 'center' }));
      const place = await placeOf();
      await page.click('figure[data-series="3"] .chart-explore');
      await page.waitForSelector(explored);
      expect(await placeOf()).toBe(place);
      expect(await violationsOf(page, { part: 'dialog', colours: colorScheme })).toEqual([]);
      const ink = await page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--line-50'),
      );
      const stroke = await page.$eval(
        `${explored} path[stroke="var(--line-50)"]`,
        (path) => getComputedStyle(path).stroke,
      );
      expect(stroke).toBe(colorScheme === 'light' ? 'rgb(8, 66, 127)' : 'rgb(214, 235, 251)');
      expect(ink).not.toBe('');
      await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' });
      const after = await page.$eval(
        `${explored} path[stroke="var(--line-50)"]`,
        (path) => getComputedStyle(path).stroke,
      );
      expect(after).not.toBe(stroke);
      expect(said).toEqual([]);
    },
  );

  it('knows on the first page, too, all metrics of the endpoint', async () => {
    const { page, said, asked } = await open('trends/');
    const title = await page.textContent('figure[data-series="0"] h3');
    await page.click('figure[data-series="0"] .chart-explore');
    await page.waitForSelector(explored);
    expect(await page.textContent('#explore-title')).toContain(title!.trim());
    expect(await page.$$eval('.explore [data-series] option', (all) => all.length)).toBeGreaterThan(5);
    expect(asked.filter((url) => /trends(?:\/[^/]+)?\.json$/.test(url))).toHaveLength(1);
    expect(said).toEqual([]);
  });

  it('shows another endpoint, and hostile names as text', async () => {
    const { page, said } = await open('trends/search/', { viewport: { width: 320, height: 640 } });
    await page.click('figure[data-series="3"] .chart-explore');
    await page.waitForSelector(explored);
    await page.selectOption('.explore [data-page]', { label: hostileLabel });
    await page.waitForFunction(
      (name) => document.querySelector('#explore-title')!.textContent.includes(name),
      hostileLabel,
    );
    expect(await page.$$('.explore img, .explore script')).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
    await page.click('.explore [data-close]');
    await page.waitForSelector('dialog', { state: 'detached' });
    expect(said).toEqual([]);
  });
});
