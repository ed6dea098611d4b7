import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import type { FileAccount } from '../../record/file-account.ts';
import { parseDocument } from '../../files/json-document.ts';
import { builtInMetrics, K6Metrics, k6Values } from './k6-metrics.ts';
import { recordK6Summary } from './k6-summary.ts';

/** k6's end-of-test summary as --summary-export writes it. */
export const k6SummaryExport: Adapter = {
  id: 'k6-summary-export',
  tool: 'k6',
  title: 'k6 summary (--summary-export)',
  identifiedBy: 'A JSON object with `metrics` by name, whose values are in the metric itself.',
  sourceClass: 'reported',
  notes: [
    'Times are milliseconds; percentiles are those of summaryTrendStats: p99 is not among the defaults.',
    'A request failed when http_req_failed says so: its `passes` are the failed requests.',
    'All requests are one row; thresholds on `name` or `scenario` give rows of their own. Users are the most of `vus`.',
    'Metrics of the script are measures: of a trend mean, p50, p90, p95, p99 and maximum if the summary states them, of a counter the sum, of a rate the share, of a gauge the last value.',
    'So are `checks`, the share of checks that passed, and `dropped_iterations`, which are a warning too.',
    'In this shape a threshold that is `true` failed. Reports show thresholds below the targets, and `check` warns of those that failed.',
    'Beside the samples of the same test, its requests do not count again.',
    'There is no start time; the duration is the number of requests over their rate. Each metric is a row.',
  ],
  sets: 'each',
  sniff: ({ json, text }) => {
    const metrics = metricsOf(json);
    if (metrics !== null) return builtInMetrics.some((name) => isFlat(metrics[name]));
    return text.includes('http_req_duration....')
      ? 'but it is the text that k6 prints: provide what --summary-export or handleSummary writes'
      : false;
  },
  read: (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, k6SummaryExport.id, k6SummaryExport.tool);
      const { metrics } = parseDocument(file, schema);
      recordK6Summary(flatMetrics(metrics, account).summary(null), recorder, account);
    }
    return Promise.resolve();
  },
};

const schema = z.looseObject({ metrics: z.record(z.string(), k6Values) });

/** The `metrics` of a document, where it has any by name. */
export function metricsOf(json: unknown): Record<string, unknown> | null {
  if (typeof json !== 'object' || json === null || !('metrics' in json)) return null;
  const { metrics } = json;
  return typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics)
    ? (metrics as Record<string, unknown>)
    : null;
}

const isFlat = (metric: unknown): boolean =>
  typeof metric === 'object' &&
  metric !== null &&
  !('values' in metric) &&
  ['count', 'avg', 'med', 'passes', 'value'].some(
    (key) => typeof (metric as Record<string, unknown>)[key] === 'number',
  );

function flatMetrics(
  metrics: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  account: FileAccount,
): K6Metrics {
  const all = new K6Metrics();
  for (const [name, metric] of Object.entries(metrics)) {
    if (!all.add(name, metric)) account.refuse(1, `\`metrics.${name}\` contains no values of k6`);
    const { thresholds } = metric;
    if (typeof thresholds !== 'object' || thresholds === null) continue;
    for (const [expression, outcome] of Object.entries(thresholds))
      if (typeof outcome === 'boolean')
        all.thresholds.push({ text: `${name}: ${expression}`, isMet: !outcome });
  }
  return all;
}
