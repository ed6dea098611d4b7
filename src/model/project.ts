import { z } from 'zod';
import { metricIds, type MetricId } from './metrics.ts';

const text = z.string().trim().min(1);
const metricId = z.enum(metricIds as [MetricId, ...MetricId[]]);
const share = z.number().positive().max(1);

/** The name of the badge that tells of all targets. */
export const statusBadge = 'status';

/** A bound on a metric. Exactly one of the four bounds. */
export const targetSchema = z
  .strictObject({
    id: text
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens')
      .refine((id) => id !== statusBadge, `must not be ${statusBadge}: the badge of the whole is called so`)
      .describe('Names its badge.'),
    label: text.optional(),
    metric: metricId,
    scenario: text.optional().describe('Left out: it holds for each scenario.'),
    endpoint: text
      .optional()
      .describe('An endpoint id; * for all samples pooled. Left out: it holds for each.'),
    below: z.number().optional(),
    atMost: z.number().optional(),
    above: z.number().optional(),
    atLeast: z.number().optional(),
  })
  .refine(
    (target) =>
      [target.below, target.atMost, target.above, target.atLeast].filter((bound) => bound !== undefined)
        .length === 1,
    'needs exactly one of below, atMost, above, atLeast',
  )
  .refine(
    (target) =>
      target.metric !== 'errors.rate' ||
      [target.below, target.atMost, target.above, target.atLeast].every(
        (bound) => bound === undefined || (bound >= 0 && bound <= 1),
      ),
    'errors.rate is a share from 0 to 1: write 0.01 for 1 %',
  );

/** Joins names of one thing: renames, ids inside paths. */
export const endpointAliasSchema = z.strictObject({
  id: text,
  label: text.optional(),
  group: text.optional(),
  match: z
    .array(text)
    .optional()
    .describe('Globs over the labels in the raw files; * stays within a path segment.'),
});

/** What blocks a pull request. */
export const gateReasons = ['target-not-met', 'confirmed-worse', 'suspected-worse'] as const;

/** data/project.json: what is tested and what is asked of it. */
export const projectSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: text.default('Performance reports'),
    description: text.optional(),
    repository: z
      .url({ protocol: /^https$/ })
      .optional()
      .describe('https address of the repository, for links.'),
    mainBranch: text.default('main'),
    targets: z.array(targetSchema).default([]),
    endpoints: z.array(endpointAliasSchema).default([]),
    messages: z.array(text).optional().describe('Endpoints whose successful requests are messages.'),
    sessions: z.array(text).optional().describe('Endpoints whose successful requests are sessions.'),
    dayProfile: share.optional().describe("Share of a day's sessions in its busiest hour."),
    comparison: z
      .strictObject({
        fingerprint: z.array(text).default(['cpu', 'memory', 'os', 'server', 'database']),
        minimumEffect: z.partialRecord(metricId, share).default({}),
        falseDiscoveryRate: share.default(0.05),
      })
      .prefault({}),
    changePoints: z.strictObject({ minimumEffect: share.optional() }).prefault({}),
    gate: z
      .strictObject({ blockOn: z.array(z.enum(gateReasons)).default(['target-not-met', 'confirmed-worse']) })
      .prefault({}),
    retention: z.strictObject({ fullReports: z.number().int().positive().optional() }).prefault({}),
    apdexThresholdMs: z.number().positive().optional(),
  })
  .meta({ title: 'Perfolio project', description: 'What is tested and what is asked of it.' });

export type Target = z.infer<typeof targetSchema>;
export type EndpointAlias = z.infer<typeof endpointAliasSchema>;
export type GateReason = (typeof gateReasons)[number];
export type Project = z.infer<typeof projectSchema>;

/** The project of a folder without project.json. */
export const defaultProject: Project = projectSchema.parse({});
