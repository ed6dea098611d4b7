import { studentQuantile } from './distributions.ts';
import type { Interval } from './interval.ts';
import { mean, standardDeviation } from './moments.ts';
import type { Numbers } from './numbers.ts';

/** Fewer values than this say nothing about the next one. */
export const minimumHistory = 5;

/** More than this are not used: older runs say less. */
export const maximumHistory = 50;

/**
 * Where the next value lies with probability 1 - alpha if nothing changed: mean +- t(k - 1) s sqrt(1 + 1/k) of the
 * k past values (Hahn & Meeker, Statistical Intervals, 4.7). Taken on logarithms when all are positive.
 * Uses the last 50; null for fewer than 5.
 */
export function predictionInterval(history: Numbers, alpha: number): Interval | null {
  const recent = Array.from(history).slice(-maximumHistory);
  if (recent.length < minimumHistory) return null;
  const isPositive = recent.every((value) => value > 0);
  const values = isPositive ? recent.map(Math.log) : recent;
  const deviation = standardDeviation(values) ?? 0;
  const half =
    studentQuantile(1 - alpha / 2, values.length - 1) * deviation * Math.sqrt(1 + 1 / values.length);
  const centre = mean(values);
  return isPositive
    ? { lower: Math.exp(centre - half), upper: Math.exp(centre + half) }
    : { lower: centre - half, upper: centre + half };
}
