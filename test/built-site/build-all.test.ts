import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baseOfBuilt } from '../../src/site/base-of-built.ts';
import { build, type BuiltSite } from './built-site.ts';
import { fixtureProject } from './fixture-project.ts';
import { attributes, elements, textOf } from './markup.ts';

let stand: string;
let site: BuiltSite;

const all = (...options: readonly string[]): BuiltSite =>
  build({ cwd: stand, folder: join(stand, 'perf/dist') }, ['--all', '--base', '/reports/', ...options]);

/** Writes keys of a project.json over those that are there. */
function setProject(name: string, keys: object): void {
  const path = join(stand, 'perf', name, 'data/project.json');
  const project = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...project, ...keys }));
}

beforeAll(async () => {
  stand = mkdtempSync(join(tmpdir(), 'perfolio-all-'));
  await fixtureProject(join(stand, 'perf/checkout'), { runs: 3, seconds: 10 });
  await fixtureProject(join(stand, 'perf/search'), { runs: 1, seconds: 10 });
  setProject('checkout', { name: 'Checkout', description: 'Buys things.' });
  const target = { id: 'slow', metric: 'response.p95', endpoint: '*', below: 60_000 };
  setProject('search', { name: 'Search <script>alert(1)</script>', targets: [target] });
  site = all();
});
afterAll(() => rmSync(stand, { recursive: true, force: true }));

describe('build --all', () => {
  it('writes a start page with the verdict and the latest run of each project', () => {
    const html = site.read('index.html');
    expect(elements(html, 'h1').map(textOf)).toEqual(['Targets not met in 1 of 2 projects']);
    const [, checkout, search] = elements(html, 'tr').map(textOf);
    // The last of three runs, one a day from 1 October; a request of the fixture takes up to 160 ms and more.
    expect(checkout).toMatch(/^CheckoutBuys things\.▲ Targets not metRun 3.*2026-10-03 10:00 UTC3$/);
    expect(search).toMatch(/^Search <script>alert\(1\)<\/script>.*● Targets met.*2026-10-01 10:00 UTC1$/);
    expect(html).not.toContain('<script');
    expect(html).toContain(`default-src 'none'`);
  });

  it('is served below the base of the build', () => {
    expect(baseOfBuilt(site.folder)).toBe('/reports/');
    expect(baseOfBuilt(join(site.folder, 'search'))).toBe('/reports/search/');
  });

  it('leads from the start page to each project, and back', () => {
    const links = attributes(site.read('index.html'), 'href').filter((link) => !link.endsWith('.svg'));
    expect(links).toHaveLength(4);
    for (const link of links) expect(site.files).toContain(link);
    const back = attributes(site.read('checkout/runs/run-03/index.html'), 'href').filter((link) =>
      link.startsWith('..'),
    );
    expect(back).toEqual(['../../../index.html']);
  });

  it('makes each project as build makes it alone', () => {
    const alone = join(stand, 'alone');
    cpSync(join(stand, 'perf/search'), alone, { recursive: true });
    const single = build({ cwd: alone, folder: join(alone, 'dist') }, ['--base', '/reports/search/']);
    const below = site.files.flatMap((file) => (file.startsWith('search/') ? [file.slice(7)] : []));
    expect(below).toEqual(single.files);
    const withoutStart = (html: string): string =>
      html.replace(/<li> ?<a href="[./]*index\.html"> ?All projects ?<\/a> ?<\/li>/, '');
    for (const file of below)
      expect(withoutStart(site.read(`search/${file}`)) === single.read(file), file).toBe(true);
    rmSync(alone, { recursive: true });
  });

  it('reuses all pages for a site with links from file to file', () => {
    const relative = all('--relative');
    expect(relative.messages).toMatch(/checkout: .*rebuilt 0 of 3[^]*search: .*rebuilt 0 of 1/);
    expect(attributes(relative.read('checkout/trends/index.html'), 'href')).toContain('../../index.html');
  });

  it('builds nothing if one project has an error', () => {
    const before = site.read('index.html');
    setProject('search', { target: [] });
    expect(() => all()).toThrow(/perf\/search\/data\/project\.json:\d+:\d+: .*`target`[^]*Nothing was built/);
    expect(site.read('index.html')).toBe(before);
  });

  it('removes a project that is gone, and refuses to remove anything else', () => {
    rmSync(join(stand, 'perf/search'), { recursive: true });
    all();
    expect(existsSync(join(stand, 'perf/dist/search'))).toBe(false);
    writeFileSync(join(stand, 'perf/dist/notes.txt'), 'mine');
    expect(() => all()).toThrow(/contains files that no build wrote.*notes\.txt/);
    expect(existsSync(join(stand, 'perf/dist/notes.txt'))).toBe(true);
  });
});
