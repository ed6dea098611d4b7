import { z } from 'zod';
import { attachmentSchema } from './manifest.ts';
import { metricIds, type MetricId } from './metrics.ts';

const text = z.string().trim().min(1);
const slug = text.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens');
const metricId = z.enum(metricIds as [MetricId, ...MetricId[]]);
const texts = z.union([text.transform((one) => [one]), z.array(text)]);

/** A person's word on a finding, or a finding of their own. */
export const judgementSchema = z
  .strictObject({
    id: slug.optional(),
    finding: text.optional().describe('The id of a computed finding.'),
    status: z.enum(['added', 'confirmed', 'rejected']).default('added'),
    text: text.optional(),
    impact: text.optional(),
    reason: text.optional().describe('Why it is rejected.'),
  })
  .refine(
    (one) => one.status !== 'rejected' || one.reason !== undefined,
    'a rejected finding needs a `reason`',
  )
  .refine(
    (one) => one.status === 'added' || one.finding !== undefined,
    'name the `finding` that this is about',
  )
  .refine((one) => one.status !== 'added' || one.text !== undefined, 'an added finding needs a `text`');

/** An expected effect that can be measured later. */
export const expectedImpactSchema = z.strictObject({
  metric: metricId,
  scenario: text.optional(),
  endpoint: text.optional(),
  change: z.number().describe('Relative: -0.3 means 30 % less.'),
});

export const recommendationSchema = z.strictObject({
  id: slug,
  priority: z.enum(['high', 'medium', 'low']),
  text,
  expectedImpact: z.union([expectedImpactSchema, text]).optional(),
  complexity: z.enum(['low', 'medium', 'high']).optional().describe('Implementation complexity.'),
  status: z.enum(['open', 'done', 'rejected']).default('open'),
  doneIn: text.optional().describe('The run that has it.'),
  reason: text.optional(),
});

export const adjustmentSchema = z.strictObject({
  key: text.describe('The configuration key, such as system.runtime.'),
  from: z.union([text, z.number(), z.boolean()]).optional(),
  to: z.union([text, z.number(), z.boolean()]).optional(),
  rationale: text.optional(),
  expectedImpact: z.union([expectedImpactSchema, text]).optional(),
  doneIn: text
    .optional()
    .describe('The run that has it; not needed where a run.json records the proposed value.'),
});

/** The frontmatter of content/runs/<run-id>.mdx. */
export const wordsSchema = z
  .strictObject({
    title: text.optional(),
    summary: text.optional(),
    bottlenecks: z.array(judgementSchema).default([]),
    anomalies: z.array(judgementSchema).default([]),
    limits: z.array(judgementSchema).default([]).describe('Words on what limits the figures.'),
    trends: texts.default([]),
    recommendations: z.array(recommendationSchema).default([]),
    adjustments: z.array(adjustmentSchema).default([]),
    scaling: texts.default([]),
    notes: texts.default([]),
    conclusion: text.optional(),
    meetsRequirements: z.boolean().optional(),
    actions: texts.default([]),
    captions: z.record(z.string(), text).default({}).describe('A caption for a chart, by the chart’s id.'),
    attachments: z.array(attachmentSchema).default([]),
  })
  .meta({ title: 'Words about a run', description: 'Frontmatter of content/runs/<run-id>.mdx.' });

export type Judgement = z.infer<typeof judgementSchema>;
export type ExpectedImpact = z.infer<typeof expectedImpactSchema>;
export type Recommendation = z.infer<typeof recommendationSchema>;

/** The order in which open work is told everywhere: the highest priority first. */
export const priorityRank: Record<Recommendation['priority'], number> = { high: 0, medium: 1, low: 2 };
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type Words = z.infer<typeof wordsSchema>;

/** The words of a run that nobody wrote about. */
export const noWords: Words = wordsSchema.parse({});
