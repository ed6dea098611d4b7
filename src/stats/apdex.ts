import { countAtMost, shareAtMost, histogramCount, type AnyHistogram } from './histogram.ts';
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

/**
 * Apdex from the histogram of successful requests, with the bounds that the cut buckets allow.
 */
export function apdexOfHistogram(
  ok: AnyHistogram,
  failed: number,
  threshold: number,
): { value: number; lower: number; upper: number } {
  const n = histogramCount(ok);
  const all = n + failed;
  const near = countAtMost(ok, threshold);
  const far = countAtMost(ok, 4 * threshold);
  const of = (satisfied: number, within: number): number => apdex(satisfied, within - satisfied, all);
  const value = n === 0 ? of(0, 0) : of(n * shareAtMost(ok, threshold), n * shareAtMost(ok, 4 * threshold));
  return { value, lower: of(near.least, far.least), upper: of(near.most, far.most) };
}
