import type { RunReport } from '../../model/run-report.ts';
import type { Suggest } from './check-words.ts';
import type { FigureName } from './named-figure.ts';

const known = (names: readonly (string | null)[]): string[] => [
  ...new Set(names.filter((name) => name !== null)),
];

/** What the run has instead of a scenario or endpoint that a name speaks of; null where both are known, or nothing is. */
export function nameHint(
  { measures: { metricValues, scenarios } }: RunReport,
  { metric, scenario, endpoint }: FigureName,
  suggest: Suggest,
): string | null {
  const ofMetric = metricValues.filter((figure) => figure.metric === metric);
  const ids = known(ofMetric.map((figure) => figure.scenario));
  if (scenario !== undefined && !ids.includes(scenario)) {
    const called = scenarios.find(({ id, name }) => name === scenario && ids.includes(id));
    return called === undefined ? suggest(scenario, ids) : `Give the id of the scenario: \`${called.id}\`.`;
  }
  const inScenario = ofMetric.filter((figure) => scenario === undefined || figure.scenario === scenario);
  const endpoints = known(inScenario.map((figure) => figure.endpoint));
  return endpoint === undefined || endpoints.includes(endpoint) ? null : suggest(endpoint, endpoints);
}
