import { z } from 'zod';

const text = z.string().trim().min(1);

/** What people decided about a change point or a run. */
export const annotationSchema = z.strictObject({
  action: z
    .enum(['accept', 'explain', 'reset', 'ignore'])
    .describe(
      'accept: the change is the new normal (for a run: it counts on the main line). explain: why it happened. reset: history starts anew here. ignore: leave the run out of trends and baselines.',
    ),
  run: text,
  metric: text.optional(),
  scenario: text.optional(),
  endpoint: text.optional(),
  reason: text,
  link: z.url({ protocol: /^https?$/ }).optional(),
});

/** data/annotations.json. */
export const annotationsSchema = z
  .array(annotationSchema)
  .meta({ title: 'Perfolio annotations', description: 'Decisions about change points and runs.' });

export type Annotation = z.infer<typeof annotationSchema>;
