import { utimesSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { Renewal } from './build-lock.ts';

const { path, everyMs } = workerData as Renewal;

/** Tells others that the holder of the lock still runs. */
function renew(): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Somebody deleted the cache meanwhile. The build goes on.
  }
}

setInterval(renew, everyMs);
