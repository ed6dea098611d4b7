import { z } from 'zod';
import { globText } from '../glob-text.ts';

const text = z.string().trim().min(1);

/** `expect` of project.json. */
export const expectSchema = z
  .strictObject({
    everyHours: z
      .number()
      .positive()
      .optional()
      .describe('The longest time between two runs of the main line, in hours.'),
    everyBuild: z
      .union([z.literal(true), globText])
      .optional()
      .describe(
        '`true`: each commit of the main line should be measured within a day; a glob such as `v*`: each tag that matches.',
      ),
  })
  .refine(
    ({ everyHours, everyBuild }) => everyHours !== undefined || everyBuild !== undefined,
    'needs everyHours or everyBuild',
  )
  .describe('How often runs are expected. An overdue run is an alert.');

/** `alerts` of project.json. */
export const alertRulesSchema = z
  .strictObject({
    labels: z
      .array(text.regex(/^[^,]+$/, 'a label without comma'))
      .default([])
      .describe('Labels of new issues, besides `perfolio-alert`.'),
    assignees: z.array(text).default([]).describe('User names that new issues are assigned to.'),
    most: z
      .int()
      .min(0)
      .default(5)
      .describe('The largest number of open issues with one alert each. Further alerts share one issue.'),
  })
  .describe('The issues that `alerts --sync` writes.');

export type AlertRules = z.infer<typeof alertRulesSchema>;
