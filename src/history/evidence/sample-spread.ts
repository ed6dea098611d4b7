import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import { directionOf } from '../../ingest/fields/measure-direction.ts';
import { inMs } from '../../ingest/fields/unit-names.ts';
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
  /** True for a single value: a spread is assumed. */
  readonly isAssumed?: true;
}

/**
 * The relative standard error that is assumed of a time or a rate of which a tool prints nothing but one value: as much as
 * is assumed to differ between runs. Tools repeat a call until its mean is steady, but do not say how steady.
 */
const assumedError = 0.05;

const single = (value: number): SampleSpread => ({
  log: Math.log(value),
  variance: assumedError ** 2,
  df: Infinity,
  n: null,
  isAssumed: true,
});

/** Units of times, times per call, and of rates. */
const isTimed = (unit: string): boolean =>
  inMs(1, unit.replace(/\/[^/]*$/, '')) !== null || directionOf(unit) === 'higher';

/** What a call allocates, and how large a file is: the same each time for the same code. */
const exactUnit =
  /^(?:(?:[kKMG]i?)?B|bytes?|allocs?|allocations)(?:\/(?:op|iter|iteration|call|operation))?$/;

const onLogs = ({ value, error, df, n }: TypicalSpread): SampleSpread => ({
  log: Math.log(value),
  variance: error ** 2,
  df,
  n,
});

/** A measure's spread by what the tool says of it; without that, by what is measured. */
function spreadOfMeasure(run: RunMeasures, { metric, scenario, endpoint }: Place): SampleSpread | null {
  const row = run.measures.find(
    (one) => one.metric === metric && one.scenario === scenario && (one.endpoint ?? null) === endpoint,
  );
  if (row === undefined || !(row.value > 0)) return null;
  const spread = measureSpread(row);
  if (spread !== null) return onLogs(spread);
  if (exactUnit.test(row.unit)) return { log: Math.log(row.value), variance: 0, df: 1, n: 1 };
  return isTimed(row.unit) ? single(row.value) : null;
}

/** A count of one run of benchmarks that noise does not move, which may be 0; null for anything else. */
export function countedValue(run: RunMeasures, { metric, scenario, endpoint }: Place): number | null {
  if (run.kind !== 'benchmark' || !isMeasure(metric)) return null;
  const row = run.measures.find(
    (one) => one.metric === metric && one.scenario === scenario && (one.endpoint ?? null) === endpoint,
  );
  return row === undefined || row.value < 0 || !exactUnit.test(row.unit) ? null : row.value;
}

/**
 * What the samples of one run say about a benchmark's median or mean, or a measure of it. Each is a measurement of its own,
 * so no clock is needed to tell how they spread. Null for requests, which depend on their neighbours, and for a single value
 * of anything but a time, a rate or a size.
 */
export function sampleSpread(run: RunMeasures, place: Place): SampleSpread | null {
  const { metric, scenario, endpoint } = place;
  if (run.kind !== 'benchmark') return null;
  if (isMeasure(metric)) return spreadOfMeasure(run, place);
  if (metric !== 'response.p50' && metric !== 'response.mean') return null;
  const row = run.response.find((one) => one.scenario === scenario && one.endpoint === endpoint);
  const name = metric === 'response.p50' ? 'p50' : 'mean';
  const value = row?.latencyMs?.[name] ?? null;
  if (row === undefined || value === null || !(value > 0)) return null;
  const spread = timeSpread(row, name);
  return spread === null ? single(value) : onLogs(spread);
}
