import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How tests ended: `timeout` if they were still running after a time that is long for them. */
export type Outcome = 'passed' | 'killed' | 'timeout';

/** Tests to run, with the source files that changed since the last of them, by path from the root. */
export interface TestRequest {
  readonly changed: readonly string[];
  readonly tests: readonly string[];
}

/** Starts Node in a process group of its own, which ends with this process: a loop without end can only be killed. */
function startNode(
  root: string,
  args: readonly string[],
  nodeOptions: string,
  isAsked: boolean,
): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: nodeOptions },
    stdio: ['ignore', 'ignore', 'ignore', ...(isAsked ? (['ipc'] as const) : [])],
    detached: true,
  });
  const end = (): void => endGroup(child);
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  return child;
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Runs unit tests in a copy of the project with these options of Node, and writes vitest's results to a file. */
export async function runAll(
  root: string,
  tests: readonly string[],
  { nodeOptions, results }: { readonly nodeOptions: string; readonly results: string },
): Promise<void> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [
    'run',
    '--project',
    'unit',
    '--maxWorkers',
    '1',
    '--reporter',
    'json',
    '--outputFile',
    results,
  ];
  await once(startNode(root, [vitest, ...args, ...tests], nodeOptions, false), 'close');
}

/** Runs tests in a copy of the project again and again, in one process, each time until the first failure. */
export class TestRunner {
  readonly #root: string;
  #process: Promise<ChildProcess> | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  async run(request: TestRequest): Promise<Outcome> {
    const child = await (this.#process ??= this.#start());
    const limitMs = (60 + 4 * request.tests.length) * 1_000;
    const over = new AbortController();
    const { signal } = over;
    child.send(request);
    const outcome = await Promise.race([
      once(child, 'message', { signal }).then(([hasPassed]) => (hasPassed === true ? 'passed' : 'killed')),
      // A mutant may end the process that runs it.
      once(child, 'close', { signal }).then(() => 'ended' as const),
      setTimeout(limitMs, 'timeout' as const, { signal }),
    ]);
    over.abort();
    if (outcome === 'passed' || outcome === 'killed') return outcome;
    this.stop();
    return outcome === 'ended' ? 'killed' : outcome;
  }

  /** Ends the process; the next run starts another. */
  stop(): void {
    void this.#process?.then(endGroup);
    this.#process = null;
  }

  async #start(): Promise<ChildProcess> {
    const child = startNode(this.#root, [join(this.#root, 'test/mutants/live-tests.ts')], '', true);
    await once(child, 'message');
    return child;
  }
}
