import { countWithin } from './sorted.ts';

/**
 * Apdex (Application Performance Index, Apdex Alliance, technical specification 1.1): (satisfied + tolerating / 2) /
 * all. Satisfied: successful within the threshold T; tolerating: successful within 4 T; failed requests are
 * frustrated however fast. Counts of requests; NaN for no requests.
 */
export function apdex(satisfied: number, tolerating: number, all: number): number {
  return (satisfied + tolerating / 2) / all;
}

/** Apdex from ascending latencies of successful requests and the number of failed ones. */
export function apdexOfSamples(sortedOk: ArrayLike<number>, failed: number, threshold: number): number {
  const satisfied = countWithin(sortedOk, threshold);
  const within = countWithin(sortedOk, 4 * threshold);
  return apdex(satisfied, within - satisfied, sortedOk.length + failed);
}
