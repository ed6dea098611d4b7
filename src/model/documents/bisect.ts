import { z } from 'zod';
import { writtenMetricSchema } from '../metrics/metric-id.ts';
import { commitRangeSchema } from './commit-range-schema.ts';
import { termsSchema } from './terms-schema.ts';

const nullableNumber = z.number().nullable();

/** A commit that may have changed the level. */
export const bisectCommitSchema = z.object({
  commit: z.string(),
  subject: z.string(),
  /** How probable it is that this commit is the first on the new level. */
  probability: z.number(),
  runs: z.array(z.string()),
  /** Median of its sessions; null without runs. */
  value: nullableNumber,
  /** True if its runs are on neither level: more than one commit changed the metric. */
  isOnNeitherLevel: z.boolean(),
});

/** The document of `bisect --json`. */
export const bisectSchema = z
  .object({
    schemaVersion: z.literal(1),
    metric: writtenMetricSchema,
    terms: termsSchema.optional(),
    scenario: z.string().nullable(),
    endpoint: z.string().nullable(),
    /** The level shift: the last run before it, the first one after it, and both levels. */
    change: z.object({
      base: z.string(),
      since: z.string(),
      before: z.number(),
      after: z.number(),
      certainty: z.enum(['confirmed', 'suspected']),
    }),
    /** The commits of both runs, the page that compares them, and how many commits lie between; null where unknown. */
    commits: commitRangeSchema,
    /** Why the commits between are unknown; null if they are known. */
    unknown: z.string().nullable(),
    /** Oldest first; the last one is the commit of the first run after the change. */
    candidates: z.array(bisectCommitSchema),
    /**
     * Sessions per commit that find this change in 80% of cases. Null if the spread is unknown, or if more than 50 would be
     * needed (`isTooNoisy`).
     */
    sessionsPerCommit: nullableNumber,
    isTooNoisy: z.boolean(),
    /** The commits to measure next, and the sessions to add to each. */
    next: z.array(z.object({ commit: z.string(), sessions: z.number() })),
    /** The first bad commit once it is at least 95% probable; else null. */
    firstBad: z.object({ commit: z.string(), probability: z.number() }).nullable(),
  })
  .meta({
    title: 'Perfolio bisect',
    description: 'The commits between two levels of a metric, and which to measure next.',
  });

export type BisectCommit = z.infer<typeof bisectCommitSchema>;
export type Bisect = z.infer<typeof bisectSchema>;
