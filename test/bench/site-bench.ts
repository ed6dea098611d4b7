/**
 * How long a site takes to build and how much memory: nothing kept, nothing changed, all kept but the site itself gone,
 * one run added. Beside it Eleventy, which makes pages with the same tables and drawings from Markdown, and a bare loop
 * that puts them together: all in one invocation, since machines differ and what counts is the ratio.
 * `node test/bench/site-bench.ts [--runs 100,1000] [--endpoints 20]`; a thousand runs take several minutes.
 */
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { textTable } from '../../src/commands/terminal/text-table.ts';
import { measured, type Measured } from './site/measured.ts';
import { shownIn, writeMarkdown, type Shown } from './site/equal-pages.ts';
import { growthTable, type SizeTimes } from './site/growth.ts';
import { eleventyCommand, runBare, runEleventy } from './site/peers.ts';
import { generateProject, writeRun } from './support/generate-project.ts';

const root = dirname(dirname(import.meta.dirname));
const scratch = join(root, 'node_modules/.cache/perfolio-bench/site');
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100,1000' }, endpoints: { type: 'string', default: '20' } },
});
const endpoints = Number(values.endpoints);

const build = (data: string, out: string): Promise<Measured> =>
  measured(['bin/perfolio.mjs', 'build', '--data', data, '--content', join(scratch, 'none'), '--out', out], {
    cwd: root,
    env: { INIT_CWD: root },
  });

function clearCaches(): void {
  rmSync(join(root, 'node_modules/.cache/perfolio'), { recursive: true, force: true });
}

const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(1)} kB`;

/** The whole of a site, and the weight of its report pages and of its heaviest trends page as they are sent. */
function sizesOf(site: string): string {
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const bytes = files.reduce((sum, path) => sum + statSync(path).size, 0);
  const heaviest = (below: string): { path: string; size: number } =>
    files
      .filter((path) => path.startsWith(join(site, below)) && path.endsWith('.html'))
      .map((path) => ({ path: relative(site, path), size: gzipSync(readFileSync(path)).length }))
      .reduce((most, next) => (next.size > most.size ? next : most), { path: 'none', size: 0 });
  const [report, trends] = [heaviest('runs'), heaviest('trends')];
  return [
    `site ${(bytes / 1e6).toFixed(0)} MB in ${files.length} files`,
    `heaviest report ${kilobytes(report.size)} gzip`,
    `heaviest trends page ${kilobytes(trends.size)} gzip (${trends.path})`,
  ].join('; ');
}

const shownText = ({ pages, cells, drawings }: Shown): string =>
  `${pages} reports with ${cells} cells and ${drawings} drawings`;

interface Row {
  readonly what: string;
  readonly took: Measured;
  readonly shown: Shown;
}

/** Perfolio's builds: of a copy, since the folder's name is part of what is kept. */
async function ownRows(folder: string, runs: number, data: string): Promise<Row[]> {
  const [copy, out] = [join(folder, 'copy'), join(folder, 'dist')];
  rmSync(copy, { recursive: true, force: true });
  cpSync(data, copy, { recursive: true });
  clearCaches();
  const rows: Row[] = [];
  const timed = async (what: string): Promise<void> => {
    const took = await build(copy, out);
    rows.push({ what, took, shown: shownIn(out) });
  };
  await timed('Perfolio, nothing kept');
  await timed('Perfolio, nothing changed');
  rmSync(out, { recursive: true });
  await timed('Perfolio, all kept');
  writeRun(copy, runs, runs, endpoints);
  await timed('Perfolio, one run added');
  return rows;
}

async function peerRows(folder: string): Promise<Row[]> {
  const peers = join(folder, 'peers');
  writeMarkdown(join(folder, 'dist'), join(peers, 'pages/runs'));
  const rows: Row[] = [];
  const command = eleventyCommand(scratch);
  if (command !== null) {
    const took = await runEleventy(command, peers);
    rows.push({ what: 'Eleventy, from Markdown', took, shown: shownIn(join(peers, 'site')) });
  }
  const took = await runBare(peers);
  rows.push({ what: 'bare loop', took, shown: shownIn(join(peers, 'bare')) });
  return rows;
}

function print(runs: number, rows: readonly Row[]): void {
  const ratio = (one: Row, to: Row | undefined, of: 'seconds' | 'cpuSeconds'): string =>
    to === undefined ? '–' : (one.took[of] / to.took[of]).toFixed(2);
  const [eleventy, bare] = ['Eleventy', 'bare'].map((name) => rows.find(({ what }) => what.startsWith(name)));
  const heads = [
    '',
    's',
    'x Eleventy',
    'x bare',
    'CPU s',
    'x Eleventy',
    'peak MB',
    'reports',
    'cells',
    'drawings',
  ];
  const lines = rows.map((row) => [
    row.what,
    row.took.seconds.toFixed(2),
    ratio(row, eleventy, 'seconds'),
    ratio(row, bare, 'seconds'),
    row.took.cpuSeconds.toFixed(2),
    ratio(row, eleventy, 'cpuSeconds'),
    row.took.peakMb.toFixed(0),
    ...[row.shown.pages, row.shown.cells, row.shown.drawings].map(String),
  ]);
  const load = loadavg().map((one) => one.toFixed(1));
  process.stdout.write(
    `${runs} runs x ${endpoints} endpoints, ${cpus().length} processors, load ${load.join(' ')}\n${textTable(heads, lines)}`,
  );
}

/** Every contestant ended with 0, or there were no row; here that all of them show the same. */
function compare(own: Row, peers: readonly Row[]): void {
  for (const { what, shown } of peers)
    if (shownText(shown) !== shownText(own.shown))
      process.stdout.write(
        `${what}: not equal! ${shownText(shown)}, where Perfolio has ${shownText(own.shown)}\n`,
      );
}

const sizes: SizeTimes[] = [];
for (const runs of values.runs.split(',').map(Number)) {
  const folder = join(scratch, `${runs}x${endpoints}`);
  mkdirSync(folder, { recursive: true });
  const own = await ownRows(folder, runs, generateProject(folder, runs, endpoints));
  const peers = await peerRows(folder);
  print(runs, [...own, ...peers]);
  sizes.push({ runs, rows: own });
  compare(own.at(-1)!, peers);
  process.stdout.write(`${sizesOf(join(folder, 'dist'))}\n\n`);
}
process.stdout.write(growthTable(sizes));
