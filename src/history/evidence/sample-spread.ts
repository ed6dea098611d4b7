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

/**
 * What the samples of one run say about a benchmark's median or mean. Each is a measurement of its own, so no clock is
 * needed to tell how they spread. Null for requests, which depend on their neighbours, and without a standard deviation.
 */
export function sampleSpread(run: RunMeasures, { metric, scenario, endpoint }: Place): SampleSpread | null {
  if (run.kind !== 'benchmark' || (metric !== 'response.p50' && metric !== 'response.mean')) return null;
  const row = run.response.find((one) => one.scenario === scenario && one.endpoint === endpoint);
  const { mean = null, stddev = null, p50 = null } = row?.latencyMs ?? {};
  const n = row?.timedCount ?? 0;
  if (row === undefined || n < fewest || mean === null || stddev === null || !(mean > 0)) return null;
  const ofMean = (stddev / mean) ** 2 / n;
  const [value, variance] = metric === 'response.p50' ? [p50, medianVariance(row, ofMean)] : [mean, ofMean];
  return value === null || !(value > 0) ? null : { log: Math.log(value), variance, df: n - 1, n };
}
