import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { sectionRules } from '../../src/report/sections/section-registry.ts';
import { buildFixture, type BuiltSite } from './built-site.ts';
import { hostileLabel } from './fixture-project.ts';
import { attributes, elements, textOf } from './markup.ts';

let site: BuiltSite;
let pages: { path: string; html: string }[];

beforeAll(async () => {
  site = await buildFixture('site');
  pages = site.files
    .filter((path) => path.endsWith('.html'))
    .map((path) => ({ path, html: site.read(path) }));
});

const reports = (): typeof pages => pages.filter(({ path }) => /^runs\/[^/]+\/index\.html$/.test(path));

/** Compressed bytes of scripts and of all that they load at once; what `import()` asks for comes later. */
function scriptBytes(paths: readonly string[]): number {
  const all = new Set(paths);
  for (const path of all)
    for (const [, name] of site.read(path).matchAll(/(?:\bfrom|\bimport) ?["'`]\.\/([^"'`]+)["'`]/g))
      all.add(`${path.slice(0, path.lastIndexOf('/'))}/${name!}`);
  return [...all].reduce((sum, path) => sum + gzipSync(site.read(path)).length, 0);
}

describe('a built site', () => {
  it('has a page for each run with both twins, for each place of the trends, and the others', () => {
    const paths = pages.map(({ path }) => path);
    expect(reports()).toHaveLength(6);
    for (const { path } of reports()) {
      const run = path.split('/')[1]!;
      expect(site.files).toContain(`runs/${run}.json`);
      expect(site.files).toContain(`runs/${run}.md`);
      expect(JSON.parse(site.read(`runs/${run}.json`))).toMatchObject({ schemaVersion: 1, id: run });
    }
    expect(paths).toEqual(
      expect.arrayContaining([
        '404.html',
        'index.html',
        'about/index.html',
        'method/index.html',
        'trends/index.html',
      ]),
    );
    expect(paths).toContain('trends/search/index.html');
  });

  it('has no link that leads nowhere under its base, neither to a page nor to a place in it', () => {
    const ids = new Map(pages.map(({ path, html }) => [path, new Set(attributes(html, 'id'))]));
    const broken: string[] = [];
    for (const { path, html } of pages)
      for (const link of [...attributes(html, 'href'), ...attributes(html, 'src')]) {
        if (/^(?:https?:|mailto:|data:)/.test(link)) continue;
        const url = new URL(link, `http://x${site.base}${path.replace(/index\.html$/, '')}`);
        const inside = url.pathname.startsWith(site.base) ? url.pathname.slice(site.base.length) : null;
        const file =
          inside === null ? null : inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
        const hash = decodeURIComponent(url.hash.slice(1));
        const isThere = file !== null && site.files.includes(file);
        if (!isThere || (hash !== '' && file.endsWith('.html') && ids.get(file)?.has(hash) !== true))
          broken.push(`${path}: ${link}`);
      }
    expect(broken).toEqual([]);
  });

  it('shows every section of the template in its order, each under its name', () => {
    const ids = sectionRules.map(({ id }) => id);
    const report = site.read('runs/run-03/index.html');
    const found = [...report.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id!);
    expect(found).toEqual(ids);
    const headings = elements(report, 'h2').map(textOf);
    for (const { heading } of sectionRules)
      expect(headings.some((text) => text.startsWith(heading))).toBe(true);
  });

  it('lets the words of a run move a section, and keeps the others in their order', () => {
    const report = site.read('runs/run-02/index.html');
    const found = [...report.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id!);
    const ids = sectionRules.map(({ id }) => id);
    expect(found).toEqual(['response-time', ...ids.filter((id) => id !== 'response-time')]);
    expect(report.includes('Prose <em>inside</em> the section')).toBe(true);
    expect(/the slowest answer was [\d.]+ ms\./.test(textOf(report))).toBe(true);
    expect(textOf(report).includes('The surge is the nightly job.')).toBe(true);
  });

  it('keeps a sentence with claims on lines of their own in one paragraph', () => {
    const report = site.read('runs/run-02/index.html');
    const paragraphs = elements(report, 'p').map((one) => textOf(one).replace(/\s+/g, ' ').trim());
    const sentence = /^Not every search fails, and the slowest took [\d.]+ ms\.$/;
    expect(paragraphs.filter((text) => sentence.test(text))).toHaveLength(1);
    expect(/<p(?: [^>]*)?>\s*<p[ >]/.test(report)).toBe(false);
  });

  it('answers in short below the head, on the first page too, and leads to the sections', () => {
    for (const path of ['index.html', 'runs/run-06/index.html']) {
      const [short] = elements(site.read(path), 'section').filter((one) => one.includes('in-short'));
      const labels = elements(short ?? '', 'dt').map(textOf);
      expect(labels.length, path).toBeGreaterThan(1);
      expect(labels.length, path).toBeLessThanOrEqual(5);
      expect(
        attributes(short ?? '', 'href').every((link) => link.includes('#')),
        path,
      ).toBe(true);
    }
  });

  it('gives every figure a caption, a name for those who cannot see it, and the table of its numbers', () => {
    for (const { path, html } of reports()) {
      const figures = elements(html, 'figure');
      expect(figures.length, path).toBeGreaterThanOrEqual(6);
      for (const figure of figures) {
        expect(textOf(elements(figure, 'figcaption')[0] ?? '').length, path).toBeGreaterThan(20);
        for (const svg of elements(figure, 'svg'))
          expect(svg, path).toMatch(
            /^<svg viewBox="[^"]+"(?: preserveAspectRatio="none")? role="img" aria-label="[^"]{20,}/,
          );
        const isMain = figure.includes('main-chart');
        if (isMain) expect(figure.includes('href="#chart-latency-over-time"'), path).toBe(true);
        else expect(elements(figure, 'tbody'), path).toHaveLength(1);
      }
    }
  });

  it('shows names from data as text, whatever they hold', () => {
    const harmful = pages.flatMap(({ path, html }) => {
      // The page of badges shows them.
      const markup = html.replace(/="[^"]*"/g, '').replaceAll('<img src alt height>', '');
      return ['<script>alert', '<img', '<b>run']
        .filter((text) => markup.includes(text))
        .map((text) => `${path}: ${text}`);
    });
    expect(harmful).toEqual([]);
    const report = textOf(site.read('runs/run-03/index.html'));
    expect(report.includes(hostileLabel)).toBe(true);
    expect(textOf(site.read('index.html')).includes('First <b>run</b> {x} | "q"')).toBe(true);
  });

  it('allows no page anything but its own style sheet and scripts, and writes no style into markup', () => {
    for (const { path, html } of pages) {
      const policy = /<meta http-equiv="content-security-policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toMatch(/unsafe-|https?:|\*/);
      expect(/ style="| on[a-z]+="/.exec(html.replace(/"[^"]*"/g, '""'))?.[0], path).toBeUndefined();
      const loaded = [
        ...attributes(html, 'src'),
        ...attributes(html, 'href').filter((link) => /\.(?:js|css|woff2?|png)$/.test(link)),
      ];
      expect(
        loaded.filter((link) => !link.startsWith(site.base)),
        path,
      ).toEqual([]);
    }
  });

  it('keeps each page within its budget of bytes', () => {
    const css = site.files
      .filter((path) => path.endsWith('.css'))
      .map((path) => gzipSync(site.read(path)).length);
    // The page that compares any two runs brings the code of `diff`: test/built-site/more-pages.test.ts has its budget.
    const atOnce = pages
      .filter(({ path }) => path !== 'compare/index.html')
      .flatMap(({ html }) => attributes(html, 'src').filter((link) => link.endsWith('.js')))
      .map((link) => link.slice(site.base.length));
    const onDemand = site.files.filter((path) => /open-figure.*\.js$/.test(path));
    expect(onDemand).toHaveLength(1);
    expect(scriptBytes(atOnce)).toBeLessThan(11_000);
    expect(scriptBytes(onDemand)).toBeLessThan(145_000);
    expect(css.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(10_000);
    for (const { path, html } of reports()) expect(gzipSync(html).length, path).toBeLessThan(25_000);
    for (const { path, html } of pages) expect(gzipSync(html).length, path).toBeLessThan(40_000);
  });

  it('says what became known later on old reports alone, and leads from run to run', () => {
    const saysSince = (run: string): boolean =>
      site.read(`runs/${run}/index.html`).includes('Since this report');
    expect([saysSince('run-01'), saysSince('run-06')]).toEqual([true, false]);
    const leads = [...site.read('runs/run-03/index.html').matchAll(/rel="(prev|next)" href="([^"]+)"/g)];
    expect(leads.map(([, rel, href]) => [rel, href])).toEqual([
      ['prev', '/some-repo/runs/run-02/'],
      ['next', '/some-repo/runs/run-04/'],
    ]);
  });
});

describe('a site without any run', () => {
  it('says how to add the first one', async () => {
    const empty = await buildFixture('empty-site', { runs: 0, base: '/' });
    expect(textOf(empty.read('index.html'))).toContain('No run yet');
    expect(textOf(empty.read('index.html'))).toContain('data/2026-11-20-first-run/');
    expect(textOf(empty.read('trends/index.html'))).toContain('Trends begin with the second run');
  });
});
