/** A run as planned before it was measured. */
export interface PlannedRun {
  readonly run: string;
  readonly version: string;
  /** Left out: two cores. */
  readonly environment?: 'one core';
  readonly warmupSeconds?: number;
  readonly toolsOnly?: boolean;
}

/** A change planted with the first run of a version, against the version before it. */
export interface PlantedChange {
  readonly run: string;
  readonly version: string;
  readonly what: string;
  readonly scenario: string;
  /** Null for what belongs to a scenario as a whole or to an operation. */
  readonly endpoint: string | null;
  readonly operation?: string;
  readonly metric: string;
  readonly direction: 'worse' | 'better';
}

/** What else may move with a version, as a consequence of what was planted. */
export interface SideEffect {
  readonly run: string;
  readonly metric: string;
  readonly scenario: string;
  /** `*`: any endpoint of the scenario. */
  readonly endpoint: string;
  readonly direction: 'worse' | 'better';
  readonly because: string;
}

export interface Plan {
  readonly runs: readonly PlannedRun[];
  readonly changes: readonly PlantedChange[];
  readonly sideEffects: readonly SideEffect[];
}

/** Reads the plan from docs/demo.md: its one fenced block marked `json truth`. */
export function planOf(markdown: string): Plan {
  const block = /^```json truth\n(.*?)^```$/ms.exec(markdown)?.[1];
  if (block === undefined) throw new Error('docs/demo.md has no block marked `json truth`');
  return JSON.parse(block) as Plan;
}
