import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, type BuiltSite } from '../built-site/built-site.ts';
import { perfolio } from '../commands/perfolio.ts';
import { must, root } from '../slow/commands.ts';
import { closePages, startChromium } from './chromium.ts';
import { codeForms, codeThatWrites, harmlessForms, hostile, writeHostileProject } from './hostile-project.ts';
import { openPage } from './open-page.ts';
import { serve, type Served } from './serve.ts';

const exported = ['run-4', 'run-3...run-5'];

let stand = '';
let browser: Browser;
let site: BuiltSite;
let served: Served;
/** The forms that `check` takes, by folder. */
const taken: string[] = [];
/** Written if any code of the project runs while the site is built. */
let canaryFile = '';

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** The files in which `check` finds errors. */
async function filesWithErrors(project: string): Promise<ReadonlySet<string>> {
  const { out } = await perfolio(project, ['check', '--json']);
  const { problems } = JSON.parse(out) as { problems: { severity: string; file: string }[] };
  return new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file));
}

/** Adds the forms that `check` takes to a project: each as a page, and as the commentary of a run. */
async function addForms(project: string): Promise<void> {
  const row = (index: number): string => `2026-11-20T10:00:${10 + index}Z,GET /,${100 + index},true`;
  const rows = Array.from({ length: 10 }, (_, index) => row(index));
  const writeForm = (to: string, at: number, source: string): readonly string[] => {
    const files = [`content/pages/form-${at}.mdx`, `content/runs/form-${at}.mdx`];
    for (const file of files) write(join(to, file), source);
    write(join(to, `data/form-${at}/a.csv`), ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n'));
    return files;
  };
  const forms = codeForms(codeThatWrites(canaryFile));
  const alone = join(stand, 'forms');
  for (const [at, { source }] of forms.entries()) writeForm(alone, at, source);
  const wrong = await filesWithErrors(alone);
  for (const [at, { name, source }] of forms.entries())
    for (const file of writeForm(alone, at, source)) {
      if (wrong.has(file)) continue;
      taken.push(`${dirname(file)}: ${name}`);
      writeForm(project, at, source);
    }
}

beforeAll(async () => {
  stand = mkdtempSync(join(tmpdir(), 'perfolio-hostile-'));
  canaryFile = join(stand, 'canary');
  const project = join(stand, 'project');
  writeHostileProject(project);
  await addForms(project);
  const checked = await perfolio(project, ['check']);
  expect(checked.code, checked.out + checked.err).toBe(0);
  site = build({ cwd: project, folder: join(stand, 'site') });
  for (const run of exported)
    must(
      project,
      process.execPath,
      join(root, 'bin/perfolio.mjs'),
      'export',
      run,
      '--out',
      join(stand, `${run}.html`),
    );
  [browser, served] = [await startChromium(), await serve(site)];
});
afterAll(async () => {
  await closePages();
  await served.stop();
  rmSync(stand, { recursive: true, force: true });
});

const canaryOf = (page: Page): Promise<unknown> =>
  page.evaluate((): unknown => Reflect.get(window, 'canary'));

/** Links of a page that lead to code, or to data that a browser would show as a page. */
const unsafeLinks = (page: Page): Promise<readonly string[]> =>
  page.$$eval('a, area, form, iframe, object, embed, base', (all) =>
    all
      .flatMap((one) => ['href', 'action', 'src', 'data', 'xlink:href'].map((name) => one.getAttribute(name)))
      .filter((target) => target !== null)
      .filter(
        (target) => !['http:', 'https:', 'mailto:'].includes(new URL(target, document.baseURI).protocol),
      ),
  );

/** Without the security policy of the pages, only the escaping of texts protects them. */
const unprotected = { bypassCSP: true };

/** True for a page that leads to its new address at once. */
const isMoved = (file: string): boolean => site.read(file).includes('http-equiv="refresh"');

describe('a site made of hostile data and commentary', () => {
  it('would be caught if it ran a script', async () => {
    const page = await (await browser.newContext(unprotected)).newPage();
    await page.setContent(`<title>x</title><p title="${hostile}">`);
    expect(await canaryOf(page)).toBe(1);
  });

  it('is built of those files alone in which nothing could run, and runs nothing while it is built', () => {
    const folders = ['content/pages', 'content/runs'];
    expect(taken).toEqual(harmlessForms.flatMap((name) => folders.map((folder) => `${folder}: ${name}`)));
    expect(existsSync(canaryFile)).toBe(false);
  });

  it('runs nothing on any page', { timeout: 600_000 }, async () => {
    const pages = site.files.filter((file) => /\.(?:html|svg|xml)$/.test(file) && !isMoved(file));
    expect(pages.length).toBeGreaterThan(40);
    const { page, said } = await openPage(browser, served, '', unprotected);
    const found: Record<string, unknown> = {};
    for (const file of pages) {
      said.length = 0;
      await page.goto(served.url + file.replace(/index\.html$/, ''), { waitUntil: 'load' });
      const isPage = file.endsWith('.html');
      const links = isPage ? await unsafeLinks(page) : [];
      const canary = await canaryOf(page);
      if (canary !== undefined || said.length > 0 || links.length > 0)
        found[file] = { canary, said: [...said], links };
    }
    expect(found).toEqual({});
  });

  it('runs nothing in a comparison or a search that the browser makes', async () => {
    const { page, said } = await openPage(browser, served, 'compare/?base=run-2&head=run-5', unprotected);
    await page.waitForSelector('#verdict');
    expect(await page.textContent('#comparison')).toContain('onerror');
    expect([await canaryOf(page), await unsafeLinks(page)]).toEqual([undefined, []]);
    await page.goto(`${served.url}search/?q=window.canary`);
    await page.locator('#search-results li').first().waitFor();
    expect([await canaryOf(page), await unsafeLinks(page)]).toEqual([undefined, []]);
    expect(said).toEqual([]);
  });

  it.each(exported)('runs nothing in the exported file of %s', async (name) => {
    const page = await (await browser.newContext(unprotected)).newPage();
    await page.goto(pathToFileURL(join(stand, `${name}.html`)).href);
    expect(await page.textContent('body')).toContain('onerror');
    expect(await canaryOf(page)).toBeUndefined();
  });

  it('publishes no attachment that a browser would run', () => {
    expect(site.files.filter((file) => /(?:page\.html|drawing\.svg|module\.js)$/.test(file))).toEqual([]);
    expect(readFileSync(join(site.folder, 'runs/run-4/files/requests.csv'), 'utf8')).toContain('<script>');
  });
});
