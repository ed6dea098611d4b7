import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import type { ResponseRow, RunMeasures } from '../../model/run-measures.ts';
import type { Place } from '../runs/annotation-scope.ts';

/** How sure a benchmark's typical time is by its own samples, on the scale of logarithms. */
export interface SampleSpread {
  readonly log: number;
  readonly variance: number;
  readonly df: number;
  readonly n: number;
}

/** Fewer samples show no spread. */
const fewest = 3;

/** Standard deviations from a value to the end of its 95% interval. */
const toEnd = 1.96;

/**
 * The variance of the logarithm of a median: from its order-statistic interval; without one, that of the median of normal
 * values, pi / 2 times that of their mean.
 */
function medianVariance({ latencyMs, intervals }: ResponseRow, ofMean: number): number {
  const { lower = null, upper = null } = intervals.p50 ?? {};
  if (latencyMs?.source !== 'reported' && lower !== null && upper !== null && lower > 0)
    return (Math.log(upper / lower) / (2 * toEnd)) ** 2;
  return (Math.PI / 2) * ofMean;
}

/** What a call allocates, and how large a file is: the same each time for the same code. */
const exactUnit =
  /^(?:(?:[kKMG]i?)?B|bytes?|allocs?|allocations)(?:\/(?:op|iter|iteration|call|operation))?$/;

/** A single value of a benchmark that no noise of time moves. */
function exactSpread(run: RunMeasures, { metric, scenario, endpoint }: Place): SampleSpread | null {
  const row = run.measures.find(
    (one) => one.metric === metric && one.scenario === scenario && (one.endpoint ?? null) === endpoint,
  );
  if (row === undefined || !(row.value > 0) || !exactUnit.test(row.unit)) return null;
  return { log: Math.log(row.value), variance: 0, df: 1, n: 1 };
}

/**
 * What the samples of one run say about a benchmark's median or mean. Each is a measurement of its own, so no clock is
 * needed to tell how they spread. Null for requests, which depend on their neighbours, and without a standard deviation.
 */
export function sampleSpread(run: RunMeasures, place: Place): SampleSpread | null {
  const { metric, scenario, endpoint } = place;
  if (run.kind !== 'benchmark') return null;
  if (isMeasure(metric)) return exactSpread(run, place);
  if (metric !== 'response.p50' && metric !== 'response.mean') return null;
  const row = run.response.find((one) => one.scenario === scenario && one.endpoint === endpoint);
  const { mean = null, stddev = null, p50 = null } = row?.latencyMs ?? {};
  const n = row?.timedCount ?? 0;
  if (row === undefined || n < fewest || mean === null || stddev === null || !(mean > 0)) return null;
  const ofMean = (stddev / mean) ** 2 / n;
  const [value, variance] = metric === 'response.p50' ? [p50, medianVariance(row, ofMean)] : [mean, ofMean];
  return value === null || !(value > 0) ? null : { log: Math.log(value), variance, df: n - 1, n };
}
