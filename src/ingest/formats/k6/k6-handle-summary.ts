import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import { parseDocument } from '../../files/json-document.ts';
import { builtInMetrics, K6Metrics, k6Values } from './k6-metrics.ts';
import { recordK6Summary } from './k6-summary.ts';
import { metricsOf } from './k6-summary-export.ts';

/** k6's end-of-test summary as a script's handleSummary gets it. */
export const k6HandleSummary: Adapter = {
  id: 'k6-handle-summary',
  tool: 'k6',
  title: 'k6 summary (handleSummary)',
  identifiedBy: 'A JSON object with `metrics` by name, each with `type`, `contains` and `values`.',
  sourceClass: 'reported',
  notes: [
    'As k6-summary-export, but here a threshold with `ok: false` failed, and the duration is in `state`.',
    'There is no start time. Each metric is a row.',
    'Beside the samples of the same test, its requests do not count again: of the summary, the measures that the samples lack stay.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    const metrics = metricsOf(json);
    return metrics !== null && builtInMetrics.some((name) => hasValues(metrics[name]));
  },
  read: (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, k6HandleSummary.id, k6HandleSummary.tool);
      const { metrics, state } = parseDocument(file, schema);
      const all = new K6Metrics();
      for (const [name, { values, contains, thresholds = {} }] of Object.entries(metrics)) {
        if (contains === 'time') all.times.add(name);
        if (!all.add(name, values)) account.refuse(1, `\`metrics.${name}\` contains no values of k6`);
        for (const [expression, { ok }] of Object.entries(thresholds))
          all.thresholds.push({ text: `${name}: ${expression}`, isMet: ok });
      }
      const durationMs = state?.testRunDurationMs;
      recordK6Summary(all.summary(durationMs === undefined ? null : durationMs / 1_000), recorder, account);
    }
    return Promise.resolve();
  },
};

const schema = z.looseObject({
  metrics: z.record(
    z.string(),
    z.looseObject({
      values: k6Values,
      contains: z.string().optional(),
      thresholds: z.record(z.string(), z.looseObject({ ok: z.boolean() })).optional(),
    }),
  ),
  state: z.looseObject({ testRunDurationMs: z.number().min(0).optional() }).optional(),
});

const hasValues = (metric: unknown): boolean =>
  typeof metric === 'object' && metric !== null && 'values' in metric && 'type' in metric;
