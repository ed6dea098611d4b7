import type { RunMeasures } from '../../model/run-measures.ts';
import type { ConfigurationChange } from '../../model/run-report.ts';
import { factsOf, workloadOf } from '../runs/conditions.ts';

const usersKey = (scenario: string): string => `scenarios.${scenario}.users`;

/** What a scenario was given, under flat keys such as `scenarios.buy.users`. */
export function workloadFacts(run: RunMeasures, scenario: string): [string, string][] {
  const { parameters, users, loadModel } = workloadOf(run, scenario);
  const place = `scenarios.${scenario}`;
  return [
    ...[...parameters].map(([key, value]): [string, string] => [`${place}.parameters.${key}`, value]),
    ...(users === null ? [] : [[usersKey(scenario), String(users)] as [string, string]]),
    ...(loadModel === null ? [] : [[`${place}.loadModel`, loadModel] as [string, string]]),
  ];
}

function flat(run: RunMeasures, scenarios: readonly string[]): Map<string, string> {
  return new Map([...factsOf(run), ...scenarios.flatMap((scenario) => workloadFacts(run, scenario))]);
}

/** True where one manifest states users and the other does not, but both loads had as many. */
function isMerelyUnstated(base: RunMeasures, head: RunMeasures, scenario: string): boolean {
  const stated = [base, head].filter((run) => workloadOf(run, scenario).users !== null);
  const [before, after] = [base, head].map(
    ({ throughput }) => throughput.find((row) => row.scenario === scenario)?.maxUsers ?? null,
  );
  return stated.length === 1 && before !== null && before === after;
}

/** What differs between two runs' recorded configurations, by key; only scenarios that both have are held together. */
export function configurationChanges(base: RunMeasures, head: RunMeasures): ConfigurationChange[] {
  const ids = new Set(base.scenarios.map(({ id }) => id));
  const shared = head.scenarios.map(({ id }) => id).filter((id) => ids.has(id));
  const [before, after] = [flat(base, shared), flat(head, shared)];
  for (const scenario of shared)
    if (isMerelyUnstated(base, head, scenario)) {
      before.delete(usersKey(scenario));
      after.delete(usersKey(scenario));
    }
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .sort()
    .map((key) => ({ key, from: before.get(key) ?? null, to: after.get(key) ?? null }));
}
