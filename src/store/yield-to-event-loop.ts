import { setImmediate as turn } from 'node:timers/promises';

/**
 * Lets all that waits in this process go on for a moment; for loops that take seconds. While results are read, the pages
 * are being bundled by other threads, and these ask this one many short questions about every module.
 */
export const giveWay = (): Promise<void> => turn();
