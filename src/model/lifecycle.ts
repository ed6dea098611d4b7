/**
 * Scenarios that are not load, but what a tool does around it: k6's requests in its functions `setup` and `teardown`.
 * They are shown, separate from the load whatever folder their file is in. They have no throughput and no users, no
 * headline or key value is about them, and only targets that name them apply to them.
 */
export const lifecycleScenarios: ReadonlySet<string> = new Set(['setup', 'teardown']);

/** Of things of scenarios, those of the load; all of them if none is load. */
export function ofLoad<T>(all: readonly T[], scenarioOf: (one: T) => string | null): readonly T[] {
  const load = all.filter((one) => !lifecycleScenarios.has(scenarioOf(one) ?? ''));
  return load.length > 0 ? load : all;
}

/** Scenario of samples whose file, folder and tool name none. */
export const defaultScenario = 'default';
