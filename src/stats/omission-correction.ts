import {
  addToHistogram,
  bucketValue,
  histogramCount,
  histogramEntries,
  histogramFromEntries,
  type AnyHistogram,
  type Histogram,
} from './histogram.ts';
import { numberAt } from './numbers.ts';
import { median } from './robust.ts';

/** Whether requests that should have been sent were not. */
export interface Omission {
  /** Time that requests waited beyond their turn, as a share of the time observed. */
  waitingShare: number;
  /** True when that share exceeds 1%: percentiles are too kind. */
  isOmitting: boolean;
  /** Requests that were due but never sent, estimated. */
  missingRequests: number;
}

const limitShare = 0.01;

/**
 * Coordinated omission from raw samples of one sender that means to send every `intervalMs`: a request slower than
 * the interval delays the next start. Counts, after each request slower than the interval, the gap to the next start
 * beyond the interval. Starts ascending, in ms; durations in ms. Fewer than 2 samples: nothing waits.
 */
export function omissionFromSamples(
  startsMs: ArrayLike<number>,
  durationsMs: ArrayLike<number>,
  intervalMs: number,
): Omission {
  let waiting = 0;
  for (let i = 0; i + 1 < startsMs.length; i++) {
    const gap = numberAt(startsMs, i + 1) - numberAt(startsMs, i);
    if (numberAt(durationsMs, i) > intervalMs && gap > intervalMs) waiting += gap - intervalMs;
  }
  const span = startsMs.length < 2 ? 0 : numberAt(startsMs, startsMs.length - 1) - numberAt(startsMs, 0);
  return omission(waiting, span, waiting / intervalMs);
}

/**
 * Coordinated omission from equal time slices: the number of requests started in each, and the longest latency among
 * those started in it or before and not yet finished (the slice's maximum). A slice with under half the usual number
 * of starts (median), that follows or holds a latency longer than a slice, was not idle but blocked.
 * It can show omission, never rule it out: shorter waits than a slice are invisible.
 */
export function omissionFromSlices(
  sliceStarts: ArrayLike<number>,
  sliceMaximaMs: ArrayLike<number>,
  sliceMs: number,
): Omission {
  const usual = sliceStarts.length === 0 ? 0 : median(Array.from(sliceStarts));
  let missing = 0;
  let blockedUntilMs = 0;
  for (let i = 0; i < sliceStarts.length; i++) {
    const longest = numberAt(sliceMaximaMs, i);
    if (longest > sliceMs) blockedUntilMs = Math.max(blockedUntilMs, i * sliceMs + longest);
    const isBlocked = blockedUntilMs > i * sliceMs;
    if (isBlocked && numberAt(sliceStarts, i) < usual / 2) missing += usual - numberAt(sliceStarts, i);
  }
  const waiting = usual === 0 ? 0 : (missing / usual) * sliceMs;
  return omission(waiting, sliceStarts.length * sliceMs, missing);
}

function omission(waiting: number, span: number, missingRequests: number): Omission {
  const waitingShare = span > 0 ? waiting / span : 0;
  return { waitingShare, isOmitting: waitingShare > limitShare, missingRequests };
}

/**
 * The histogram with the requests added that were never sent: for each latency v above the interval also v - i x
 * interval, i = 1, 2, ... while at least one interval (HdrHistogram's correction, G. Tene). Shown beside the measured one, never
 * instead. Values are taken at their bucket's value.
 */
export function correctedHistogram(histogram: AnyHistogram, intervalMs: number): Histogram {
  const entries = histogramEntries(histogram);
  const corrected = histogramFromEntries(histogram.zero, entries);
  if (!(intervalMs > 0) || histogramCount(histogram) === 0) return corrected;
  for (const [index, count] of entries) {
    for (let value = bucketValue(index) - intervalMs; value >= intervalMs; value -= intervalMs) {
      addToHistogram(corrected, value, count);
    }
  }
  return corrected;
}
