import type { Bounds } from '../../model/metrics/metric-value.ts';
import type { Latency } from '../../model/documents/inspection.ts';
import type { MeasureRow, ResponseRow } from '../../model/run-measures.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { standardDeviation } from '../../stats/moments.ts';

/** How sure a benchmark's typical value is by what one run shows: the standard error as a share of it. */
export interface TypicalSpread {
  readonly value: number;
  readonly error: number;
  /** Half the 95% interval, as a share of the value. */
  readonly half: number;
  /** Of the estimate of the standard error. */
  readonly df: number;
  /** Samples behind it; null where the tool states an interval or a spread without them. */
  readonly n: number | null;
}

/** Fewer samples show no spread. */
const fewest = 3;

/** Standard deviations from a value to the end of its 95% interval. */
const toEnd = 1.96;

/** Half an interval as standard errors, as a share of the value; null without one. */
function errorOf(value: number, bounds: Bounds | undefined): number | null {
  const { lower = null, upper = null } = bounds ?? {};
  return lower === null || upper === null || !(value > 0) ? null : (upper - lower) / (2 * toEnd * value);
}

/** The standard deviation; where a tool prints extremes alone, what it is at most: half their distance (Popoviciu). */
function deviationOf({ stddev, min, max }: Latency): number | null {
  return stddev ?? (min === null || max === null || !(max >= min) ? null : (max - min) / 2);
}

/**
 * The spread of a benchmark's mean or median: by the interval that the tool states, or by order statistics of samples; else
 * from the standard deviation, of the fewest samples where their number is unknown. The variance of a median of normal
 * values is pi / 2 times that of their mean.
 */
export function timeSpread(row: ResponseRow, name: 'p50' | 'mean'): TypicalSpread | null {
  const { latencyMs: ms, timedCount } = row;
  const value = ms?.[name] ?? null;
  if (ms === null || value === null || !(value > 0)) return null;
  const n = timedCount ?? fewest;
  if (n < fewest) return null;
  const stated = errorOf(value, row.intervals[name]);
  const isStated = ms.source === 'reported' && stated !== null;
  if (isStated) return { value, error: stated, half: toEnd * stated, df: Infinity, n: null };
  const deviation = deviationOf(ms);
  if (deviation === null) return null;
  const middle = ms.mean ?? value;
  const ofMean = deviation / middle / Math.sqrt(n);
  const error = name === 'mean' ? ofMean : (stated ?? ofMean * Math.sqrt(Math.PI / 2));
  const isByRanks = name === 'p50' && stated !== null;
  const half = (isByRanks ? toEnd : studentQuantile(0.975, n - 1)) * error;
  return { value, error, half, df: n - 1, n: timedCount };
}

/** The spread of a measure: by its readings, else by the interval that the tool states. */
export function measureSpread({ value, readings, bounds }: MeasureRow): TypicalSpread | null {
  if (readings !== undefined && readings.length >= fewest && value > 0) {
    const [n, df] = [readings.length, readings.length - 1];
    const error = (standardDeviation(readings) ?? 0) / Math.sqrt(n) / value;
    return { value, error, half: studentQuantile(0.975, df) * error, df, n };
  }
  const error = errorOf(value, bounds);
  // Bounds that are the value itself are of a count.
  return error === null
    ? null
    : { value, error, half: toEnd * error, df: Infinity, n: error === 0 ? 1 : null };
}

/** Half the 95% interval as a share of the value, to two digits: "1.2%". */
export const halfText = ({ half }: TypicalSpread): string => `${Number((100 * half).toPrecision(2))}%`;
