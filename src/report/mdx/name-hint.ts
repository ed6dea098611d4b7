import { meansEndpoint } from '../../model/text/url-name.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { ValueName } from './named-value.ts';

/** Suggests the nearest known name. */
export type Suggest = (word: string, known: readonly string[]) => string | null;

const known = (names: readonly (string | null)[]): string[] => [
  ...new Set(names.filter((name) => name !== null)),
];

/** A suggestion for an unknown scenario or endpoint; null if both are known, or there is nothing to suggest. */
export function nameHint(
  { measures: { metricValues, scenarios } }: RunReport,
  { metric, scenario, endpoint }: ValueName,
  suggest: Suggest,
): string | null {
  const ofMetric = metricValues.filter((metricValue) => metricValue.metric === metric);
  const ids = known(ofMetric.map((metricValue) => metricValue.scenario));
  if (scenario !== undefined && !ids.includes(scenario)) {
    const called = scenarios.find(({ id, name }) => name === scenario && ids.includes(id));
    return called === undefined ? suggest(scenario, ids) : `Use the id of the scenario: \`${called.id}\`.`;
  }
  const inScenario = ofMetric.filter(
    (metricValue) => scenario === undefined || metricValue.scenario === scenario,
  );
  const endpoints = known(inScenario.map((metricValue) => metricValue.endpoint));
  return endpoint === undefined || endpoints.some((one) => meansEndpoint(endpoint, one))
    ? null
    : suggest(endpoint, endpoints);
}
