import type { ValueBounds } from '../../model/documents/digest.ts';
import { normalQuantile, studentQuantile } from '../../stats/distributions.ts';

const around = (value: number, half: number): ValueBounds => ({ lower: value - half, upper: value + half });

/**
 * The 95% bounds of a mean, from those of another confidence level: by Student's distribution where the number of samples
 * is known, else by the normal one. Null where there is nothing to compute.
 */
export function bounds95(
  value: number | null,
  half: number | null,
  level: number,
  samples: number | null = null,
): ValueBounds | null {
  if (value === null || half === null || !Number.isFinite(half) || half < 0 || (samples ?? 2) < 2)
    return null;
  const df = samples === null ? Infinity : samples - 1;
  return around(value, (half * studentQuantile(0.975, df)) / studentQuantile((1 + level) / 2, df));
}

/** The 95% bounds of a mean whose relative margin of error a tool prints, in per cent. Null without one. */
export const boundsOfMargin = (value: number, percent: number | null | undefined): ValueBounds | null =>
  bounds95(value, percent == null ? null : (value * percent) / 100, 0.95);

/** The 95% bounds of the median of normal values with this standard deviation: its variance is pi / 2 times that of a mean. */
export function medianBounds(
  value: number | null,
  deviation: number | null,
  samples: number,
): ValueBounds | null {
  if (value === null || deviation === null || deviation < 0) return null;
  return around(value, normalQuantile(0.975) * deviation * Math.sqrt(Math.PI / 2 / samples));
}

/** The standard deviation of normal values whose quartiles are these. */
export const deviationOfQuartiles = (first: number, third: number): number =>
  (third - first) / (2 * normalQuantile(0.75));
