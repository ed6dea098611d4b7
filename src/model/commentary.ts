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
    id: slug.optional().describe('Names an added finding: its anchor on the page.'),
    finding: text
      .optional()
      .describe('The id of a computed finding, which this confirms or rejects: `new` drafts them.'),
    status: z
      .enum(['added', 'confirmed', 'rejected'])
      .default('added')
      .describe('`added` needs a `text`, the others a `finding`, `rejected` a `reason`, too.'),
    text: text.optional().describe('What was seen.'),
    impact: text.optional().describe('What it does to users, or to the service.'),
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
  .refine((one) => one.status !== 'added' || one.text !== undefined, 'an added finding needs a `text`')
  .describe('A word on a finding, or a finding of your own.');

/** An expected effect that can be measured later. */
export const expectedImpactSchema = z
  .strictObject({
    metric: metricId.describe('What will change.'),
    scenario: text.optional().describe('Left out: in each.'),
    endpoint: text.optional().describe('An endpoint id. Left out: all samples pooled, else each.'),
    change: z.number().describe('Relative: -0.3 means 30% less.'),
  })
  .describe('An effect that the run with the change is held against. A text says it to people alone.');

export const recommendationSchema = z
  .strictObject({
    id: slug.describe('Its name for ever: a later run speaks of the same recommendation by it.'),
    priority: z
      .enum(['high', 'medium', 'low'])
      .describe('Where it is listed; open ones of `high` are key actions.'),
    text: text.describe('What to do.'),
    expectedImpact: z.union([expectedImpactSchema, text]).optional().describe('What it is to gain.'),
    complexity: z.enum(['low', 'medium', 'high']).optional().describe('Implementation complexity.'),
    status: z
      .enum(['open', 'done', 'rejected'])
      .default('open')
      .describe('What became of it. An open one is shown by later runs until one says otherwise.'),
    doneIn: text.optional().describe('The run that has it.'),
    reason: text.optional().describe('Why it is rejected.'),
  })
  .describe('Something to do, followed from run to run.');

export const adjustmentSchema = z
  .strictObject({
    key: text.describe('The configuration key, such as system.runtime.'),
    from: z.union([text, z.number(), z.boolean()]).optional().describe('The value that it has.'),
    to: z.union([text, z.number(), z.boolean()]).optional().describe('The value that it should have.'),
    rationale: text.optional().describe('Why.'),
    expectedImpact: z.union([expectedImpactSchema, text]).optional().describe('What it is to gain.'),
    doneIn: text
      .optional()
      .describe('The run that has it; not needed where a run.json records the proposed value.'),
  })
  .describe('A setting to change. What differs from the baseline is found by comparing, without any words.');

/** The frontmatter of content/runs/<run-id>.mdx. */
export const commentarySchema = z
  .strictObject({
    title: text
      .optional()
      .describe('Heads the report; the title of run.json, or the run id, where it is left out.'),
    summary: text.optional().describe('Test overview: what was tested, and why.'),
    bottlenecks: z
      .array(judgementSchema)
      .default([])
      .describe('Performance bottlenecks: judged, and added by people.'),
    anomalies: z
      .array(judgementSchema)
      .default([])
      .describe('Performance anomalies: judged, and added by people.'),
    limits: z
      .array(judgementSchema)
      .default([])
      .describe('Additional notes: words on what limits the figures.'),
    trends: texts.default([]).describe('Trends from previous tests: what they imply.'),
    recommendations: z.array(recommendationSchema).default([]).describe('Recommendations: what to do.'),
    adjustments: z
      .array(adjustmentSchema)
      .default([])
      .describe('Configuration adjustments: settings to change.'),
    scaling: texts.default([]).describe('Scaling: what to do about its limits.'),
    notes: texts.default([]).describe('Additional notes: what else a reader should know.'),
    conclusion: text
      .optional()
      .describe('Conclusion: what follows. Warned of where it seems to contradict the verdict.'),
    meetsRequirements: z
      .boolean()
      .optional()
      .describe('An error where the computed verdict is another one; it need not be said.'),
    actions: texts.default([]).describe('Conclusion: key action items, besides missed targets.'),
    captions: z
      .record(z.string(), text)
      .default({})
      .describe('Visual analysis: a caption for a chart, by the chart’s id.'),
    attachments: z
      .array(attachmentSchema)
      .default([])
      .describe('Attachments: further files of the run, beside those of run.json.'),
  })
  .meta({ title: 'Words about a run', description: 'Frontmatter of content/runs/<run-id>.mdx.' });

export type Judgement = z.infer<typeof judgementSchema>;
export type ExpectedImpact = z.infer<typeof expectedImpactSchema>;
export type Recommendation = z.infer<typeof recommendationSchema>;

/** The order in which open work is told everywhere: the highest priority first. */
export const priorityRank: Record<Recommendation['priority'], number> = { high: 0, medium: 1, low: 2 };
export type Adjustment = z.infer<typeof adjustmentSchema>;
export type Commentary = z.infer<typeof commentarySchema>;

/** The words of a run that nobody wrote about. */
export const noCommentary: Commentary = commentarySchema.parse({});
