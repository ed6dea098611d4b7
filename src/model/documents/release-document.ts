import { z } from 'zod';
import { diffConfigurationSchema, diffMetricSchema, diffTargetSchema, diffVerdictSchema } from './diff.ts';

/** A level shift that began after the release before. */
export const releaseShiftSchema = diffMetricSchema.extend({
  /** The first run on the new level. */
  since: z.string(),
  /** `open` until an annotation accepts or explains it. */
  status: z.enum(['open', 'accepted', 'explained']),
  /** The reason of the annotation. */
  reason: z.string().nullable(),
});

/** A recommendation that was carried out after the release before. */
export const releaseWorkSchema = z.object({
  id: z.string(),
  text: z.string(),
  doneIn: z.string(),
  metric: z.string().nullable(),
  /** Relative changes of the metric: the expected one, and the measured one. */
  expected: z.number().nullable(),
  measured: z.number().nullable(),
  verdict: z
    .enum(['as expected', 'less than expected', 'no effect shown', 'opposite', 'cannot tell'])
    .nullable(),
});

/** What changed with a release. */
export const releaseChangesSchema = z
  .object({
    schemaVersion: z.literal(1),
    /** The release and the one before, by version, and the last run of each, which are compared. */
    release: z.string(),
    former: z.string(),
    head: z.string(),
    base: z.string(),
    comparable: z.boolean(),
    reasons: z.array(z.string()),
    verdict: diffVerdictSchema,
    targets: z.array(diffTargetSchema),
    worse: z.array(diffMetricSchema),
    better: z.array(diffMetricSchema),
    /** How many metrics did not change, and how many are inconclusive. */
    unchanged: z.int(),
    inconclusive: z.int(),
    levelShifts: z.array(releaseShiftSchema),
    recommendations: z.array(releaseWorkSchema),
    configuration: z.array(diffConfigurationSchema),
  })
  .meta({
    title: 'Perfolio release',
    description: 'What changed with a release, compared with the release before.',
  });

export type ReleaseShift = z.infer<typeof releaseShiftSchema>;
export type ReleaseWork = z.infer<typeof releaseWorkSchema>;
export type ReleaseChanges = z.infer<typeof releaseChangesSchema>;
