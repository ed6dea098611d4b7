/**
 * What each step of the workflow for pull requests takes on a fresh machine, with and without the cache of the main
 * branch, in a repository with one commit for each run: a branch adds one run. Also how long each kind of clone takes
 * and how large it is. `node test/bench/ci-bench.ts [--runs 1000] [--endpoints 20]`; a thousand runs take some minutes.
 * Left out: npm ci, which depends on the registry.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  createWriteStream,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createZstdCompress } from 'node:zlib';
import { textTable } from '../../src/commands/terminal/text-table.ts';
import { measured, type Measured } from './site/measured.ts';
import { generateProject, writeRun } from './support/generate-project.ts';

const root = dirname(dirname(import.meta.dirname));
const scratch = join(root, 'node_modules/.cache/perfolio-bench/ci');
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, endpoints: { type: 'string', default: '20' } },
});
const [runs, endpoints] = [Number(values.runs), Number(values.endpoints)];
const [origin, checkout] = [join(scratch, 'origin.git'), join(scratch, 'checkout')];
const cache = join(checkout, 'node_modules/.cache/perfolio');

const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const bytesOf = (folder: string): number =>
  filesBelow(folder).reduce((sum, path) => sum + statSync(path).size, 0);

/** One commit for git fast-import, with files of a folder at their places in the repository. */
function commitOf(branch: string, number: number, folder: string, paths: readonly string[]): Buffer {
  const said = `Add ${number}`;
  const head = `commit refs/heads/${branch}\ncommitter Bench <bench@example.com> ${1_700_000_000 + 60 * number} +0000\ndata ${said.length}\n${said}\n`;
  const files = paths.flatMap((path) => {
    const bytes = readFileSync(path);
    return [
      Buffer.from(`M 100644 inline data/${relative(folder, path)}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from('\n'),
    ];
  });
  return Buffer.concat([Buffer.from(head), ...files, Buffer.from('\n')]);
}

/** A repository with one commit for each run on main, and one more run on a branch. */
function makeOrigin(): void {
  const data = generateProject(join(scratch, `project-${runs}x${endpoints}`), runs, endpoints);
  const more = join(scratch, 'more');
  rmSync(more, { recursive: true, force: true });
  mkdirSync(more, { recursive: true });
  writeRun(more, runs, runs, endpoints);
  const folders = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const commits = folders
    .map(({ name }) => name)
    .sort()
    .map((name, i) =>
      commitOf('main', i, data, [
        ...(i === 0 ? [join(data, 'project.json')] : []),
        ...filesBelow(join(data, name)),
      ]),
    );
  const branch = Buffer.concat([
    Buffer.from('reset refs/heads/branch\nfrom refs/heads/main\n\n'),
    commitOf('branch', runs, more, filesBelow(more)),
  ]);
  rmSync(origin, { recursive: true, force: true });
  git(scratch, 'init', '-q', '--bare', '-b', 'main', origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: origin,
    input: Buffer.concat([...commits, branch]),
  });
}

/** Clones the branch and its target into the same folder each time: where a project lies is part of what is kept. */
function clone(...options: readonly string[]): { seconds: number; megabytes: number } {
  rmSync(checkout, { recursive: true, force: true });
  const started = performance.now();
  git(scratch, 'clone', '-q', '-b', 'branch', ...options, `file://${origin}`, checkout);
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, megabytes: bytesOf(join(checkout, '.git')) / 1e6 };
}

const perfolio = (...args: readonly string[]): Promise<Measured> =>
  measured(['bin/perfolio.mjs', ...args], { cwd: root, env: { INIT_CWD: checkout } });

const steps: readonly (readonly [what: string, args: readonly string[]])[] = [
  ['check', ['check']],
  ['diff, as JSON', ['diff', 'git:origin/main', 'git:HEAD', '--out', join(scratch, 'diff.json')]],
  ['diff, for the summary', ['diff', 'git:origin/main', 'git:HEAD']],
  ['build --relative', ['build', '--relative']],
  ['gate', ['gate', '--against', 'git:origin/main']],
];

async function workflow(): Promise<Measured[]> {
  rmSync(join(checkout, 'dist'), { recursive: true, force: true });
  const took: Measured[] = [];
  for (const [, args] of steps) took.push(await perfolio(...args));
  return took;
}

makeOrigin();
writeFileSync(join(scratch, 'package.json'), '{"private": true}\n');
const clones = [
  ['whole (fetch-depth: 0)', clone()],
  ['only the last commit (fetch-depth: 1)', clone('--depth', '1')],
  ['without old contents (--filter=blob:none)', clone('--filter=blob:none')],
] as const;
process.stdout.write(`${runs} runs of ${endpoints} endpoints, one commit each; a branch adds one run\n\n`);
process.stdout.write(
  `${textTable(
    ['clone', 's', 'MB'],
    clones.map(([what, { seconds, megabytes }]) => [what, seconds.toFixed(1), megabytes.toFixed(1)]),
  )}\n`,
);

clone();
// Where npm ci puts packages, results are kept.
mkdirSync(join(checkout, 'node_modules'));
git(checkout, 'checkout', '-q', 'origin/main');
await perfolio('build');
const kept = join(scratch, 'kept');
rmSync(kept, { recursive: true, force: true });
cpSync(cache, kept, { recursive: true });
const archive = join(scratch, 'kept.tar.zst');
const started = performance.now();
const tar = spawn('tar', ['-cf', '-', 'kept'], { cwd: scratch, stdio: ['ignore', 'pipe', 'inherit'] });
await pipeline(tar.stdout, createZstdCompress(), createWriteStream(archive));
const packing = (performance.now() - started) / 1_000;
git(checkout, 'checkout', '-q', 'branch');

rmSync(cache, { recursive: true, force: true });
const without = await workflow();
rmSync(cache, { recursive: true, force: true });
cpSync(kept, cache, { recursive: true });
const withCache = await workflow();
const cells = ({ seconds, cpuSeconds, peakMb }: Measured): string[] => [
  seconds.toFixed(1),
  cpuSeconds.toFixed(1),
  peakMb.toFixed(0),
];
process.stdout.write(
  `${textTable(
    ['step', 'without cache: s', 'CPU s', 'MB', 'with cache: s', 'CPU s', 'MB'],
    steps.map(([what], i) => [what, ...cells(without[i]!), ...cells(withCache[i]!)]),
  )}\n`,
);
process.stdout.write(
  `The cache: ${(statSync(archive).size / 1e6).toFixed(0)} MB packed (${(bytesOf(kept) / 1e6).toFixed(0)} MB in ${filesBelow(kept).length} files); packed in ${packing.toFixed(1)} s\n`,
);
