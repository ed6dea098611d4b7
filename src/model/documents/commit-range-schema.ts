import { z } from 'zod';

/** The commits of two builds: the page of the repository that compares them, and how many lie between; null where unknown. */
export const commitRangeSchema = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  url: z.string().nullable(),
  /** Commits of the main line after `from` up to `to`. Null if git does not have both. */
  count: z.number().nullable().optional(),
});

export type CommitRange = z.infer<typeof commitRangeSchema>;
