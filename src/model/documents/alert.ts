import { z } from 'zod';
import { commitRangeSchema } from './commit-range-schema.ts';
import { diffMetricSchema } from './diff.ts';

/** Something that people should follow until it is gone. */
export const alertSchema = z.object({
  /** Stays the same while the alert lasts: the kind and the run that it began with. */
  id: z.string(),
  kind: z.enum(['regression', 'overdue', 'vanished', 'objective']),
  /** `recovered`: the old level is back; `accepted`: an annotation accepts or explains it. */
  state: z.enum(['open', 'recovered', 'accepted']),
  /** The first run that has it; for `overdue` the last run that came. */
  since: z.string(),
  /** The last run without it; null if there is none. */
  base: z.string().nullable(),
  /** What it is about, in the form of `diff --json`. */
  metrics: z.array(diffMetricSchema),
  /** The commits of `base` and `since`, and a page that compares them; null where unknown. */
  commits: commitRangeSchema,
  /** For `regression`: the environments in which it was found, if its metrics were measured in several. */
  environments: z.array(z.string()).optional(),
  /** For `overdue`: when the next run was due. */
  due: z.string().optional(),
  /** For `overdue` by `expect.everyBuild`: the tags or commits without a run, oldest first. */
  builds: z.array(z.string()).optional(),
  /** For `objective`: what was missed, and bounds of the share of its error budget that is left. */
  objective: z
    .object({
      id: z.string(),
      label: z.string().nullable(),
      share: z.number(),
      withinMs: z.number().optional(),
      days: z.number(),
      left: z.object({ lower: z.number(), upper: z.number() }).nullable(),
    })
    .optional(),
  /** When it became what it is, as ISO 8601: confirmed, recovered or due. Null if unknown. */
  updated: z.string().nullable(),
});

/** A stretch between two runs of the main line that is longer than `expect.everyHours`. */
const missingRunsSchema = z.object({
  /** The starts of the runs before and after it, as ISO 8601. */
  from: z.string(),
  to: z.string(),
  /** How many runs were due in between. */
  runs: z.number(),
});

/** The document of `alerts --json` and `/alerts.json`. */
export const alertsSchema = z
  .object({
    schemaVersion: z.literal(1),
    alerts: z.array(alertSchema),
    /** Regressions that are not confirmed yet, in the same form. They open no issue. */
    suspected: z.array(alertSchema).default([]),
    /** When the next run is due by `expect`, as ISO 8601; null if none is expected. */
    nextDue: z.string().nullable(),
    /** Stretches without an expected run in the 30 days before the latest run, oldest first; absent without any. */
    missing: z.array(missingRunsSchema).optional(),
    /** Why `expect.everyBuild` could not be judged; null if it was, or is not set. */
    notJudged: z.string().nullable(),
  })
  .meta({
    title: 'Perfolio alerts',
    description: 'Regressions, vanished endpoints, missed objectives and overdue runs on the main line.',
    examples: [
      {
        schemaVersion: 1,
        alerts: [
          {
            id: 'vanished-v1-4-0-r1',
            kind: 'vanished',
            state: 'open',
            since: 'v1-4-0-r1',
            base: 'v1-3-0-r6',
            metrics: [
              {
                metric: 'response.p50',
                scenario: 'checkout',
                endpoint: 'search',
                base: 40,
                head: null,
                relative: null,
                interval: null,
                verdict: 'cannot-tell',
                certainty: null,
                basis: 'not measured since',
              },
            ],
            commits: {
              from: '4f2a9c1',
              to: '9b1d0e7',
              url: 'https://github.com/example/checkout/compare/4f2a9c1...9b1d0e7',
            },
            updated: '2026-11-20T10:00:00.000Z',
          },
        ],
        suspected: [],
        nextDue: null,
        notJudged: null,
      },
    ],
  });

export type Alert = z.infer<typeof alertSchema>;
export type Alerts = z.infer<typeof alertsSchema>;
export type MissingRuns = z.infer<typeof missingRunsSchema>;
