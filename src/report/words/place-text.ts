import { nounsOf } from '../../model/run-kind.ts';
import { middleCut } from '../../model/text/middle-cut.ts';
import { defaultScenario } from '../../model/lifecycle.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/** Where a value was measured, by ids. */
export interface Place {
  readonly scenario: string | null;
  readonly endpoint: string | null;
}

/** Prints where a value was measured; empty for the whole run. */
export type PlaceText = (place: Place) => string;

type Known = Pick<RunMeasures, 'kind' | 'scenarios' | 'response'>;

/** True if a run has one scenario, without a given name. Benchmarks know none: one is only where their files lie. */
export const isUnnamed = ({ kind, scenarios }: Pick<RunMeasures, 'kind' | 'scenarios'>): boolean =>
  scenarios.length === 1 &&
  (kind === 'benchmark' || scenarios.every(({ id, name }) => id === defaultScenario && name === id));

/**
 * Places as readers know them: "Pay in Buying", the endpoint's label in the scenario's name. Unknown ids are printed as
 * they are, long names without their middle; if runs use different names, the last run's apply.
 */
export function placeTextOf(...runs: readonly Known[]): PlaceText {
  const scenarios = new Map(runs.flatMap((run) => run.scenarios.map(({ id, name }) => [id, name])));
  const endpoints = new Map(
    runs.flatMap((run) => run.response.map(({ endpoint, label }) => [endpoint, label])),
  );
  const kind = runs.at(-1)?.kind ?? 'load';
  const { allCalls } = nounsOf(kind);
  const isOnlyOne = isUnnamed({ kind, scenarios: runs.at(-1)?.scenarios ?? [] }) && scenarios.size === 1;
  return ({ scenario, endpoint }) =>
    [
      endpoint === '*'
        ? allCalls
        : endpoint === null
          ? null
          : middleCut(endpoints.get(endpoint) ?? (endpoint || '(no name)')),
      scenario === null || isOnlyOne ? null : (scenarios.get(scenario) ?? scenario),
    ]
      .filter((part) => part !== null && part !== '')
      .join(' in ');
}
