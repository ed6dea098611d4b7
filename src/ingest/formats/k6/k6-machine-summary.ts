import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import { parseDocument } from '../../files/json-document.ts';
import { K6Metrics, k6Values } from './k6-metrics.ts';
import { recordK6Summary } from './k6-summary.ts';
import { cleanText } from '../../fields/text.ts';

/** k6's machine-readable summary (--new-machine-readable-summary). */
export const k6MachineSummary: Adapter = {
  id: 'k6-machine-summary',
  tool: 'k6',
  title: 'k6 machine-readable summary',
  identifiedBy:
    'A JSON object with `results.metrics`, a list with `name` and `values`, beside `config` and `metadata`.',
  sourceClass: 'reported',
  notes: [
    'Times are milliseconds; of percentiles k6 puts median, p90 and p95 into this shape.',
    'The rate is the number of requests over the duration. The start is when the summary was made less the duration.',
    'Each metric is a row.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    if (typeof json !== 'object' || json === null) return false;
    const { results, metadata, config } = json as Record<string, unknown>;
    return (
      typeof results === 'object' &&
      results !== null &&
      Array.isArray((results as { metrics?: unknown }).metrics) &&
      typeof metadata === 'object' &&
      typeof config === 'object'
    );
  },
  read: (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, k6MachineSummary.id, k6MachineSummary.tool);
      const { config, metadata, results } = parseDocument(file, schema);
      account.toolVersion = metadata.k6Version === undefined ? null : cleanText(metadata.k6Version);
      const all = new K6Metrics();
      for (const { name, values, contains } of results.metrics) {
        if (contains === 'time') all.times.add(name);
        if (!all.add(name, values))
          account.refuse(1, `the metric "${cleanText(name)}" contains no values of k6`);
      }
      recordK6Summary(all.summary(config.duration), recorder, account);
      const endMs = Date.parse(metadata.generatedAt ?? '');
      if (!Number.isNaN(endMs)) recorder.startedAtMs = Math.round(endMs - config.duration * 1_000);
    }
    return Promise.resolve();
  },
};

const schema = z.looseObject({
  config: z.looseObject({ duration: z.number().min(0) }),
  metadata: z.looseObject({ k6Version: z.string().optional(), generatedAt: z.string().optional() }),
  results: z.looseObject({
    metrics: z.array(z.looseObject({ name: z.string(), contains: z.string().optional(), values: k6Values })),
  }),
});
