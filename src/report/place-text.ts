import type { RunMeasures } from '../model/run-measures.ts';

/** Where a value was measured, by ids. */
export interface Place {
  readonly scenario: string | null;
  readonly endpoint: string | null;
}

/** Prints where a value was measured; empty for the whole run. */
export type PlaceText = (place: Place) => string;

type Known = Pick<RunMeasures, 'scenarios' | 'response'>;

/**
 * Places as readers know them: "Pay in Buying", the endpoint's label in the scenario's name. Unknown ids are printed as
 * they are; if runs use different names, the last run's apply.
 */
export function placeTextOf(...runs: readonly Known[]): PlaceText {
  const scenarios = new Map(runs.flatMap((run) => run.scenarios.map(({ id, name }) => [id, name])));
  const endpoints = new Map(
    runs.flatMap((run) => run.response.map(({ endpoint, label }) => [endpoint, label])),
  );
  return ({ scenario, endpoint }) =>
    [
      endpoint === '*'
        ? 'all requests'
        : endpoint === null
          ? null
          : (endpoints.get(endpoint) ?? (endpoint || '(no name)')),
      scenario === null ? null : (scenarios.get(scenario) ?? scenario),
    ]
      .filter((part) => part !== null && part !== '')
      .join(' in ');
}
