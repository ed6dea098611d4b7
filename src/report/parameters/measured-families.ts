import { memoised } from '../../model/memoised.ts';
import type { Unit } from '../../model/metrics/metrics.ts';
import type { BenchmarkParameters } from '../../model/documents/digest.ts';
import type { MeasureRow, ResponseRow, RunMeasures } from '../../model/run-measures.ts';
import { mean, standardDeviation } from '../../stats/moments.ts';
import { parameterFamilies, type Measured, type ParameterFamily } from './parameter-families.ts';

/** A family of benchmarks, and what was measured of them. */
export interface MeasuredFamily extends ParameterFamily {
  readonly unit: Unit;
  /** What the values are: "Time per iteration", "Operations per second". */
  readonly what: string;
}

type Stated = ReadonlyMap<string, BenchmarkParameters['values']>;

/** What a tool states of a benchmark besides its name; nothing if it states nothing. */
function statedOf(stated: Stated, endpoint: string): Pick<Measured, 'parameters'> {
  const parameters = stated.get(endpoint);
  return parameters === undefined ? {} : { parameters };
}

function ofTime(
  { label, endpoint, scenario, latencyMs, timedCount, files }: ResponseRow,
  stated: Stated,
): Measured[] {
  const value = latencyMs?.mean ?? latencyMs?.p50;
  if (value == null) return [];
  const isMean = latencyMs?.mean != null && latencyMs.source !== 'reported';
  return [
    {
      ...{ name: label, scenario, files, mean: value, ...statedOf(stated, endpoint) },
      deviation: isMean ? latencyMs.stddev : null,
      n: isMean ? timedCount : null,
    },
  ];
}

function ofMeasure({ endpoint, scenario, value, readings, files }: MeasureRow, stated: Stated): Measured[] {
  if (endpoint === undefined) return [];
  return [
    {
      ...{ name: endpoint, scenario, files, ...statedOf(stated, endpoint) },
      mean: readings === undefined ? value : mean(readings),
      deviation: readings === undefined ? null : standardDeviation(readings),
      n: readings === undefined ? null : readings.length,
    },
  ];
}

/** Families of benchmarks: by time; by other measures only those of benchmarks without times. */
export const measuredFamilies = memoised((run: RunMeasures): MeasuredFamily[] => {
  const { kind, response, measures, benchmarkParameters = [] } = run;
  const stated = new Map(benchmarkParameters.map(({ endpoint, values }) => [endpoint, values]));
  const timed = new Set(response.map(({ endpoint }) => endpoint));
  const others = measures.filter(({ endpoint }) => endpoint !== undefined && !timed.has(endpoint));
  return [
    // The paths of requests end in numbers too, which are no parameters.
    ...parameterFamilies(kind === 'benchmark' ? response.flatMap((row) => ofTime(row, stated)) : []).map(
      (family) => ({
        ...{ ...family, unit: 'ms', what: 'Time per iteration' },
      }),
    ),
    ...[...Map.groupBy(others, ({ metric }) => metric).values()].flatMap((rows) =>
      parameterFamilies(rows.flatMap((row) => ofMeasure(row, stated))).map((family) => ({
        ...{ ...family, unit: rows[0]?.unit ?? '', what: rows[0]?.label ?? '' },
      })),
    ),
  ];
});
