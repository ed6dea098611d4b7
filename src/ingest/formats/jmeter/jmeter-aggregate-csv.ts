import type { Adapter } from '../../adapter.ts';
import { parseNonNegative } from '../../fields/number-fields.ts';
import { allEndpoints } from '../../record/recorder.ts';
import type { ReportedRow } from '../../record/reported-row.ts';
import type { CsvScanner } from '../../scan/csv-scanner.ts';
import { refusedField, scanTable } from '../../scan/scan-table.ts';
import { cleanLabel } from '../../fields/text.ts';
import { headerOf } from '../../files/tidy-table.ts';

/** Column names, as tables are saved today and as JMeter 2 and the plugins' command line call them. */
const columns = {
  label: ['Label', 'sampler_label'],
  count: ['# Samples', '#Samples', 'aggregate_report_count'],
  mean: ['Average', 'average'],
  min: ['Min', 'aggregate_report_min'],
  max: ['Max', 'aggregate_report_max'],
  stddev: ['Std. Dev.', 'aggregate_report_stddev'],
  p50: ['Median', 'aggregate_report_median'],
  p90: ['90% Line', 'aggregate_report_90%_line'],
  p95: ['95% Line', 'aggregate_report_95%_line'],
  p99: ['99% Line', 'aggregate_report_99%_line'],
  p999: ['99.9% Line', 'aggregate_report_99.9%_line'],
  errorShare: ['Error %', 'aggregate_report_error%'],
  rate: ['Throughput', 'aggregate_report_rate'],
} as const;
type Column = keyof typeof columns;

/** The table of JMeter's Summary or Aggregate Report, saved as CSV. */
export const jmeterAggregateCsv: Adapter = {
  id: 'jmeter-aggregate-csv',
  tool: 'JMeter',
  title: 'Summary or Aggregate Report, CSV',
  identifiedBy: 'A header with Label, # Samples, Average and Error %.',
  sourceClass: 'reported',
  notes: [
    'Milliseconds, rounded by the tool. Percentiles are those of columns like `90% Line`.',
    'Errors are the rounded product of the count and `Error %`.',
    'The last row TOTAL is all requests together (`*`), never added. Without it there is no rate of the test.',
  ],
  sets: 'each',
  sniff: (head) => {
    const names = new Set(headerOf(head));
    const has = (column: Column): boolean => columns[column].some((name) => names.has(name));
    return has('label') && has('count') && has('mean') && has('errorShare');
  },
  read: async (files, recorder) => {
    for (const file of files) {
      const account = recorder.file(file, jmeterAggregateCsv.id, jmeterAggregateCsv.tool);
      const rows: ReportedRow[] = [];
      await scanTable(file, account, (at) => (row) => {
        const read = reportedRow(row, (column) => Math.max(...columns[column].map(at)));
        if (typeof read === 'string') return read;
        rows.push(read);
        return null;
      });
      const last = rows.at(-1);
      const hasTotal = last !== undefined && /^total$/i.test(last.endpoint);
      if (hasTotal && rows.length === 1) recorder.reported({ ...last, endpoint: allEndpoints });
      else for (const row of hasTotal ? rows.slice(0, -1) : rows) recorder.reported(row);
      if (hasTotal && rows.length > 1) recorder.reportedPooled(last);
    }
  },
};

/** The figures of a row; otherwise why it was refused. */
function reportedRow(row: CsvScanner, at: (column: Column) => number): ReportedRow | string {
  const count = row.whole(at('count'));
  if (!(count >= 0)) return refusedField(row, '# Samples', at('count'), 'a count');
  const figure = (column: Column): number | null => parseNonNegative(row.text(at(column)) ?? '');
  const share = shareOf(row.text(at('errorShare')) ?? '');
  return {
    endpoint: cleanLabel(row.text(at('label')) ?? ''),
    count,
    errors: share === null ? null : Math.round(share * count),
    latency:
      count === 0
        ? null
        : {
            min: figure('min'),
            max: figure('max'),
            mean: figure('mean'),
            stddev: figure('stddev'),
            p50: figure('p50'),
            p90: figure('p90'),
            p95: figure('p95'),
            p99: figure('p99'),
            p999: figure('p999'),
          },
    requestsPerSecond: perSecond(row.text(at('rate')) ?? ''),
  };
}

/** `2.500%` as a share; null without the sign: then it is not known what the number is of. */
function shareOf(field: string): number | null {
  const percent = /^(.+?)\s*%$/.exec(field.trim())?.[1];
  const value = parseNonNegative(percent ?? '');
  return value === null ? null : value / 100;
}

const seconds = { sec: 1, min: 60, hour: 3_600 } as const;

/** A rate in CSV is per second; copied from the screen it names its unit (`3.2/min`). */
function perSecond(field: string): number | null {
  const [, number, unit = 'sec'] = /^([\d.]+)(?:\/(sec|min|hour))?$/.exec(field.trim()) ?? [];
  const value = parseNonNegative(number ?? '');
  return value === null ? null : value / seconds[unit as keyof typeof seconds];
}
