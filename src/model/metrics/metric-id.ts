import { z } from 'zod';
import { writtenMeasureId } from './measure-metrics.ts';
import { metricIds, type MetricId } from './metrics.ts';
import { percentileId } from './percentile-metrics.ts';

/** The metric that a text names, by its one id: `response.p99.9` is `response.p999`. Null for no metric. */
export const metricIdOf = (text: string): MetricId | null =>
  metricIds.find((id) => id === text) ?? percentileId(text) ?? writtenMeasureId(text);

/** True for the id of a metric. */
export const isMetricId = (text: string): boolean => metricIdOf(text) !== null;

/** The ids as JSON Schema: those of the table, percentiles from p1 to p99.99, and measures. */
const asJsonSchema = {
  type: 'string',
  anyOf: [
    { enum: metricIds },
    { pattern: String.raw`^response\.p([1-9]|[1-9]\d)(\.\d{1,2})?$` },
    { pattern: String.raw`^measure\..+$` },
  ],
} as const;

/** A metric in a file of the project. Ids of other spellings become the one that reports use. */
export const metricIdSchema = z
  .string()
  .meta(asJsonSchema)
  .overwrite((text) => metricIdOf(text) ?? text)
  .superRefine((text, context) => {
    if (!isMetricId(text))
      context.issues.push({ code: 'invalid_value', values: [...metricIds], input: text });
  })
  .meta(asJsonSchema);

/** A metric in a document that Perfolio writes. */
export const writtenMetricSchema = z
  .custom<MetricId>((id) => typeof id === 'string' && isMetricId(id))
  .meta(asJsonSchema);
