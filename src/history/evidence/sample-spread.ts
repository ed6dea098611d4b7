import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import { measureSpread, timeSpread, type TypicalSpread } from '../../report/measure/typical-spread.ts';
import type { Place } from '../runs/annotation-scope.ts';

/** How sure a benchmark's typical value is by its own samples, on the scale of logarithms. */
export interface SampleSpread {
  readonly log: number;
  readonly variance: number;
  readonly df: number;
  /** Null where the tool prints a spread and does not count its samples. */
  readonly n: number | null;
}

/** What a call allocates, and how large a file is: the same each time for the same code. */
const exactUnit =
  /^(?:(?:[kKMG]i?)?B|bytes?|allocs?|allocations)(?:\/(?:op|iter|iteration|call|operation))?$/;

const onLogs = ({ value, error, df, n }: TypicalSpread): SampleSpread => ({
  log: Math.log(value),
  variance: error ** 2,
  df,
  n,
});

/** A measure's spread by what the tool says of it; without that, of a value that no noise of time moves. */
function spreadOfMeasure(run: RunMeasures, { metric, scenario, endpoint }: Place): SampleSpread | null {
  const row = run.measures.find(
    (one) => one.metric === metric && one.scenario === scenario && (one.endpoint ?? null) === endpoint,
  );
  if (row === undefined || !(row.value > 0)) return null;
  const spread = measureSpread(row);
  if (spread !== null) return onLogs(spread);
  return exactUnit.test(row.unit) ? { log: Math.log(row.value), variance: 0, df: 1, n: 1 } : null;
}

/**
 * What the samples of one run say about a benchmark's median or mean, or a measure of it. Each is a measurement of its own,
 * so no clock is needed to tell how they spread. Null for requests, which depend on their neighbours, and without a spread.
 */
export function sampleSpread(run: RunMeasures, place: Place): SampleSpread | null {
  const { metric, scenario, endpoint } = place;
  if (run.kind !== 'benchmark') return null;
  if (isMeasure(metric)) return spreadOfMeasure(run, place);
  if (metric !== 'response.p50' && metric !== 'response.mean') return null;
  const row = run.response.find((one) => one.scenario === scenario && one.endpoint === endpoint);
  const spread = row === undefined ? null : timeSpread(row, metric === 'response.p50' ? 'p50' : 'mean');
  return spread === null ? null : onLogs(spread);
}
