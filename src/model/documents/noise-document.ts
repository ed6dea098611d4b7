import { z } from 'zod';
import { termsSchema } from './terms-schema.ts';
import { writtenMetricSchema } from '../metrics/metric-id.ts';

const share = z.number().nullable();

/** One metric's noise; spreads are standard deviations as shares of the value, null where nothing shows them. */
export const noiseMetricSchema = z.object({
  metric: writtenMetricSchema,
  terms: termsSchema.optional(),
  scenario: z.string().nullable(),
  /** An endpoint, the operation for memory; null for a scenario or all its samples. */
  endpoint: z.string().nullable(),
  runs: z.number(),
  sessions: z.number(),
  spread: z.object({
    /** Of the value within one run, from its interval. */
    within: share,
    /** Between repeats of a session. */
    repeats: share,
    /** Between sessions, after what each run did to all endpoints. */
    sessions: share,
    /** Of what the runs did to all endpoints. */
    common: share,
  }),
  /** The smallest change that so many runs of a build, each a session of its own, would find in 80% of cases. */
  detectable: z.object({ '1': share, '3': share, '5': share }),
  /** The same for so many pairs of interleaved runs. */
  detectablePairs: z.object({ '5': share, '10': share }),
});

/** The document of `noise --json`. */
export const noiseSchema = z
  .object({
    schemaVersion: z.literal(1),
    metrics: z.array(noiseMetricSchema),
    /** Reports of runs without a known change of level: how many called what the next build does not show, and confirmed it. */
    aa: z.object({ reports: z.number(), false: z.number(), confirmed: z.number() }),
  })
  .meta({
    title: 'Perfolio noise',
    description: 'How much metrics vary by themselves, and the smallest detectable changes.',
  });

export type NoiseMetric = z.infer<typeof noiseMetricSchema>;
export type Noise = z.infer<typeof noiseSchema>;
