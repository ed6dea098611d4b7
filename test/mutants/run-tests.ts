import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** How tests ended: `timeout` if they were still running after a time that is long for them. */
export type Outcome = 'passed' | 'killed' | 'timeout';

/**
 * Runs some unit tests in a copy of the project, in one worker, until the first failure. `all` runs them all with these
 * options of Node, and writes vitest's results to a file.
 */
export function runTests(
  root: string,
  tests: readonly string[],
  all: { nodeOptions: string; results: string } | null = null,
): Promise<Outcome> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const how = all === null ? ['--bail', '1'] : ['--reporter', 'json', '--outputFile', all.results];
  const args = ['run', '--project', 'unit', '--maxWorkers', '1', ...how];
  // Its own process group: a worker in a loop without end can only be killed.
  const child = spawn(process.execPath, [vitest, ...args, ...tests], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: all?.nodeOptions ?? '' },
    stdio: 'ignore',
    detached: true,
  });
  let isLate = false;
  const end = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  process.once('exit', end);
  const timer = setTimeout(
    () => {
      isLate = true;
      end();
    },
    (60 + 4 * tests.length) * 1_000,
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      process.off('exit', end);
      resolve(isLate ? 'timeout' : code === 0 ? 'passed' : 'killed');
    });
  });
}
