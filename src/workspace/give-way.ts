import { setImmediate as turn } from 'node:timers/promises';

/** Longer than this nobody should have to wait: the bundler answers every module with many short questions. */
const longestMs = 4;

/**
 * A pause for long loops: lets all that waits in this process go on, where it has waited for some milliseconds. While
 * results are read, the pages are being bundled by other threads, which ask this one.
 */
export function givingWay(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestMs) return;
    await turn();
    since = performance.now();
  };
}
