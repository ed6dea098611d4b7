/**
 * Would the tests notice? Changes the computing code in one small place at a time, in a copy of this checkout, and runs
 * the unit tests that import the changed file, the nearest first, until one fails.
 * `npm run test:mutants -- [--sample 120] [--seed 1] [--in src/stats/usl.ts] [--commands]`
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, matchesGlob } from 'node:path';
import { parseArgs } from 'node:util';
import { uniformStream } from '../bench/random.ts';
import { findMutants, type Mutant } from './find-mutants.ts';
import { testsByDistance } from './nearest-tests.ts';
import { reachOf } from './reached.ts';
import { TestRunner, type Outcome } from './run-tests.ts';

// An interrupted run ends what it started, and removes its copy.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    commands: { type: 'boolean', default: false },
    in: {
      type: 'string',
      multiple: true,
      default: ['stats', 'history', 'diff', 'report', 'ingest'].map((name) => `src/${name}/`),
    },
  },
});

const root = join(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(root, file)));

/** A copy of what git knows of, and of what is new, with the same packages. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'perfolio-mutants-'));
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const file of files) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function sampleOf(all: readonly Mutant[], count: number, seed: number): Mutant[] {
  const uniform = uniformStream(seed);
  return all
    .map((mutant) => ({ mutant, at: uniform() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}

const code = files.filter((file) => file.endsWith('.ts'));
/** Tests of commands start many processes: all of them together take longer than all others, and notice little more. */
const slow = values.commands
  ? '{built-site,browser,slow}'
  : '{built-site,browser,slow,bin,commands,demo-service,packaging,site,store}';
const isUnitTest = (file: string): boolean =>
  file.endsWith('.test.ts') && !matchesGlob(file, `test/${slow}/**`);
const testsOf = testsByDistance(root, code, isUnitTest);
const sources = code.filter((file) => values.in.some((path) => file.startsWith(path)));
const all = sources.flatMap((file) => findMutants(file, readFileSync(join(root, file), 'utf8')));
const sample = sampleOf(all, Number(values.sample), Number(values.seed));
const copy = copyProject();
const runner = new TestRunner(copy);
let lastChanged = '';

async function outcomeWith(mutant: Mutant, tests: readonly string[]): Promise<Outcome> {
  const path = join(copy, mutant.file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, mutant.start) + mutant.to + text.slice(mutant.end));
  // The file of the mutant before was restored.
  const outcome = await runner.run({ changed: [mutant.file, lastChanged], tests });
  lastChanged = mutant.file;
  writeFileSync(path, text);
  return outcome;
}

const titleOf = ({ file, line, from, to }: Mutant): string => `${file}:${line} ${from} -> ${to}`;

/** Runs the tests from the nth to the mth of each mutant. Those that no test noticed are left. */
async function survivorsOf(mutants: readonly Mutant[], n: number, m: number): Promise<Mutant[]> {
  const left: Mutant[] = [];
  for (const mutant of mutants) {
    const tests = (testsOfMutant.get(mutant) ?? []).slice(n, m);
    const outcome = tests.length === 0 ? 'passed' : await outcomeWith(mutant, tests);
    if (outcome === 'passed') left.push(mutant);
    else console.log(`${outcome.padEnd(7)} ${titleOf(mutant)}`);
  }
  console.log(`\nNot noticed by the ${m} nearest tests: ${left.length}`);
  for (const mutant of left)
    console.log(`        ${titleOf(mutant)}, reached by ${testsOfMutant.get(mutant)?.length}`);
  return left;
}

console.log(
  `${all.length} mutants in ${sources.length} files. Sample of ${sample.length}, seed ${values.seed}.`,
);
const { reached, failing, seconds } = await reachOf(copy, sample, [
  ...new Set(sample.flatMap(({ file }) => testsOf(file))),
]);
for (const test of failing) console.log(`Left out, since it fails without a mutant: ${test}`);
const testsOfMutant = new Map(
  sample.map((mutant, i) => {
    const tests = testsOf(mutant.file).filter((test) => mutant.isStatic || reached[i]?.has(test));
    // The nearest first, but one that takes a second more waits for fifty others.
    const costs = new Map(tests.map((test, i) => [test, i / 10 + 5 * (seconds.get(test) ?? 0)]));
    const sorted = tests.toSorted((a, b) => (costs.get(a) ?? 0) - (costs.get(b) ?? 0));
    return [mutant, sorted.filter((test) => !failing.includes(test))];
  }),
);
let left = sample;
// Most mutants go no further than the first tests.
for (const [n, m] of [
  [0, 8],
  [8, 40],
  [40, Infinity],
] as const)
  left = await survivorsOf(left, n, m);
runner.stop();
const noticed = sample.length - left.length;
console.log(`\n${noticed} of ${sample.length} noticed (${((100 * noticed) / sample.length).toFixed(1)}%)`);
