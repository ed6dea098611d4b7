/**
 * How long a site takes to build: nothing kept, all kept, one run added; beside a bare loop that reads every raw file and
 * writes a page of the same size. `node test/bench/site-bench.ts [--runs 100,1000] [--endpoints 20]`
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { textTable } from '../../src/cli/text-table.ts';
import { generateProject, writeRun } from './support/generate-project.ts';

const root = dirname(dirname(import.meta.dirname));
const scratch = join(root, 'node_modules/.cache/perfolio-bench/site');
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, endpoints: { type: 'string', default: '20' } },
});
const endpoints = Number(values.endpoints);

interface Timed {
  readonly seconds: number;
  readonly peakMb: number;
}

/** Runs a script in a process of its own; wall time and peak memory of all of it. */
function timed(args: readonly string[]): Timed {
  const started = performance.now();
  const script = `process.on('exit', () => process.stderr.write('\\nPEAK ' + process.resourceUsage().maxRSS));`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(script)}`, ...args],
    { cwd: root, encoding: 'utf8', env: { ...process.env, INIT_CWD: root } },
  );
  if (status !== 0) throw new Error(stderr);
  return {
    seconds: (performance.now() - started) / 1_000,
    peakMb: Number(/PEAK (\d+)/.exec(stderr)?.[1] ?? 0) / 1_024,
  };
}

const build = (data: string, out: string): Timed =>
  timed(['src/cli/main.ts', 'build', '--data', data, '--content', join(scratch, 'none'), '--out', out]);

function clearCaches(): void {
  rmSync(join(root, 'node_modules/.cache/perfolio'), { recursive: true, force: true });
}

/** Reads what the build reads and writes pages of the size that the build writes, and does nothing else. */
function bare(data: string, out: string, pageBytes: number): Timed {
  const script = join(scratch, 'bare.mjs');
  writeFileSync(
    script,
    `import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
     const [data, out, bytes] = process.argv.slice(2);
     for (const run of readdirSync(data)) {
       if (run.endsWith('.json')) continue;
       const raw = readFileSync(data + '/' + run + '/steady/requests.csv', 'utf8');
       mkdirSync(out + '/runs/' + run, { recursive: true });
       writeFileSync(out + '/runs/' + run + '/index.html', ('<pre>' + raw.slice(0, 100) + '</pre>').padEnd(Number(bytes)));
     }`,
  );
  rmSync(out, { recursive: true, force: true });
  return timed([script, data, out, String(pageBytes)]);
}

function sizes(folder: string): { bytes: number; reportGzip: number; reportBytes: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const bytes = files.reduce((sum, one) => sum + statSync(join(one.parentPath, one.name)).size, 0);
  const report = readdirSync(join(folder, 'runs')).findLast((name) => !name.includes('.'))!;
  const page = readFileSync(join(folder, 'runs', report, 'index.html'));
  return { bytes, reportGzip: gzipSync(page).length, reportBytes: page.length };
}

for (const runs of values.runs.split(',').map(Number)) {
  const folder = join(scratch, `${runs}x${endpoints}`);
  mkdirSync(folder, { recursive: true });
  const data = generateProject(folder, runs, endpoints);
  const out = join(folder, 'dist');
  clearCaches();
  const cold = build(data, out);
  const cached = build(data, out);
  const more = join(folder, 'one-more');
  rmSync(more, { recursive: true, force: true });
  cpSync(data, more, { recursive: true });
  // The folder's name is part of what is kept: the same runs in another folder are read anew once.
  build(more, out);
  writeRun(more, runs, runs, endpoints);
  const added = build(more, out);
  const { bytes, reportGzip, reportBytes } = sizes(out);
  const floor = bare(data, join(folder, 'bare'), reportBytes);
  const row = (name: string, one: Timed): string[] => [
    name,
    one.seconds.toFixed(2),
    (one.seconds / floor.seconds).toFixed(1),
    one.peakMb.toFixed(0),
  ];
  process.stdout.write(
    `${runs} runs x ${endpoints} endpoints\n${textTable(
      ['build', 's', 'x bare', 'peak MB'],
      [
        row('nothing kept', cold),
        row('all kept', cached),
        row('one run added', added),
        row('bare loop', floor),
      ],
    )}site ${(bytes / 1e6).toFixed(1)} MB, report page ${(reportGzip / 1e3).toFixed(1)} kB gzip\n\n`,
  );
}
