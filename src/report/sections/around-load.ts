import { ofLoad } from '../../model/lifecycle.ts';
import type { RunMeasures } from '../../model/run-measures.ts';

/** Names of the scenarios that are not load, but around it: "setup", "setup and teardown"; null without any. */
export function aroundLoad(scenarios: RunMeasures['scenarios']): string | null {
  const load = ofLoad(scenarios, ({ id }) => id);
  const around = scenarios.filter((one) => !load.includes(one)).map(({ name }) => name);
  return around.length === 0 ? null : around.join(' and ');
}
