import type { RunMeasures } from '../model/run-measures.ts';

/** What a figure belongs to, by ids. */
export interface FigurePlace {
  readonly scenario: string | null;
  readonly endpoint: string | null;
}

/** Says where a figure belongs; an empty text where it is of the whole run. */
export type PlaceText = (place: FigurePlace) => string;

type Known = Pick<RunMeasures, 'scenarios' | 'response'>;

/**
 * Places as readers know them: "Pay in Buying", the endpoint's label in the scenario's name. Ids of what none of the
 * runs has stand as they are; where runs differ, the last one's names hold.
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
