import type { RunMeasures } from '../../model/run-measures.ts';

type Dated = Pick<RunMeasures, 'id' | 'startedAt'>;

/** The moment that places a run among the others, in epoch milliseconds; null where nothing dates it. */
export function runMoment({ startedAt }: Pick<Dated, 'startedAt'>): number | null {
  const moment = Date.parse(startedAt ?? '');
  return Number.isNaN(moment) ? null : moment;
}

/** Orders by moment (`startedAt`, else the first sample, else a date in the id), then by id. */
export function byMoment(a: Dated, b: Dated): number {
  const difference = (runMoment(a) ?? 0) - (runMoment(b) ?? 0);
  return difference !== 0 ? difference : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Runs oldest first; those that nothing dates are apart: they are shown, and take no part in history. */
export interface OrderedRuns<Run> {
  readonly dated: readonly Run[];
  readonly undated: readonly Run[];
}

/** Puts runs (or what holds their measures) in order. */
export function orderRuns<Run>(runs: readonly Run[], measuresOf: (run: Run) => Dated): OrderedRuns<Run> {
  const isDated = (run: Run): boolean => runMoment(measuresOf(run)) !== null;
  return {
    dated: runs.filter(isDated).sort((a, b) => byMoment(measuresOf(a), measuresOf(b))),
    undated: runs
      .filter((run) => !isDated(run))
      .sort((a, b) => (measuresOf(a).id < measuresOf(b).id ? -1 : 1)),
  };
}
