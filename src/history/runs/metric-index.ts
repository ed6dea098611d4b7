import { memoised } from '../../model/memoised.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import type { RunMeasures } from '../../model/run-measures.ts';
import type { ErrorCount } from '../../stats/error-count.ts';
import type { Place } from './annotation-scope.ts';

/** Small numbers for places: a history asks for the same ones in every run, and numbers are quick to look up. */
const numbers = new Map<string, Map<string | null, Map<string | null, number>>>();
let count = 0;

/** The place asked for last: what asks for a place asks for it in many runs. */
let last: (Place & { readonly number: number }) | null = null;

function readNumber({ metric, scenario, endpoint }: Place): number {
  const scenarios = numbers.get(metric) ?? new Map<string | null, Map<string | null, number>>();
  numbers.set(metric, scenarios);
  const endpoints = scenarios.get(scenario) ?? new Map<string | null, number>();
  scenarios.set(scenario, endpoints);
  const known = endpoints.get(endpoint);
  if (known !== undefined) return known;
  endpoints.set(endpoint, count);
  return count++;
}

/** The number of a metric's place, the same as long as the program runs. */
export function placeNumber(place: Place): number {
  const { metric, scenario, endpoint } = place;
  if (last?.metric === metric && last.scenario === scenario && last.endpoint === endpoint) return last.number;
  last = { metric, scenario, endpoint, number: readNumber(place) };
  return last.number;
}

/** A run's values by the numbers of their places; the first one where two share a place. */
export type ValueIndex = readonly (MetricValue | undefined)[];

const indexOf = memoised((values: readonly MetricValue[]): ValueIndex => {
  const index: (MetricValue | undefined)[] = [];
  for (const value of values) {
    const number = placeNumber(value);
    index[number] ??= value;
  }
  return index;
});

/** A run's values by place. Kept as long as the values are; who asks for many places asks for it once. */
export const metricValuesByPlace = (run: RunMeasures): ValueIndex => indexOf(run.metricValues);

/** A run's value by its place's number; the first one where two share a place. */
export const valueAt = (run: RunMeasures, place: number): MetricValue | undefined =>
  metricValuesByPlace(run)[place];

/** The numbers of a run's values by place, close together: a history reads them of many runs, place after place. */
export const valuesByPlace = memoised((run: RunMeasures) =>
  Float64Array.from(metricValuesByPlace(run), (one) => one?.value ?? NaN),
);

type ErrorIndex = readonly (ErrorCount | null)[];

const errorCountsOf = memoised(({ response, transactions, errors }: RunMeasures): ErrorIndex => {
  const index: (ErrorCount | null)[] = [];
  const wholes = errors.map((whole) => ({ ...whole, endpoint: '*' }));
  for (const row of [...response, ...wholes, ...transactions]) {
    const place = placeNumber({ metric: 'errors.rate', scenario: row.scenario, endpoint: row.endpoint });
    if (index[place] !== undefined) continue;
    index[place] =
      row.count === null || row.errors === null ? null : { errors: row.errors, count: row.count };
  }
  return index;
});

/** Requests and errors behind an error rate; null where only the rate is known. */
export const errorCountOf = (run: RunMeasures, place: Place): ErrorCount | null =>
  errorCountsOf(run)[placeNumber(place)] ?? null;
