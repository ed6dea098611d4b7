import { alertsSchema } from '../../src/model/documents/alert.ts';
import { runListSchema } from '../../src/model/documents/run-list.ts';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProject, type BuiltSite } from './built-site.ts';
import { fixtureProject, hostileLabel } from './fixture-project.ts';
import { attributes, elements, textOf } from './markup.ts';

const work = resolve(import.meta.dirname, '../.tmp/more-pages');
const address = 'https://example.org';
const base = '/some-repo/';

let site: BuiltSite;

/** The words of a run that recommends what a later one has. */
const words = `---
recommendations:
  - id: cache-pages
    priority: high
    text: Cache <b>all</b> pages.
    expectedImpact: { metric: response.p50, endpoint: search, change: -0.3 }
    doneIn: run-07
  - id: more-disks
    priority: low
    text: Buy more disks.
---

<Report />
`;

/** Twenty days of a benchmark that got slower on the eleventh, and of one that changed its unit. */
const history = `window.BENCHMARK_DATA = ${JSON.stringify({
  entries: {
    Parser: Array.from({ length: 20 }, (_, day) => ({
      commit: { id: `${day}`.padStart(40, 'c') },
      date: Date.UTC(2026, 0, 1 + day),
      tool: 'customSmallerIsBetter',
      benches: [
        { name: hostileLabel, value: (day < 10 ? 100 : 150) + ((day * 7) % 5), unit: 'ns' },
        { name: 'unit', value: day < 10 ? 2 : 2000, unit: day < 10 ? 'ms' : 'B' },
      ],
    })),
  },
})}`;

beforeAll(async () => {
  await rm(work, { recursive: true, force: true });
  const { data, content } = await fixtureProject(work, { runs: 12, seconds: 10 });
  const path = join(data, 'project.json');
  const project = JSON.parse(await readFile(path, 'utf8')) as object;
  const removed = [{ run: 'run-00', reason: 'It measured the wrong <service>.' }];
  await writeFile(
    path,
    JSON.stringify({ ...project, retention: { fullReports: 8 }, removed, releases: { tags: 'v1.*.0' } }),
  );
  const manifest = join(data, 'run-12/run.json');
  const stated = JSON.parse(await readFile(manifest, 'utf8')) as object;
  await writeFile(manifest, JSON.stringify({ ...stated, formerIds: ['Run 0012', 'run-11'] }));
  await writeFile(join(content, 'runs/run-05.mdx'), words);
  await mkdir(join(data, 'history/parser'), { recursive: true });
  await writeFile(join(data, 'history/parser/data.js'), history);
  await cp(data, join(work, 'before'), { recursive: true });
  site = buildProject({ data, content, folder: join(work, 'site'), base, site: address });
});

const page = (path: string): string => site.read(`${path}index.html`);

describe('what other sites show of a link', () => {
  const tagsOf = (path: string): Record<string, string> =>
    Object.fromEntries(
      (page(path).match(/<meta [^>]*>/g) ?? []).map((tag): [string, string] => [
        [...attributes(tag, 'property'), ...attributes(tag, 'name')].join(''),
        attributes(tag, 'content').join(''),
      ]),
    );

  it.each(['', 'runs/run-12/', 'trends/', 'compare/', 'recommendations/', 'method/', 'about/'])(
    '/%s has a title, a description and its full address',
    (path) => {
      expect(tagsOf(path)).toMatchObject({
        'og:title': expect.stringMatching(/.+ · .+/) as string,
        'og:description': expect.stringMatching(/.{10}/) as string,
        'og:url': `${address}${base}${path}`,
      });
    },
  );
});

/** Element names of an XML document; throws where it is not well-formed. */
function xml(text: string): string[] {
  const names: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', ({ name }) => names.push(name));
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return names;
}

it('has no link that leads nowhere under its base', () => {
  const broken = site.files
    .filter((path) => path.endsWith('.html'))
    .flatMap((path) =>
      [...attributes(site.read(path), 'href'), ...attributes(site.read(path), 'src')]
        .filter((link) => link.startsWith('/'))
        .map((link) => new URL(link, address).pathname)
        .filter((link) => {
          const file = decodeURIComponent(link.slice(base.length));
          return (
            !link.startsWith(base) || !site.files.includes(/(^|\/)$/.test(file) ? `${file}index.html` : file)
          );
        })
        .map((link) => `${path}: ${link}`),
    );
  expect(broken).toEqual([]);
});

describe('the page of recommendations', () => {
  it('says what is open, what was done and what it gained, and leads to the runs', () => {
    const html = page('recommendations/');
    expect(textOf(elements(html, 'h1')[0]!)).toBe('3 recommendations: 2 open, 1 done');
    const [open, done] = elements(html, 'table').map(textOf);
    expect(open).toContain('Buy more disks.');
    expect(done).toContain('Cache <b>all</b> pages.');
    expect(done).toContain('Median response time of search −30%');
    // Runs from the seventh on are 60% slower.
    expect(done).toMatch(/\+\d+% 95% interval .* opposite/);
    expect(attributes(html, 'href')).toEqual(
      expect.arrayContaining([`${base}runs/run-05/`, `${base}runs/run-07/`]),
    );
  });
});

describe('the feed', () => {
  it('tells of every run and of confirmed changes, under the address of the site', () => {
    const feed = site.read('feed.xml');
    const names = xml(feed);
    const urls = [...feed.matchAll(/<link rel="alternate" type="text\/html" href="([^"]+)"/g)].map(
      ([, url]) => url!,
    );
    expect(names[0]).toBe('feed');
    expect(names.filter((name) => name === 'entry').length).toBe(urls.length - 1);
    expect(urls.length).toBeGreaterThan(13);
    for (const url of urls) {
      expect(url.startsWith(address + base)).toBe(true);
      const [path = '', anchor] = url.slice((address + base).length).split('#');
      expect(site.files).toContain(`${path}index.html`);
      if (anchor !== undefined) expect(page(path)).toContain(`id="${anchor}"`);
    }
    expect(feed).toMatch(/<title>Alert: .*run-07/);
    expect(new Set(feed.match(/<id>[^<]+/g)).size).toBe(urls.length);
    expect(page('')).toContain(`type="application/atom+xml" title="Fixture" href="${base}feed.xml"`);
  });
});

describe('releases', () => {
  it('have a page each, compared with the one before, per target', () => {
    const list = page('releases/');
    expect(list).toContain('<h1>Releases</h1>');
    expect(list).toContain(`href="${base}releases/1.7.0/"`);
    const html = page('releases/1.7.0/');
    expect(textOf(html)).toContain('1.7.0 compared with 1.6.0');
    const [table = ''] = elements(html, 'table');
    expect(elements(table, 'th').map(textOf).slice(0, 4)).toEqual(['Target', '1.6.0', '1.7.0', 'Bound']);
    expect(html).toContain(`href="${base}compare/run-07...run-08/"`);
    // The first release has nothing before it.
    expect(textOf(page('releases/1.0.0/'))).not.toContain('compared with');
  });

  it('are rules on trends', () => {
    expect(page('trends/')).toContain('Thin vertical lines: the first run of each release.');
    expect(page('')).toContain(`<a href="${base}releases/">Releases</a>`);
  });
});

describe('documents for programs', () => {
  it('list all runs, with addresses that exist', () => {
    const { runs } = runListSchema.parse(JSON.parse(site.read('runs.json')));
    expect(runs.length).toBeGreaterThan(9);
    const files = runs.flatMap(({ page: one, json, markdown }) => [`${one}index.html`, json, markdown]);
    for (const url of files) {
      expect(url.startsWith(address + base)).toBe(true);
      expect(site.files).toContain(url.slice((address + base).length));
    }
    expect(alertsSchema.parse(JSON.parse(site.read('alerts.json'))).alerts.length).toBeGreaterThan(0);
  });

  it('are named in llms.txt', () => {
    const text = site.read('llms.txt');
    expect(text.startsWith('# Fixture\n')).toBe(true);
    for (const [, url = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
      const path = url.slice((address + base).length);
      expect(site.files).toContain(path.endsWith('/') ? `${path}index.html` : path);
    }
  });
});

describe('badges', () => {
  it('are there for each target and for the whole', () => {
    const badges = site.files.filter((path) => /^badge\/[^/]+\.svg$/.test(path));
    expect(badges).toEqual(['badge/errors.svg', 'badge/fast.svg', 'badge/memory.svg', 'badge/status.svg']);
    for (const badge of badges) expect(xml(site.read(badge))[0]).toBe('svg');
    expect(site.read('badge/fast.svg')).toContain('<title>Answers in time: ');
  });

  it('are there for values and trends, with Markdown whose addresses exist', () => {
    const page = site.read('badge/index.html');
    const named = [...page.matchAll(/badge\/[^)"]+\.svg/g)].map(([path]) => path);
    const files = site.files.filter((path) => path.startsWith('badge/') && path.endsWith('.svg'));
    expect(new Set(named)).toEqual(new Set(files));
    for (const kind of ['value', 'trend'])
      expect(
        files.some((path) => path.startsWith(`badge/${kind}/`) && path.endsWith('/response.p95.svg')),
      ).toBe(true);
    expect(files).toContain('badge/trend/fast.svg');
    for (const file of files) expect(xml(site.read(file))[0]).toBe('svg');
    expect(page).toContain(`](${address}${base}badge/fast.svg)](${address}${base})`);
  });
});

describe('comparisons', () => {
  const ready = (): string[] =>
    site.files.flatMap((path) => /^compare\/([^/]+)\/index\.html$/.exec(path)?.[1] ?? []);

  it('are ready for each run against its baseline, and for both sides of a change', () => {
    expect(ready()).toHaveLength(11);
    expect(ready()).toContain('run-06...run-07');
    const html = page('compare/run-06...run-07/');
    expect(textOf(elements(html, 'h1')[0]!)).toMatch(/^Every endpoint was \d+% slower/);
    expect(textOf(html)).toContain('Compared with run-06: latest comparable earlier run on the main line');
    expect(textOf(html)).toContain(hostileLabel);
    expect(html).not.toContain('<script>alert');
    expect(page('trends/search/')).toContain(`href="${base}compare/run-06...run-07/"`);
  });

  it('are listed for readers without script, who are told how else to get there', () => {
    const html = page('compare/');
    expect(textOf(elements(html, 'noscript')[0]!)).toContain('npm run --silent perfolio -- diff BASE HEAD');
    expect(textOf(elements(html, 'table')[0]!)).toContain('run-06 → run-07');
    expect(html).toMatch(/<div id="chooser"[^>]* hidden/);
  });

  it('bring little script, of this site alone', () => {
    const scripts = attributes(page('compare/'), 'src');
    expect(scripts).toHaveLength(2);
    // The page's own; what compares comes once runs are chosen.
    expect(gzipSync(site.read(scripts[0]!.slice(base.length))).length).toBeLessThan(6_000);
    const parts = site.files.filter((path) => /_astro\/(?:pair|several)-html\.[\w-]+\.js$/.test(path));
    expect(parts).toHaveLength(2);
    // The statistics of a comparison, the same as on the command line.
    for (const path of parts) expect(gzipSync(site.read(path)).length, path).toBeLessThan(36_000);
    const index = JSON.parse(site.read('compare/runs.json')) as { runs: object[]; ready: string[] };
    expect(index.runs).toHaveLength(12);
    expect(index.ready.toSorted()).toEqual(ready().toSorted());
  });
});

describe('a whole history', () => {
  it('has a page with its change points, which the trends lead to', () => {
    const html = page('trends/history/parser/');
    expect(textOf(elements(html, 'h1')[0]!)).toBe('parser: 1 change (1 regression, 0 improvements)');
    expect(textOf(elements(html, 'table')[0]!)).toContain('2026-01-11');
    expect(textOf(html)).toContain(`Parser / ${hostileLabel}`);
    expect(textOf(html)).toContain('The unit was B at other times, shown as a separate series.');
    expect(html).not.toContain('<script>alert');
    expect(page('trends/')).toContain(`href="${base}trends/history/parser/"`);
  });
});

describe('a retired run', () => {
  const kept = (run: string): boolean => textOf(page(`runs/${run}/`)).includes('This is a short version');

  it('keeps its address with verdict and key numbers', () => {
    const runs = Array.from({ length: 12 }, (_, i) => `run-${String(i + 1).padStart(2, '0')}`);
    expect(runs.filter(kept)).toEqual(['run-01', 'run-02', 'run-03', 'run-04']);
    const html = page('runs/run-02/');
    expect(elements(html, 'dl')[0]).toContain('key-values');
    expect(elements(html, 'h2').map(textOf)).toEqual([
      'Test overview',
      'Performance compared to target',
      'Since this report',
    ]);
    expect(elements(html, 'figure')).toEqual([]);
    expect(elements(page('runs/run-05/'), 'figure').length).toBeGreaterThan(5);
  });

  it('keeps its twins, in short', () => {
    const [short, long] = ['run-02', 'run-05'].map((run) => site.read(`runs/${run}.json`));
    expect(JSON.parse(short!)).toMatchObject({ id: 'run-02', retired: true, findings: [], charts: {} });
    expect((JSON.parse(short!) as { targets: object[] }).targets).toHaveLength(3);
    expect(JSON.parse(long!)).not.toHaveProperty('retired');
    expect(short!.length).toBeLessThan((long!.length * 2) / 3);
    const markdown = site.read('runs/run-02.md');
    expect(markdown).not.toContain('In short');
    expect(markdown).toContain('Short report:');
    expect(markdown.match(/^## .*/gm)).toEqual(['## Test overview', '## Performance compared to target']);
  });

  it('loses nothing in data/', async () => {
    const read = (folder: string): Promise<string> =>
      readFile(join(work, folder, 'run-02/requests.csv'), 'utf8');
    expect(await read('data')).toBe(await read('before'));
  });
});

describe('addresses that pages had', () => {
  it('lead to the run of today, with its twins', () => {
    const former = 'runs/run-0012-';
    const name = site.files.find((file) => file.startsWith(former) && file.endsWith('.json'))!;
    expect(site.read(name)).toBe(site.read('runs/run-12.json'));
    const moved = page(`${name.replace(/\.json$/, '')}/`);
    expect(moved).toContain(`<meta http-equiv="refresh" content="0;url=${base}runs/run-12/">`);
    expect(moved).toContain(`href="${base}runs/run-12/"`);
  });

  it('stay with the run that has the id now', () => {
    expect(page('runs/run-11/')).not.toContain('http-equiv="refresh"');
  });

  it('say that a run was removed', () => {
    expect(page('runs/run-00/')).toContain('It measured the wrong &lt;service&gt;.');
  });
});
