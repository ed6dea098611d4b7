/**
 * Scenarios that are no load but what a tool does around it: k6's requests of its functions `setup` and `teardown`.
 * They are shown, kept apart from the load whatever folder their file is in, and held against no target that does not
 * name them.
 */
export const lifecycleScenarios: ReadonlySet<string> = new Set(['setup', 'teardown']);
