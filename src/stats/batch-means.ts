import { autocorrelation } from './autocorrelation.ts';
import { numberAt } from './numbers.ts';

/** Into how many stretches of time one run is cut. */
export const batchCount = 20;

/** Batches that resemble their neighbours more than this are joined in pairs. */
const independenceLimit = 0.2;

/**
 * Joins neighbouring batches (their mean) when they resemble each other (lag-1 autocorrelation above 0.2), once:
 * 20 values become 10. Batch means: Law & Kelton, Simulation Modeling and Analysis, 9.5.
 */
export function independentBatches(values: readonly number[]): number[] {
  if (autocorrelation(values) <= independenceLimit) return [...values];
  const joined: number[] = [];
  for (let i = 0; i + 1 < values.length; i += 2)
    joined.push((numberAt(values, i) + numberAt(values, i + 1)) / 2);
  return joined;
}

/**
 * Where to cut a run into batches of equal time: `count` pairs of slice indices [from, to) over `slices` time slices
 * after `warmUp` of them. Fewer slices than batches give one batch a slice.
 */
export function batchBounds(slices: number, warmUp = 0, count = batchCount): [from: number, to: number][] {
  const usable = Math.max(0, slices - warmUp);
  const batches = Math.min(count, usable);
  return Array.from({ length: batches }, (_, i) => [
    warmUp + Math.floor((i * usable) / batches),
    warmUp + Math.floor(((i + 1) * usable) / batches),
  ]);
}
