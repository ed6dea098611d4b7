import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { mean, standardDeviation } from './moments.ts';
import type { Numbers } from './numbers.ts';
import { median, robustDeviation } from './robust.ts';

/** Fewer values than this say nothing about the next one. */
export const minimumHistory = 5;

/** A change point needs at least this many runs on its new level to be confirmed. */
export const confirmingRuns = 5;

/** More than this are not used: older runs say less. */
export const maximumHistory = 50;

/** Centre and spread of past values. */
interface Spread {
  centre: number;
  deviation: number;
}

const ordinary = (values: Numbers): Spread => ({
  centre: mean(values),
  deviation: standardDeviation(values) ?? 0,
});

/** Median, and the geometric mean of the ordinary and the robust deviation (the ordinary one if that is 0). */
function guarded(values: Numbers): Spread {
  const deviation = standardDeviation(values) ?? 0;
  const robust = robustDeviation(values);
  return { centre: median(values), deviation: robust > 0 ? Math.sqrt(robust * deviation) : deviation };
}

function nextValue(
  history: Numbers,
  alpha: number,
  spreadOf: (values: Numbers) => Spread,
  isRatio = true,
): Interval | null {
  const recent = Array.from(history).slice(-maximumHistory);
  if (recent.length < minimumHistory) return null;
  const isPositive = isRatio && recent.every((value) => value > 0);
  const { centre, deviation } = spreadOf(isPositive ? recent.map(Math.log) : recent);
  const half =
    studentQuantile(1 - alpha / 2, recent.length - 1) * deviation * Math.sqrt(1 + 1 / recent.length);
  return isPositive
    ? { lower: Math.exp(centre - half), upper: Math.exp(centre + half) }
    : { lower: centre - half, upper: centre + half };
}

/**
 * Where the next value lies with probability 1 - alpha if nothing changed: mean +- t(k - 1) s sqrt(1 + 1/k) of the
 * k past values (Hahn & Meeker, Statistical Intervals, 4.7). Taken on logarithms when all are positive.
 * Uses the last 50; null for fewer than 5.
 */
export function predictionInterval(history: Numbers, alpha: number): Interval | null {
  return nextValue(history, alpha, ordinary);
}

/**
 * As `predictionInterval`, but centred on the median and with a spread that a few outliers in the history cannot
 * blow up: sqrt(s x 1.4826 MAD). For alerts, where past outliers must not hide the next change; its false alert rate
 * is measured, not nominal (docs/statistics.md). On logarithms only if `isRatio`, too.
 */
export function alertInterval(history: Numbers, alpha: number, isRatio = true): Interval | null {
  return nextValue(history, alpha, guarded, isRatio);
}
