import type { Figure } from '../model/figure.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { ErrorCount } from '../stats/compare-error-rates.ts';
import type { Place } from './annotation-scope.ts';

/** Small numbers for places: a history asks for the same ones in every run, and numbers are quick to look up. */
const numbers = new Map<string, Map<string | null, Map<string | null, number>>>();
let count = 0;

/** The number of a metric's place, the same as long as the program runs. */
export function placeNumber({ metric, scenario, endpoint }: Place): number {
  const scenarios = numbers.get(metric) ?? new Map<string | null, Map<string | null, number>>();
  numbers.set(metric, scenarios);
  const endpoints = scenarios.get(scenario) ?? new Map<string | null, number>();
  scenarios.set(scenario, endpoints);
  const known = endpoints.get(endpoint);
  if (known !== undefined) return known;
  endpoints.set(endpoint, count);
  return count++;
}

/** A run's figures by the numbers of their places; the first one where two share a place. */
export type FigureIndex = readonly (Figure | undefined)[];

const figures = new WeakMap<RunMeasures, FigureIndex>();

/** A run's figures by place. Kept per run; who asks for many places asks for it once. */
export function figuresByPlace(run: RunMeasures): FigureIndex {
  const known = figures.get(run);
  if (known !== undefined) return known;
  const index: (Figure | undefined)[] = [];
  for (const figure of run.figures) {
    const number = placeNumber(figure);
    index[number] ??= figure;
  }
  figures.set(run, index);
  return index;
}

/** A run's figure by its place's number; the first one where two share a place. */
export const figureAt = (run: RunMeasures, place: number): Figure | undefined => figuresByPlace(run)[place];

/** Requests and errors behind an error rate; null where only the rate is known. */
export function errorCountOf(run: RunMeasures, { scenario, endpoint }: Place): ErrorCount | null {
  const isHere = (row: { scenario: string; endpoint?: string }): boolean =>
    row.scenario === scenario && (row.endpoint ?? '*') === endpoint;
  const row = run.response.find(isHere) ?? run.errors.find(isHere);
  if (row === undefined || row.count === null || row.errors === null) return null;
  return { errors: row.errors, count: row.count };
}
