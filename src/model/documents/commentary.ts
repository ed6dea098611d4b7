import { z } from 'zod';
import { attachmentSchema } from './manifest.ts';
import { metricIdSchema as metricId } from '../metrics/metric-id.ts';

const text = z.string().trim().min(1);
const slug = text.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and hyphens');
const texts = z.union([text.transform((one) => [one]), z.array(text)]);

/** A judgement of a finding, or a finding that a person adds. */
export const judgementSchema = z
  .strictObject({
    id: slug.optional().describe('The id of an added finding: its anchor on the page.'),
    finding: text
      .optional()
      .describe('The id of a computed finding to confirm or reject. `new` drafts them.'),
    status: z
      .enum(['added', 'confirmed', 'rejected'])
      .default('added')
      .describe('`added` requires a `text`, the others a `finding`, and `rejected` also a `reason`.'),
    text: text.optional().describe('What was seen.'),
    impact: text.optional().describe('The impact on users or on the service.'),
    reason: text.optional().describe('The reason for rejecting it.'),
  })
  .refine(
    (one) => one.status !== 'rejected' || one.reason !== undefined,
    'a rejected finding needs a `reason`',
  )
  .refine(
    (one) => one.status === 'added' || one.finding !== undefined,
    'name the `finding` that this is about',
  )
  .refine((one) => one.status !== 'added' || one.text !== undefined, 'an added finding needs a `text`')
  .describe('A judgement of a finding, or a finding of your own.');

/** An expected effect that can be measured later. */
export const expectedImpactSchema = z
  .strictObject({
    metric: metricId.describe('The metric that will change.'),
    scenario: text.optional().describe('A scenario id. Default: each scenario.'),
    endpoint: text.optional().describe('An endpoint id. Default: all samples pooled, else each endpoint.'),
    change: z.number().describe('The relative change: -0.3 means 30% less.'),
  })
  .describe('The expected effect, compared with the run that has the change. A text is not compared.');

export const recommendationSchema = z
  .strictObject({
    id: slug.describe('A permanent id. Later runs refer to the recommendation by it.'),
    priority: z
      .enum(['high', 'medium', 'low'])
      .describe('Its priority. Open ones with `high` are key action items.'),
    text: text.describe('What to do.'),
    expectedImpact: z
      .union([expectedImpactSchema, text])
      .optional()
      .describe('The expected effect. Default: as other runs state it for the same id.'),
    complexity: z.enum(['low', 'medium', 'high']).optional().describe('Implementation complexity.'),
    status: z
      .enum(['open', 'done', 'rejected'])
      .default('open')
      .describe('The status. Later runs show an open recommendation until one of them changes it.'),
    doneIn: text
      .optional()
      .describe(
        'The run that implements it. Set it here, or under the same id in the commentary of a later run.',
      ),
    reason: text.optional().describe('The reason for rejecting it.'),
  })
  .describe('A recommendation, tracked from run to run.');

export const adjustmentSchema = z
  .strictObject({
    key: text.describe('The configuration key, such as system.runtime.'),
    from: z.union([text, z.number(), z.boolean()]).optional().describe('The current value.'),
    to: z.union([text, z.number(), z.boolean()]).optional().describe('The proposed value.'),
    rationale: text.optional().describe('The reason.'),
    expectedImpact: z.union([expectedImpactSchema, text]).optional().describe('The expected effect.'),
    doneIn: text.optional().describe('The run that has the new value. Not needed if a run.json records it.'),
  })
  .describe('A setting to change. Differences from the baseline are detected automatically.');

/** The frontmatter of content/runs/<run-id>.mdx. */
export const commentarySchema = z
  .strictObject({
    title: text
      .optional()
      .describe('The title of the report. Default: the title in run.json, else the run id.'),
    summary: text.optional().describe('Test overview: what was tested, and why.'),
    bottlenecks: z
      .array(judgementSchema)
      .default([])
      .describe('Performance bottlenecks: judgements of computed findings, and findings of your own.'),
    anomalies: z
      .array(judgementSchema)
      .default([])
      .describe('Performance anomalies: judgements of computed findings, and findings of your own.'),
    limits: z
      .array(judgementSchema)
      .default([])
      .describe('Additional notes: judgements of findings about the limits of the measurements.'),
    trends: texts.default([]).describe('Trends from previous tests: their implications.'),
    recommendations: z.array(recommendationSchema).default([]).describe('Recommendations: what to do.'),
    adjustments: z
      .array(adjustmentSchema)
      .default([])
      .describe('Configuration adjustments: settings to change.'),
    scaling: texts.default([]).describe('Scaling: suggestions.'),
    notes: texts.default([]).describe('Additional notes: further observations.'),
    conclusion: text
      .optional()
      .describe('Conclusion: the summary. `check` warns if it seems to contradict the verdict.'),
    meetsRequirements: z
      .boolean()
      .optional()
      .describe(
        'Whether the run meets its targets, in your judgement. An error if the computed verdict differs.',
      ),
    actions: texts.default([]).describe('Conclusion: key action items, besides missed targets.'),
    captions: z.record(z.string(), text).default({}).describe('Visual analysis: captions by chart id.'),
    attachments: z
      .array(attachmentSchema)
      .default([])
      .describe('Attachments: further files of the run, in addition to those in run.json.'),
  })
  .meta({ title: 'Commentary on a run', description: 'Frontmatter of content/runs/<run-id>.mdx.' });

export type Judgement = z.infer<typeof judgementSchema>;
export type ExpectedImpact = z.infer<typeof expectedImpactSchema>;
export type Recommendation = z.infer<typeof recommendationSchema>;

/** The order of open work on every page: the highest priority first. */
export const priorityRank: Record<Recommendation['priority'], number> = { high: 0, medium: 1, low: 2 };
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type Commentary = z.infer<typeof commentarySchema>;

/** The commentary of a run without any. */
export const noCommentary: Commentary = commentarySchema.parse({});
