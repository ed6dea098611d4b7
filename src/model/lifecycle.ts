/**
 * Scenarios that are not load, but what a tool does around it: k6's requests in its functions `setup` and `teardown`.
 * They are shown, separate from the load whatever folder their file is in. Only targets that name them apply to them.
 */
export const lifecycleScenarios: ReadonlySet<string> = new Set(['setup', 'teardown']);

/** Scenario of samples whose file, folder and tool name none. */
export const defaultScenario = 'default';
