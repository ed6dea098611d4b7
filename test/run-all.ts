/**
 * Runs every check of the project and closes with one line: `N passed, N failed`.
 *
 *   lint   beside   format -> types -> unused code   then   unit   then   site   beside   browser
 *
 * Each of those before the tests counts as one check; the others count their tests. All run, whatever fails before. The
 * checks run two at a time: each keeps one core busy. Browser tests often wait, so that two files of site tests run beside
 * them.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const scratch = mkdtempSync(join(tmpdir(), 'perfolio-test-'));
const env = {
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
  ASTRO_TELEMETRY_DISABLED: '1',
};

let passed = 0;
let failed = 0;

/** Runs a command; prints what it wrote when it is done, so that two at a time stay readable. */
function run(command: string, args: readonly string[]): Promise<boolean> {
  const started = performance.now();
  const line = `${command} ${args.join(' ')}`;
  console.log(`\n> ${line}`);
  const child = spawn(command, args, { cwd: root, env, shell: process.platform === 'win32' });
  const written: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk));
  return new Promise((resolve) => {
    const done = (isOk: boolean): void => {
      console.log(`\n${Buffer.concat(written).toString('utf8').trimEnd()}`);
      console.log(
        `  ${isOk ? 'ok' : 'FAILED'}: ${line} in ${((performance.now() - started) / 1_000).toFixed(1)} s`,
      );
      resolve(isOk);
    };
    child.once('error', (error) => {
      written.push(Buffer.from(error.message));
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
}

async function check(command: string, ...args: readonly string[]): Promise<void> {
  if (await run(command, args)) passed++;
  else failed++;
}

type Check = readonly [command: string, ...args: string[]];

async function checks(...list: readonly Check[]): Promise<void> {
  for (const one of list) await check(...one);
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs the tests of one kind. A run that ends without a report, or in which no test ran, has failed. */
async function tests(project: string): Promise<void> {
  const file = join(scratch, `${project}.json`);
  const ok = await run('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    if (report.numPassedTests === 0 || (!ok && report.numFailedTests === 0)) failed++;
  } catch {
    failed++;
  }
}

await Promise.all([
  checks(['eslint', '--max-warnings=0', '.']),
  checks(
    ['prettier', '--check', '.'],
    // It checks modules as well as pages.
    ['astro', 'check', '--minimumSeverity', 'warning'],
    ['knip', '--no-progress'],
  ),
]);
await tests('unit');
await Promise.all([tests('site'), tests('browser')]);

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
