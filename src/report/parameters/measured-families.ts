import { memoised } from '../../model/memoised.ts';
import type { Unit } from '../../model/metrics/metrics.ts';
import type { MeasureRow, ResponseRow, RunMeasures } from '../../model/run-measures.ts';
import { mean, standardDeviation } from '../../stats/moments.ts';
import { parameterFamilies, type Measured, type ParameterFamily } from './parameter-families.ts';

/** A family of benchmarks, and what was measured of them. */
export interface MeasuredFamily extends ParameterFamily {
  readonly unit: Unit;
  /** What the values are: "Time per iteration", "Operations per second". */
  readonly what: string;
}

function ofTime({ label, scenario, latencyMs, timedCount, files }: ResponseRow): Measured[] {
  const value = latencyMs?.mean ?? latencyMs?.p50;
  if (value == null) return [];
  const isMean = latencyMs?.mean != null && latencyMs.source !== 'reported';
  return [
    {
      ...{ name: label, scenario, files, mean: value },
      deviation: isMean ? latencyMs.stddev : null,
      n: isMean ? timedCount : null,
    },
  ];
}

function ofMeasure({ endpoint, scenario, value, readings, files }: MeasureRow): Measured[] {
  if (endpoint === undefined) return [];
  return [
    {
      ...{ name: endpoint, scenario, files },
      mean: readings === undefined ? value : mean(readings),
      deviation: readings === undefined ? null : standardDeviation(readings),
      n: readings === undefined ? null : readings.length,
    },
  ];
}

/** Families of benchmarks: by time; by other measures only those of benchmarks without times. */
export const measuredFamilies = memoised(({ kind, response, measures }: RunMeasures): MeasuredFamily[] => {
  const timed = new Set(response.map(({ endpoint }) => endpoint));
  const others = measures.filter(({ endpoint }) => endpoint !== undefined && !timed.has(endpoint));
  return [
    // The paths of requests end in numbers too, which are no parameters.
    ...parameterFamilies(kind === 'benchmark' ? response.flatMap(ofTime) : []).map((family) => ({
      ...{ ...family, unit: 'ms', what: 'Time per iteration' },
    })),
    ...[...Map.groupBy(others, ({ metric }) => metric).values()].flatMap((rows) =>
      parameterFamilies(rows.flatMap(ofMeasure)).map((family) => ({
        ...{ ...family, unit: rows[0]?.unit ?? '', what: rows[0]?.label ?? '' },
      })),
    ),
  ];
});
