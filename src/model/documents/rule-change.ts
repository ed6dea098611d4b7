import { z } from 'zod';

/** A rule of project.json or annotations.json that base and head state differently. */
export const ruleChangeSchema = z.object({
  /** Where it is written, such as `targets[p95].below`. */
  key: z.string(),
  /** What the base says, as JSON; null where it says nothing. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** True where the head's rule lets through what the base's would not. */
  weaker: z.boolean(),
});

export type RuleChange = z.infer<typeof ruleChangeSchema>;
