import { z } from 'zod';
import { diffMetricSchema } from './diff.ts';

/** Something that people should follow until it is gone. */
export const alertSchema = z.object({
  /** Stays the same while the alert lasts: the kind and the run that it began with. */
  id: z.string(),
  kind: z.enum(['regression', 'overdue', 'vanished']),
  /** `recovered`: the old level is back; `accepted`: an annotation accepts or explains it. */
  state: z.enum(['open', 'recovered', 'accepted']),
  /** The first run that has it; for `overdue` the last run that came. */
  since: z.string(),
  /** The last run without it; null if there is none. */
  base: z.string().nullable(),
  /** What it is about, in the form of `diff --json`. */
  metrics: z.array(diffMetricSchema),
  /** The commits of `base` and `since`, and a page that compares them; null where unknown. */
  commits: z.object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    url: z.string().nullable(),
  }),
  /** For `overdue`: when the next run was due. */
  due: z.string().optional(),
});

/** The document of `alerts --json` and `/alerts.json`. */
export const alertsSchema = z.object({ schemaVersion: z.literal(1), alerts: z.array(alertSchema) }).meta({
  title: 'Perfolio alerts',
  description: 'What regressed, vanished or is overdue on the main line.',
});

export type Alert = z.infer<typeof alertSchema>;
export type Alerts = z.infer<typeof alertsSchema>;
