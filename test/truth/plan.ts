import { z } from 'zod';

const direction = z.enum(['worse', 'better']);

/** A run as planned before it was measured. */
const plannedRunSchema = z.object({
  run: z.string(),
  version: z.string(),
  /** Left out: two cores. */
  environment: z.literal('one core').optional(),
  warmupSeconds: z.number().optional(),
  toolsOnly: z.boolean().optional(),
});

/** A change planted with the first run of a version, against the version before it. */
const plantedChangeSchema = z.object({
  run: z.string(),
  version: z.string(),
  what: z.string(),
  scenario: z.string(),
  /** Null for what belongs to a scenario as a whole or to an operation. */
  endpoint: z.string().nullable(),
  operation: z.string().optional(),
  metric: z.string(),
  direction,
});

/** What else may move with a version, as a consequence of what was planted; `*` means any. */
const sideEffectSchema = z.object({
  run: z.string(),
  /** A metric, or a family such as `response.*`. */
  metric: z.string(),
  scenario: z.string(),
  endpoint: z.string(),
  direction,
  because: z.string(),
});

const planSchema = z.object({
  runs: z.array(plannedRunSchema),
  changes: z.array(plantedChangeSchema),
  sideEffects: z.array(sideEffectSchema),
});

export type PlannedRun = z.infer<typeof plannedRunSchema>;
export type PlantedChange = z.infer<typeof plantedChangeSchema>;
export type SideEffect = z.infer<typeof sideEffectSchema>;
export type Plan = z.infer<typeof planSchema>;

/** Reads the plan from docs/demo.md: its one fenced block marked `json truth`. */
export function planOf(markdown: string): Plan {
  const block = /^```json truth\n(.*?)^```$/ms.exec(markdown)?.[1];
  if (block === undefined) throw new Error('docs/demo.md has no block marked `json truth`');
  return planSchema.parse(JSON.parse(block));
}

/** The runs of a version in the common environment, in order: those that a planted change shows in. */
export const runsOf = ({ runs }: Plan, version: string): PlannedRun[] =>
  runs.filter((run) => run.version === version && run.environment === undefined);

/** The versions, oldest first. */
export const versionsOf = ({ runs }: Plan): string[] => [...new Set(runs.map(({ version }) => version))];
