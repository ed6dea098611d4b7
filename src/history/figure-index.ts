import { figureKey, type Figure } from '../model/figure.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { ErrorCount } from '../stats/compare-error-rates.ts';
import type { Place } from './annotation-scope.ts';

const figures = new WeakMap<RunMeasures, ReadonlyMap<string, Figure>>();

/** A run's figures by `figureKey`; the first one where two share a key. Kept per run. */
export function figureIndex(run: RunMeasures): ReadonlyMap<string, Figure> {
  const known = figures.get(run);
  if (known !== undefined) return known;
  const index = new Map<string, Figure>();
  for (const figure of run.figures) {
    const key = figureKey(figure);
    if (!index.has(key)) index.set(key, figure);
  }
  figures.set(run, index);
  return index;
}

/** Requests and errors behind an error rate; null where only the rate is known. */
export function errorCountOf(run: RunMeasures, { scenario, endpoint }: Place): ErrorCount | null {
  const isHere = (row: { scenario: string; endpoint?: string }): boolean =>
    row.scenario === scenario && (row.endpoint ?? '*') === endpoint;
  const row = run.response.find(isHere) ?? run.errors.find(isHere);
  if (row === undefined || row.count === null || row.errors === null) return null;
  return { errors: row.errors, count: row.count };
}
