/**
 * Runs every check of the project and closes with one line: `N passed, N failed`.
 *
 *   format -> lint -> unused code -> types -> unit -> site -> browser
 *
 * Each of those before the tests counts as one check; the others count their tests. All run, whatever fails before.
 */
import { spawnSync } from 'node:child_process';
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

function run(command: string, args: readonly string[]): boolean {
  const started = performance.now();
  console.log(`\n> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(
    `  ${status === 0 ? 'ok' : 'FAILED'} in ${((performance.now() - started) / 1_000).toFixed(1)} s`,
  );
  return status === 0;
}

function check(command: string, ...args: readonly string[]): void {
  if (run(command, args)) passed++;
  else failed++;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

/** Runs the tests of one kind. A run that ends without a report, or in which no test ran, has failed. */
function tests(project: string): void {
  const file = join(scratch, `${project}.json`);
  const ok = run('vitest', [
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

check('prettier', '--check', '.');
check('eslint', '--max-warnings=0', '.');
check('knip', '--no-progress');
check('astro', 'check', '--minimumSeverity', 'warning');
check('tsc', '--noEmit');
tests('unit');
tests('site');
tests('browser');

rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
