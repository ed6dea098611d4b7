import type { RunMeasures } from '../../model/run-measures.ts';

type Known = Pick<RunMeasures, 'scenarios' | 'response'>;

/** The name of a scenario. */
export const scenarioName = ({ scenarios }: Known, id: string): string =>
  scenarios.find((one) => one.id === id)?.name ?? id;

/** " in Buying"; empty if the run has only one scenario. */
export const inScenario = (measures: Known, id: string | null): string =>
  id === null || measures.scenarios.length < 2 ? '' : ` in ${scenarioName(measures, id)}`;

/** "Pay in Buying", "all requests"; without the scenario if there is only one. */
export function placeOf(measures: Known, scenario: string | null, endpoint: string | null): string {
  const row = measures.response.find((one) => one.endpoint === endpoint);
  const what = endpoint === null || endpoint === '*' ? 'all requests' : (row?.label ?? endpoint);
  return `${what}${inScenario(measures, scenario)}`;
}
