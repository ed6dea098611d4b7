import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must, pack, root, run, serve } from './commands.ts';

const megabyte = 1_000_000;

/** Raw results of 200 requests, one a second from a time on. */
function requests(start: string, durationMs: number): string {
  const rows = Array.from({ length: 200 }, (_, i) => {
    const at = new Date(Date.parse(start) + i * 1_000).toISOString();
    return `${at},checkout,${durationMs + ((i * 37) % 50)},true`;
  });
  return ['timestamp,endpoint,duration_ms,ok', ...rows, ''].join('\n');
}

let top = '';
let tarball = '';
let service = '';
let perf = '';
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'perfolio-package-'));
  tarball = pack(root, top);
  service = join(top, 'service');
  perf = join(service, 'perf');
  mkdirSync(service);
  writeFileSync(join(service, 'go.mod'), 'module example.org/shop\n');
  writeFileSync(join(service, 'main.go'), 'package main\n\nfunc main() {}\n');
  must(service, 'git', 'init', '--quiet', '--initial-branch=main');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();

const bytesBelow = (folder: string): number =>
  filesBelow(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

const perfolio = (...args: readonly string[]) =>
  run(perf, 'npm', 'run', '--silent', 'perfolio', '--', ...args);

/** Every file of a site with its content, but for the list of what the build wrote. */
const site = (folder: string): Map<string, string> =>
  new Map(filesBelow(folder).map((file) => [file, readFileSync(join(folder, file)).toString('base64')]));

/** A packed next version: other numbers in the package, in every page and in every style. */
function nextVersion(): string {
  const staging = join(top, 'next');
  mkdirSync(staging);
  must(staging, 'tar', 'xzf', tarball);
  const edit = (path: string, from: RegExp, to: string): void => {
    const text = readFileSync(join(staging, 'package', path), 'utf8');
    expect(text, path).toMatch(from);
    writeFileSync(join(staging, 'package', path), text.replace(from, to));
  };
  edit('package.json', /"version": "[^"]+"/, '"version": "99.0.0"');
  edit('lib/layouts/Page.astro', /Computed from committed raw results\./, 'Computed by the next version.');
  edit('lib/report/sections/test-overview.js', /'Test overview'/, "'Test overview, next'");
  edit('lib/styles/tokens.css', /:root/, ':root { --next: 1 }\n:root');
  return pack(join(staging, 'package'), top, '--ignore-scripts');
}

describe('the package', () => {
  it('is small, and has neither demo nor tests', () => {
    expect(statSync(tarball).size).toBeLessThan(megabyte);
    const files = must(top, 'tar', 'tzf', tarball).split('\n');
    expect(files).toContain('package/lib/cli/main.js');
    expect(files).toContain('package/lib/index.d.ts');
    expect(files).toContain('package/lib/sbom.cdx.json');
    expect(files).toContain('package/THIRD-PARTY-LICENSES.md');
    expect(files.filter((file) => /^package\/(?:data|test|src|node_modules)\//.test(file))).toEqual([]);
  });

  it('makes a project in a repository of a Go service', () => {
    const init = ['init', '--yes', '--name', 'Shop', '--ci', 'github', '--target', 'response.p95 < 10 s'];
    must(service, 'npm', 'exec', '--yes', '--package', tarball, '--', 'perfolio', ...init);
    expect(filesBelow(service).filter((file) => !file.startsWith('.git/'))).toEqual([
      '.github/workflows/perfolio-comment.yml',
      '.github/workflows/perfolio.yml',
      'go.mod',
      'main.go',
      'perf/.gitignore',
      'perf/content/README.md',
      'perf/content/pages/.gitkeep',
      'perf/content/runs/.gitkeep',
      'perf/data/project.json',
      'perf/package.json',
      expect.stringMatching(/^perf\/vendor\/perfolio-.*\.tgz$/),
    ]);
  });

  it('installs in less than 200 MB, without anything but its dependencies', () => {
    must(perf, 'npm', 'install', '--no-audit', '--no-fund');
    expect(bytesBelow(join(perf, 'node_modules'))).toBeLessThan(200 * megabyte);
    const installed = readdirSync(join(perf, 'node_modules'));
    expect(installed.filter((name) => /^node-(?:bin|linux|darwin|win)|^vitest$|^eslint$/.test(name))).toEqual(
      [],
    );
  });

  it('checks and builds what was dropped into data/', () => {
    const run1 = join(perf, 'data/2026-11-20-first');
    mkdirSync(run1);
    writeFileSync(join(run1, 'requests.csv'), requests('2026-11-20T10:00:00Z', 200));
    expect(perfolio('check')).toMatchObject({ code: 0 });
    const built = perfolio('build');
    expect(built).toMatchObject({ code: 0 });
    expect(built.err).toContain('1 run,');
    expect(readFileSync(join(perf, 'dist/runs/2026-11-20-first/index.html'), 'utf8')).toContain('Shop');
    expect(readdirSync(join(perf, 'node_modules/.cache'))).toContain('perfolio');
  });

  it('works from every folder of the repository', () => {
    mkdirSync(join(service, 'cmd/server'), { recursive: true });
    const bin = join(perf, 'node_modules/.bin/perfolio');
    expect(run(join(service, 'cmd/server'), bin, 'check')).toMatchObject({ code: 0 });
  });

  it('serves the project with dev and the site with preview', async () => {
    for (const command of ['dev', 'preview']) {
      const bin = join(perf, 'node_modules/.bin/perfolio');
      const { address, stop } = await serve(service, bin, command, '--port', '0');
      try {
        expect(await (await fetch(address)).text(), command).toContain('Shop');
      } finally {
        await stop();
      }
    }
  });

  it('compares two branches, and its gate answers', () => {
    must(service, 'git', 'add', '--all');
    must(service, 'git', 'commit', '--quiet', '--message=first');
    must(service, 'git', 'switch', '--quiet', '--create', 'faster');
    const second = join(perf, 'data/2026-11-21-second');
    mkdirSync(second);
    writeFileSync(join(second, 'requests.csv'), requests('2026-11-21T10:00:00Z', 2_000));
    must(service, 'git', 'add', '--all');
    must(service, 'git', 'commit', '--quiet', '--message=second');
    const diff = perfolio('diff', 'git:main', 'git:HEAD', '--json');
    expect(JSON.parse(diff.out)).toMatchObject({
      runs: [{ base: '2026-11-20-first', head: '2026-11-21-second', comparable: true }],
    });
    const gate = perfolio('gate', '--against', 'git:main', '--json');
    expect(JSON.parse(gate.out)).toMatchObject({ schemaVersion: 1 });
  });

  it('of the next version replaces every page, and leaves nothing of the old one', () => {
    expect(perfolio('build')).toMatchObject({ code: 0 });
    must(perf, 'npm', 'install', '--no-audit', '--no-fund', nextVersion());
    expect(perfolio('--version').out).toBe('99.0.0\n');
    const upgrade = perfolio('upgrade');
    expect(upgrade).toMatchObject({ code: 0 });
    expect(upgrade.out).toContain('Perfolio 99.0.0. Before: ');
    expect(perfolio('doctor')).toMatchObject({ code: 0 });
    expect(perfolio('build')).toMatchObject({ code: 0 });
    const upgraded = site(join(perf, 'dist'));
    const pages = [...upgraded].filter(([file]) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(8);
    for (const [file, content] of pages)
      expect(Buffer.from(content, 'base64').toString(), file).toContain('Computed by the next version.');
    rmSync(join(perf, 'node_modules/.cache'), { recursive: true });
    rmSync(join(perf, 'dist'), { recursive: true });
    expect(perfolio('build')).toMatchObject({ code: 0 });
    const fresh = site(join(perf, 'dist'));
    expect([...upgraded.keys()]).toEqual([...fresh.keys()]);
    for (const [file, content] of fresh) expect(upgraded.get(file) === content, file).toBe(true);
  });
});
