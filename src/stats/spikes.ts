import { at } from '../model/checked.ts';
import { numberAt } from './numbers.ts';
import { median, robustDeviation } from './robust.ts';
import { largest } from '../model/long-lists.ts';

/** A stretch of neighbouring slices that stand out. */
export interface Spike {
  /** Index of the first slice and number of slices. */
  start: number;
  length: number;
  /** Highest value within, and the median of its surroundings. */
  peak: number;
  usual: number;
  /** Share of the run's requests that fell into it; null without counts. */
  shareOfRequests: number | null;
}

/** A stretch in which (almost) nothing was answered. */
export interface Stall {
  start: number;
  length: number;
  /** Requests that the usual rate would have brought, minus those that came. */
  missingRequests: number;
}

/** How a spike is told from noise. */
export interface SpikeOptions {
  /** Slices of the sliding window; default 15. */
  window?: number;
  /** How many robust deviations above the window's median; default 5. */
  limit?: number;
  /** How far above it at least, as a share; default 0.2. */
  minimumRise?: number;
}

/** The values of the window around a place, without those that are NaN. */
function surroundingsOf(values: ArrayLike<number>, at: number, window: number): number[] {
  const half = Math.floor(window / 2);
  const from = Math.max(0, Math.min(at - half, values.length - window));
  const near: number[] = [];
  for (let i = from; i < Math.min(values.length, from + window); i++) {
    if (!Number.isNaN(numberAt(values, i))) near.push(numberAt(values, i));
  }
  return near;
}

function groups(isInside: readonly boolean[]): { start: number; length: number }[] {
  const found: { start: number; length: number }[] = [];
  isInside.forEach((inside, i) => {
    if (!inside) return;
    if (i > 0 && isInside[i - 1] === true) at(found, -1).length++;
    else found.push({ start: i, length: 1 });
  });
  return found;
}

const totalOf = (values: ArrayLike<number>, from: number, to: number): number => {
  let total = 0;
  for (let i = from; i < to; i++) total += numberAt(values, i);
  return total;
};

/**
 * Slices whose value (pass the p95 of each equal time slice; NaN without requests) exceeds the median of a sliding
 * window of 15 by more than 5 x 1.4826 MAD (Hampel's identifier, Davies & Gather, JASA 88 (1993) 782-792) and by at
 * least a fifth. Neighbours are one spike. `sliceCounts` are the requests of each slice.
 * A spike longer than half the window is a level, not a spike, and is not found.
 */
export function findSpikes(
  sliceP95s: ArrayLike<number>,
  sliceCounts: ArrayLike<number> | null = null,
  options: SpikeOptions = {},
): Spike[] {
  const { window = 15, limit = 5, minimumRise = 0.2 } = options;
  const surroundings = Array.from(sliceP95s, (_, i) => surroundingsOf(sliceP95s, i, window));
  const usual = surroundings.map(median);
  const isSpike = usual.map((middle, i) => {
    const rise = numberAt(sliceP95s, i) - middle;
    return rise > minimumRise * Math.abs(middle) && rise > limit * robustDeviation(at(surroundings, i));
  });
  const requests = sliceCounts === null ? NaN : totalOf(sliceCounts, 0, sliceCounts.length);
  return groups(isSpike).map(({ start, length }) => ({
    start,
    length,
    peak: largest(Array.from({ length }, (_, i) => numberAt(sliceP95s, start + i))),
    usual: numberAt(usual, start),
    // A slice with a value has requests.
    shareOfRequests: sliceCounts === null ? null : totalOf(sliceCounts, start, start + length) / requests,
  }));
}

/**
 * Stretches of equal time slices in which fewer than a tenth of the usual number of requests (median of the slices
 * before and after, window 15) was finished. `sliceCounts` are requests per slice; leave out warm-up and ramp-down.
 * Slices with a usual count below 10 are not judged.
 */
export function findStalls(sliceCounts: ArrayLike<number>, window = 15): Stall[] {
  // No usual count is above the highest: most slices hold too much to be a stall whatever is around them.
  const highest = Array.from(sliceCounts).reduce((most, count) => Math.max(most, count), 0);
  const usual = Array.from(sliceCounts, (count, i) =>
    count < highest / 10 ? median(surroundingsOf(sliceCounts, i, window)) : NaN,
  );
  const isStall = usual.map((count, i) => count >= 10 && numberAt(sliceCounts, i) < count / 10);
  return groups(isStall).map(({ start, length }) => ({
    start,
    length,
    missingRequests: totalOf(usual, start, start + length) - totalOf(sliceCounts, start, start + length),
  }));
}
