import { z } from 'zod';
import { uniqueIds } from './unique-ids.ts';

const text = z.string().min(1);

/** An objective over time: a share of requests that must be good within a number of days. */
export const objectiveSchema = z
  .strictObject({
    id: text.describe('Its permanent id.'),
    label: text.optional().describe('The name shown to readers. Default: made from the objective.'),
    share: z
      .number()
      .gt(0)
      .lt(1)
      .describe('The share of requests that must be good, such as 0.99. The rest is the error budget.'),
    withinMs: z
      .number()
      .positive()
      .optional()
      .describe(
        'A request is good if it succeeds within this time, which requires files with single response times. Default: if it succeeds.',
      ),
    days: z
      .number()
      .positive()
      .max(366)
      .default(30)
      .describe('The number of days whose runs count, up to the start of the run.'),
    scenario: text
      .optional()
      .describe(
        'Default: all scenarios. Those whose files do not say how many requests were good are left out and named.',
      ),
    endpoint: text.optional().describe('Default: all endpoints together.'),
  })
  .describe(
    'A service level objective over the runs of some days. It does not count as a target of the run, and the gate does not judge it. A missed objective is in the heading of reports, on the home page, in the status badge and in the alerts.',
  );

export type Objective = z.infer<typeof objectiveSchema>;

/** `objectives` of project.json. */
export const objectivesSchema = z.array(objectiveSchema).superRefine(uniqueIds('objectives'));
