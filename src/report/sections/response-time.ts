import type { Latency } from '../../model/inspection.ts';
import type { Provenance } from '../../model/figure.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import type { Block, Cell, Column, TableBlock } from '../../model/section.ts';
import { intervalText, number, text } from './cells.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

/** Rows shown at once; a longer table folds the faster ones away. */
const openRows = 25;

export const responseTime: SectionRule = {
  id: 'response-time',
  heading: 'Response time',
  short: 'Response time',
  empty: {
    text: 'No response time was measured.',
    hint: 'Add a raw file of a load tool or a benchmark; `perfolio formats` lists what is read.',
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { response, transactions, scenarios } = report.measures;
    if (response.length === 0) return [];
    const nameOf = new Map(scenarios.map(({ id, name }) => [id, name]));
    return [
      table('response-times', 'Response time per endpoint, slowest first', response, nameOf),
      ...percentileTable(response, nameOf),
      ...(transactions.length === 0
        ? []
        : [
            table(
              'transactions',
              'Transactions: their calls are in the table above, so they never add to totals',
              transactions,
              nameOf,
            ),
          ]),
    ];
  },
};

const columns: readonly Column[] = [
  { key: 'endpoint', label: 'Endpoint/Function', type: 'text' },
  { key: 'scenario', label: 'Scenario', type: 'text' },
  { key: 'count', label: 'Count', type: 'number' },
  { key: 'min', label: 'Min', type: 'number', unit: 'ms' },
  { key: 'max', label: 'Max', type: 'number', unit: 'ms' },
  { key: 'mean', label: 'Average', type: 'number', unit: 'ms' },
  { key: 'p50', label: 'Median', type: 'number', unit: 'ms' },
  { key: 'p95', label: '95th', type: 'number', unit: 'ms' },
  { key: 'errors', label: 'Error rate', type: 'number', unit: '%' },
];

/** Slowest 95th percentile first; where there is none, slowest mean. */
const slowness = ({ latencyMs }: ResponseRow): number => latencyMs?.p95 ?? latencyMs?.mean ?? -1;

function table(
  id: string,
  caption: string,
  all: readonly ResponseRow[],
  names: ReadonlyMap<string, string>,
): TableBlock {
  const sorted = all.toSorted((a, b) => slowness(b) - slowness(a));
  const rows = sorted.map((row) => cells(row, names));
  const folded = rows.slice(openRows);
  return {
    kind: 'table',
    id,
    caption,
    columns,
    rows: rows.slice(0, openRows),
    ...(folded.length === 0
      ? {}
      : { folded: { summary: `${folded.length} faster endpoints`, rows: folded } }),
    note: estimatorNote(all),
  };
}

function cells(row: ResponseRow, names: ReadonlyMap<string, string>): Record<string, Cell> {
  const { latencyMs: ms } = row;
  const from = provenance(row, ms);
  const errorRate =
    row.count === null || row.errors === null || row.count === 0 ? null : row.errors / row.count;
  return {
    endpoint: text(row.label, row.label === row.endpoint ? {} : { note: row.endpoint }),
    scenario: text(names.get(row.scenario) ?? row.scenario),
    count: number(row.count, 'count', from('requests counted')),
    min: number(ms?.min, 'ms', from('smallest sample')),
    max: number(ms?.max, 'ms', from('largest sample')),
    mean: number(ms?.mean, 'ms', from('arithmetic mean')),
    p50: number(ms?.p50, 'ms', from('Hyndman-Fan 7')),
    p95: number(ms?.p95, 'ms', from('Hyndman-Fan 7')),
    errors: number(errorRate, 'share', from('failed / all requests')),
  };
}

function provenance(row: ResponseRow, ms: Latency | null): (estimator: string) => Provenance {
  return (estimator) => ({
    source: ms?.source ?? 'reported',
    relativeError: ms?.relativeError ?? null,
    n: row.timedCount,
    files: row.files,
    estimator: ms?.source === 'reported' ? 'as the tool printed it' : estimator,
  });
}

/** Says once how the percentiles of a table were computed. */
function estimatorNote(rows: readonly ResponseRow[]): string {
  const classes = new Set(rows.flatMap(({ latencyMs }) => latencyMs?.source ?? []));
  const notes = [
    classes.has('exact') ? 'Percentiles are Hyndman-Fan 7 over all samples.' : '',
    classes.has('histogram')
      ? 'Where marked, percentiles come from a histogram and are within its stated error.'
      : '',
    classes.has('reported') ? 'Reported figures are as the tool printed them and could not be checked.' : '',
    'Failed requests are included.',
  ];
  return notes.filter((note) => note !== '').join(' ');
}

/** Further percentiles with their intervals, on demand. */
function percentileTable(rows: readonly ResponseRow[], names: ReadonlyMap<string, string>): Block[] {
  const withTail = rows.filter(
    ({ latencyMs }) => latencyMs !== null && (latencyMs.p90 ?? latencyMs.p99) !== null,
  );
  if (withTail.length === 0) return [];
  const cell = (row: ResponseRow, name: 'p50' | 'p90' | 'p95' | 'p99' | 'p999'): Cell => {
    const value = number(row.latencyMs?.[name], 'ms', provenance(row, row.latencyMs)('Hyndman-Fan 7'));
    const note = intervalText(row.intervals[name] ?? null, 'ms');
    return note === null || row.latencyMs?.[name] === null ? value : { ...value, note };
  };
  const block: TableBlock = {
    kind: 'table',
    id: 'percentiles',
    caption: 'Percentiles with their 95 % order-statistic intervals',
    columns: [
      { key: 'endpoint', label: 'Endpoint/Function', type: 'text' },
      { key: 'scenario', label: 'Scenario', type: 'text' },
      { key: 'p50', label: 'Median', type: 'number', unit: 'ms' },
      { key: 'p90', label: '90th', type: 'number', unit: 'ms' },
      { key: 'p95', label: '95th', type: 'number', unit: 'ms' },
      { key: 'p99', label: '99th', type: 'number', unit: 'ms' },
      { key: 'p999', label: '99.9th', type: 'number', unit: 'ms' },
      { key: 'deviation', label: 'Std. deviation', type: 'number', unit: 'ms' },
    ],
    rows: withTail
      .toSorted((a, b) => slowness(b) - slowness(a))
      .slice(0, 60)
      .map((row) => ({
        endpoint: text(row.label),
        scenario: text(names.get(row.scenario) ?? row.scenario),
        p50: cell(row, 'p50'),
        p90: cell(row, 'p90'),
        p95: cell(row, 'p95'),
        p99: cell(row, 'p99'),
        p999: cell(row, 'p999'),
        deviation: number(row.latencyMs?.stddev, 'ms'),
      })),
    note: '“Or more” and “or less” mark intervals that so few samples bound on one side only.',
  };
  return [{ kind: 'fold', summary: '90th, 99th and 99.9th percentile, with intervals', blocks: [block] }];
}
