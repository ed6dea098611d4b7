import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perfolio as withoutProcess } from '../commands/perfolio.ts';
import { fixtureProject } from './fixture-project.ts';
import { attributes, textOf } from './markup.ts';

const root = resolve(import.meta.dirname, '../..');
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'perfolio-export-'));
  await fixtureProject(folder, { runs: 3, seconds: 10 });
  mkdirSync(join(folder, 'out'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function perfolio(...argv: readonly string[]): { out: string; err: string; code: number | null } {
  const paths = ['--data', join(folder, 'data'), '--content', join(folder, 'content')];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'bin/perfolio.mjs'), ...argv, ...paths],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC' },
    },
  );
  return { out: stdout, err: stderr, code: status };
}

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** Addresses that a browser would load or a reader could follow, but for those within the page. */
const addresses = (html: string): string[] =>
  [...attributes(html, 'href'), ...attributes(html, 'src')].filter((one) => !/^(?:#|data:)/.test(one));

describe('export', () => {
  it('writes a report as one file that needs nothing else', () => {
    const { out, err, code } = perfolio('export', 'run-02', '--out', 'out/report.html');
    expect({ err: err.replace(/^reading .*\n|^making .*\n/gm, ''), code }).toEqual({ err: '', code: 0 });
    expect(out).toMatch(/^out\/report\.html\n {2}[\d.]+\skB\n$/);
    const html = read('out/report.html');
    expect(statSync(join(folder, 'out/report.html')).size).toBeLessThan(1_000_000);
    // Labels that look like scripts are in quoted attributes.
    expect(/<script/i.test(html.replace(/="[^"]*"/g, ''))).toBe(false);
    expect([html.includes('<svg'), html.includes('<style>')]).toEqual([true, true]);
    // The repository and the links of the commentary are all that leads out of it.
    expect(addresses(html).filter((one) => !one.startsWith('https://example.org'))).toEqual([]);
    const text = textOf(html);
    for (const heading of ['Response time', 'Error rates', 'Conclusion']) expect(text).toContain(heading);
    // What later builds fill into the page is there too.
    expect(html.includes('<!--later-->')).toBe(false);
  });

  it('writes a comparison that has no page on the site, and links to the published site', () => {
    const site = 'https://example.org/perf';
    const { code } = perfolio('export', 'run-03...run-01', '--out', 'out/pair.html', '--site', site);
    expect(code).toBe(0);
    const html = read('out/pair.html');
    expect(textOf(html)).toContain('run-03 → run-01');
    expect(textOf(html)).toContain('What changed');
    expect(addresses(html)).toContain('https://example.org/perf/runs/run-03/');
    expect(addresses(html).filter((one) => !one.startsWith('https://example.org/'))).toEqual([]);
  });

  it('renders nothing again after a build for another address', () => {
    perfolio('build', '--out', 'site', '--site', 'https://example.org', '--base', '/here/');
    const { err } = perfolio('export', 'run-03', '--out', 'out/third.html');
    expect(err).not.toContain('rendering the page');
    expect(addresses(read('out/third.html'))).toContain('https://example.org/here/method/');
    const again = perfolio('build', '--out', 'site', '--site', 'https://example.org', '--base', '/here/');
    expect(again.err).toContain('rebuilt 0 of 3 report pages');
  });

  it.each([
    ['an unknown run', ['run-2', '--out', 'x.html'], 1, 'Unknown run "run-2". Did you mean `run-02`?'],
    ['two unknown runs', ['a...b', '--out', 'x.html'], 1, 'Unknown run "b".'],
    ['one run twice', ['run-01...run-01', '--out', 'x.html'], 1, 'the same run'],
    ['a missing folder', ['run-01', '--out', 'no/x.html'], 1, 'The folder of no/x.html does not exist.'],
    ['a folder', ['run-01', '--out', 'out'], 1, 'out is a folder.'],
    ['no file', ['run-01'], 2, "required option '--out <file>' not specified"],
  ])('refuses %s', async (_, argv, code, message) => {
    const paths = ['--data', join(folder, 'data'), '--content', join(folder, 'content')];
    const done = await withoutProcess(folder, ['export', ...argv, ...paths]);
    expect(done.code).toBe(code);
    expect(done.err).toContain(message);
  });
});
