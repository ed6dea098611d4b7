import { z } from 'zod';

const text = z.string().trim().min(1);

/** What people decided about a change point or a run. */
export const annotationSchema = z
  .strictObject({
    action: z
      .enum(['accept', 'explain', 'reset', 'ignore'])
      .describe(
        'accept: the change is the new normal (for a run: it counts on the main line). explain: why it happened. reset: a new history begins here. ignore: leave the run out of trends, baselines, alerts, releases and badges. Its report and its targets stay as they are, and objectives count its requests.',
      ),
    run: text.describe('The id of the run: for a change point, the first run of the new level.'),
    metric: text.optional().describe('The id of a metric. Default: every metric.'),
    scenario: text.optional().describe('The id of a scenario. Default: every scenario.'),
    endpoint: text
      .optional()
      .describe('The id of an endpoint, or the name of a memory operation. Default: each of them.'),
    reason: text.describe('The reason, shown to readers.'),
    link: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('A page with more information, such as an issue or a pull request.'),
  })
  .describe('A decision. Without metric, scenario and endpoint, it applies to the whole run.');

/** data/annotations.json. */
export const annotationsSchema = z.array(annotationSchema).meta({
  title: 'Perfolio annotations',
  description: 'Decisions about change points and runs.',
  examples: [
    [
      {
        action: 'explain',
        run: '2026-11-20-checkout',
        metric: 'response.p95',
        endpoint: 'order',
        reason: 'The index on orders was dropped by the migration.',
        link: 'https://github.com/example/checkout/issues/42',
      },
      { action: 'ignore', run: '2026-11-18-checkout', reason: 'A backup ran on the same machine.' },
    ],
  ],
});

export type Annotation = z.infer<typeof annotationSchema>;
