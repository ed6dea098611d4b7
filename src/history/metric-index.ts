import type { MetricValue } from '../model/metric-value.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { ErrorCount } from '../stats/compare-error-rates.ts';
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

/** A run's figures by the numbers of their places; the first one where two share a place. */
export type FigureIndex = readonly (MetricValue | undefined)[];

const figures = new WeakMap<RunMeasures, FigureIndex>();

/** A run's figures by place. Kept per run; who asks for many places asks for it once. */
export function figuresByPlace(run: RunMeasures): FigureIndex {
  const known = figures.get(run);
  if (known !== undefined) return known;
  const index: (MetricValue | undefined)[] = [];
  for (const figure of run.metricValues) {
    const number = placeNumber(figure);
    index[number] ??= figure;
  }
  figures.set(run, index);
  return index;
}

/** A run's figure by its place's number; the first one where two share a place. */
export const figureAt = (run: RunMeasures, place: number): MetricValue | undefined =>
  figuresByPlace(run)[place];

const values = new WeakMap<RunMeasures, Float64Array>();

/** The values of a run's figures by place, close together: a history reads them of many runs, place after place. */
export function valuesByPlace(run: RunMeasures): Float64Array {
  const known = values.get(run);
  if (known !== undefined) return known;
  const index = Float64Array.from(figuresByPlace(run), (figure) => figure?.value ?? NaN);
  values.set(run, index);
  return index;
}

type ErrorIndex = readonly (ErrorCount | null)[];

const errorCounts = new WeakMap<RunMeasures, ErrorIndex>();

function readErrors({ response, errors }: RunMeasures): ErrorIndex {
  const index: (ErrorCount | null)[] = [];
  for (const row of [...response, ...errors.map((whole) => ({ ...whole, endpoint: '*' }))]) {
    const place = placeNumber({ metric: 'errors.rate', scenario: row.scenario, endpoint: row.endpoint });
    if (index[place] !== undefined) continue;
    index[place] =
      row.count === null || row.errors === null ? null : { errors: row.errors, count: row.count };
  }
  return index;
}

/** Requests and errors behind an error rate; null where only the rate is known. */
export function errorCountOf(run: RunMeasures, place: Place): ErrorCount | null {
  const counts = errorCounts.get(run) ?? readErrors(run);
  errorCounts.set(run, counts);
  return counts[placeNumber(place)] ?? null;
}
