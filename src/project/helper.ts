import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { moduleExtension, type Paths } from '../store/paths.ts';

/** What a helper can do ahead of its build. */
export type HelperTask = 'measures' | 'contexts' | 'reports';

/** What a helper's thread is started with. */
export interface HelperData {
  readonly paths: Paths;
  readonly task: HelperTask;
  /** Not 0 once the thread should end. */
  readonly stop: Int32Array;
}

/** Fewer results than this are made before a thread has started. */
const worthHelping = 32;

/** A thread that works towards the build. */
export interface Helper {
  /** Ends the thread; how many results it made. */
  readonly stop: () => Promise<number>;
}

const none: Helper = { stop: () => Promise.resolve(0) };

/**
 * A second thread that does a part of the work, for builds that have much of it. It begins at the newest run while the
 * build begins at the oldest, and what it makes the build finds in the cache: so neither waits for the other, and a
 * thread that fails costs time and nothing else.
 */
export function startHelper(paths: Paths, task: HelperTask, missing: number): Helper {
  if (missing < worthHelping) return none;
  // Left alone, the engine lets several times as much garbage pile up as there is in use: a thousand pages of it.
  setFlagsFromString('--heap-growing-percent=50');
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: HelperData = { paths, task, stop };
  const worker = new Worker(new URL(`./helper-thread${moduleExtension}`, import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: 128 + missing * 0.2, maxYoungGenerationSizeMb: 96 },
  });
  let made = 0;
  const ended = new Promise<void>((resolve) => {
    worker.on('message', (count: number) => (made = count));
    worker.on('error', () => resolve());
    worker.on('exit', () => resolve());
  });
  worker.unref();
  return {
    stop: async () => {
      Atomics.store(stop, 0, 1);
      worker.ref();
      await ended;
      return made;
    },
  };
}
