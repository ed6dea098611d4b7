import { z } from 'zod';
import type { Adapter } from '../../adapter.ts';
import { parseDocument } from '../../files/json-document.ts';
import { allEndpoints } from '../../record/run-names.ts';
import { cleanLabel } from '../../fields/text.ts';

const figure = z.number().nullish();
const rowSchema = z.looseObject({
  transaction: z.string(),
  sampleCount: z.int().nonnegative(),
  errorCount: z.int().nonnegative(),
  meanResTime: figure,
  medianResTime: figure,
  minResTime: figure,
  maxResTime: figure,
  pct1ResTime: figure,
  pct2ResTime: figure,
  pct3ResTime: figure,
  throughput: figure,
});
type Row = z.infer<typeof rowSchema>;
const documentSchema = z.record(z.string(), rowSchema);

/** `statistics.json` of JMeter's HTML dashboard. */
export const jmeterStatisticsJson: Adapter = {
  id: 'jmeter-statistics-json',
  tool: 'JMeter',
  title: 'statistics.json of the dashboard',
  identifiedBy: 'A JSON object of objects with `sampleCount`, `errorCount` and `pct1ResTime`.',
  sourceClass: 'reported',
  notes: [
    'Milliseconds. Each label is a row; `Total` is all requests together (`*`), never added.',
    'The three percentiles have no names in the file: they are taken as 90, 95 and 99, as JMeter ships.',
    'JMeter up to 5.1 gives no median.',
  ],
  sets: 'each',
  sniff: ({ json }) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
    const first: unknown = Object.values(json)[0];
    const keys = ['sampleCount', 'errorCount', 'pct1ResTime'];
    return typeof first === 'object' && first !== null && keys.every((key) => key in first);
  },
  read: (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, jmeterStatisticsJson.id, jmeterStatisticsJson.tool);
      const rows = Object.entries(parseDocument(file, documentSchema));
      account.accept(rows.length);
      account.warn(
        'assumed-percentiles',
        'The file does not name its percentiles: they were taken as 90, 95 and 99 (aggregate_rpt_pct1 to 3 of JMeter).',
      );
      const total = rows.find(([key]) => key === 'Total')?.[1];
      const labels = rows.filter(([key]) => key !== 'Total');
      for (const [, row] of labels) recorder.reported(reportedRow(cleanLabel(row.transaction), row));
      if (total !== undefined && labels.length === 0) recorder.reported(reportedRow(allEndpoints, total));
      else if (total !== undefined) recorder.reportedPooled(reportedRow(allEndpoints, total));
      const sum = labels.reduce((count, [, row]) => count + row.sampleCount, 0);
      if (labels.length > 0 && total !== undefined && sum !== total.sampleCount)
        account.warn(
          'rows-are-not-the-total',
          `The rows contain ${sum} samples, the total ${total.sampleCount}: some rows are transactions, whose requests are rows too.`,
        );
    }
    return Promise.resolve();
  },
};

const reportedRow = (endpoint: string, row: Row) => ({
  endpoint,
  count: row.sampleCount,
  errors: row.errorCount,
  latency:
    row.sampleCount === 0
      ? null
      : {
          min: row.minResTime ?? null,
          max: row.maxResTime ?? null,
          mean: row.meanResTime ?? null,
          p50: row.medianResTime ?? null,
          p90: row.pct1ResTime ?? null,
          p95: row.pct2ResTime ?? null,
          p99: row.pct3ResTime ?? null,
        },
  requestsPerSecond: row.throughput ?? null,
});
