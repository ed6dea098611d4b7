/**
 * A process that keeps vitest loaded and runs some unit tests whenever its parent asks: loading it again for each
 * mutant takes several times as long as most tests do. `node live-tests.ts`, in the project's copy, with an IPC channel.
 */
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import type { TestRequest } from './run-tests.ts';

const root = process.cwd();
const vitest = await createVitest(
  { root, watch: true, run: false, project: ['unit'], maxWorkers: 1, bail: 1, silent: true, reporters: [{}] },
  { server: { watch: null } },
);
const specifications = new Map(
  (await vitest.globTestSpecifications()).map((one) => [one.moduleId, one] as const),
);

async function run({ changed, tests }: TestRequest): Promise<boolean> {
  for (const file of changed) vitest.invalidateFile(join(root, file));
  const wanted = tests.flatMap((test) => specifications.get(join(root, test)) ?? []);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(wanted, false);
  // The results are those of all modules that ever ran, also of the mutants before.
  const ids = new Set(wanted.map(({ moduleId }) => moduleId));
  const own = testModules.filter(({ moduleId }) => ids.has(moduleId));
  // A run that ends at the first failure leaves the rest pending or skipped.
  return unhandledErrors.length === 0 && own.every((one) => one.ok() || one.state() === 'skipped');
}

process.on('message', (request: TestRequest) => {
  void run(request).then((hasPassed) => process.send?.(hasPassed));
});
// Nobody else waits for its answers.
process.once('disconnect', () => process.exit());
process.send?.('ready');
