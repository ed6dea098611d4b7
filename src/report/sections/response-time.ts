import { commandLine } from '../../model/command-line.ts';
import { counted } from '../../model/counted.ts';
import { formatValue } from '../../model/format.ts';
import type { Latency } from '../../model/inspection.ts';
import type { Provenance } from '../../model/metric-value.ts';
import type { PercentileName, ResponseRow } from '../../model/run-measures.ts';
import type { Block, Cell, Column, TableBlock } from '../../model/section.ts';
import { intervalText, number, text } from './cells.ts';
import { otherMeasures } from './other-measures.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

/** Rows shown at once; a longer table folds the faster ones away. */
const openRows = 25;

export const responseTime: SectionRule = {
  id: 'response-time',
  heading: 'Response time',
  short: 'Response time',
  empty: {
    text: 'No response times were measured.',
    hint: `Add a raw file of a load tool or a benchmark; \`${commandLine('formats')}\` lists the supported formats.`,
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { response, transactions, scenarios, measures } = report.measures;
    const others = otherMeasures(measures, 'other', 'Other measurements reported by the tools');
    if (response.length === 0) return others;
    const nameOf = new Map(scenarios.map(({ id, name }) => [id, name]));
    return [
      table('response-times', 'Response time per endpoint, slowest first', response, nameOf),
      ...percentileTable(response, nameOf),
      ...(transactions.length === 0
        ? []
        : [
            table(
              'transactions',
              'Transactions (their requests are already counted above)',
              transactions,
              nameOf,
            ),
          ]),
      ...others,
    ];
  },
};

const columns = (unit: string): readonly Column[] => [
  { key: 'endpoint', label: 'Endpoint/Function', type: 'text' },
  { key: 'scenario', label: 'Scenario', type: 'text', joinsName: true },
  { key: 'count', label: 'Count', type: 'number' },
  { key: 'min', label: 'Min', type: 'number', unit },
  { key: 'max', label: 'Max', type: 'number', unit },
  { key: 'mean', label: 'Average', type: 'number', unit },
  { key: 'p50', label: 'Median', type: 'number', unit },
  { key: 'p95', label: '95th', type: 'number', unit },
  { key: 'errors', label: 'Error rate', type: 'number', unit: '%' },
];

/** A unit of time and how many of it a millisecond has. */
interface TimeUnit {
  readonly name: string;
  readonly perMs: number;
}

/** Milliseconds, but what is shorter than 0.1 ms throughout is shown in µs, and below 0.001 ms in ns. */
function timeUnit(rows: readonly ResponseRow[]): TimeUnit {
  const longest = Math.max(0, ...rows.map(({ latencyMs }) => latencyMs?.mean ?? latencyMs?.p50 ?? 0));
  if (longest === 0 || longest >= 0.1) return { name: 'ms', perMs: 1 };
  return longest >= 0.001 ? { name: 'µs', perMs: 1e3 } : { name: 'ns', perMs: 1e6 };
}

/** Milliseconds in the unit of their table. */
const inUnit = (ms: number | null | undefined, { perMs }: TimeUnit): number | null =>
  ms === null || ms === undefined ? null : ms * perMs;

/** Slowest 95th percentile first; where there is none, slowest mean. */
const slowness = ({ latencyMs }: ResponseRow): number => latencyMs?.p95 ?? latencyMs?.mean ?? -1;

function table(
  id: string,
  caption: string,
  all: readonly ResponseRow[],
  names: ReadonlyMap<string, string>,
): TableBlock {
  const unit = timeUnit(all);
  const sorted = all.toSorted((a, b) => slowness(b) - slowness(a));
  const rows = sorted.map((row) => cells(row, names, unit));
  const folded = rows.slice(openRows);
  return {
    kind: 'table',
    id,
    caption,
    columns: columns(unit.name),
    rows: rows.slice(0, openRows),
    ...(folded.length === 0
      ? {}
      : { folded: { summary: counted(folded.length, 'faster endpoint'), rows: folded } }),
    note: estimatorNote(all),
  };
}

function cells(row: ResponseRow, names: ReadonlyMap<string, string>, unit: TimeUnit): Record<string, Cell> {
  const { latencyMs: ms } = row;
  const from = provenance(row, ms);
  const errorRate =
    row.count === null || row.errors === null || row.count === 0 ? null : row.errors / row.count;
  return {
    endpoint: text(
      row.label,
      row.label === row.endpoint || row.endpoint === '' ? {} : { note: row.endpoint },
    ),
    scenario: text(names.get(row.scenario) ?? row.scenario),
    count: number(row.count, 'count', from('requests counted')),
    min: minimum(ms, unit, from('smallest sample')),
    max: number(inUnit(ms?.max, unit), 'ms', from('largest sample')),
    mean: number(inUnit(ms?.mean, unit), 'ms', from('arithmetic mean')),
    p50: number(inUnit(ms?.p50, unit), 'ms', from('Hyndman-Fan 7')),
    p95: number(inUnit(ms?.p95, unit), 'ms', from('Hyndman-Fan 7')),
    errors: number(errorRate, 'share', from('failed / all requests')),
  };
}

/** Some tools leave requests of 0 ms out of their minimum. Show the reported value, and mark the contradiction. */
function minimum(ms: Latency | null, unit: TimeUnit, provenance: Provenance): Cell {
  const cell = number(inUnit(ms?.min, unit), 'ms', provenance);
  const isOdd = ms?.min != null && ms.p50 !== null && ms.min > ms.p50;
  return isOdd ? { ...cell, note: 'reported by the tool' } : cell;
}

function provenance(row: ResponseRow, ms: Latency | null): (estimator: string) => Provenance {
  return (estimator) => ({
    source: ms?.source ?? 'reported',
    relativeError: ms?.relativeError ?? null,
    n: row.timedCount,
    files: row.files,
    estimator: ms?.source === 'reported' ? 'reported by the tool' : estimator,
  });
}

const withEffective = (provenance: Provenance, effectiveN: number | null | undefined): Provenance =>
  effectiveN === undefined ? provenance : { ...provenance, effectiveN };

/** States once how the percentiles of a table were computed. */
function estimatorNote(rows: readonly ResponseRow[]): string {
  const classes = new Set(rows.flatMap(({ latencyMs }) => latencyMs?.source ?? []));
  const notes = [
    classes.has('exact') ? 'Percentiles are Hyndman-Fan 7 over all samples.' : '',
    classes.has('histogram')
      ? 'Marked percentiles come from a histogram and are within its stated error.'
      : '',
    classes.has('reported') ? 'Values reported by a tool could not be verified.' : '',
    ...failedNotes(rows),
  ];
  return notes.filter((note) => note !== '').join(' ');
}

/** Says whether times are of failed requests too; tools that time answers alone say nothing of the others. */
function failedNotes(rows: readonly ResponseRow[]): string[] {
  const failing = rows.filter(({ errors }) => (errors ?? 0) > 0);
  const partly = failing.flatMap(({ label, count, timedCount }) =>
    count !== null && timedCount !== null && timedCount < count ? [{ label, count, timedCount }] : [],
  );
  const named = partly.map(
    ({ label, count, timedCount }) =>
      `Times of ${label} are of the ${formatValue(timedCount, 'count')} answered requests out of ${formatValue(count, 'count')}.`,
  );
  return partly.length < failing.length ? ['Failed requests are included.', ...named] : named;
}

/** Further percentiles with their intervals, on demand. */
function percentileTable(rows: readonly ResponseRow[], names: ReadonlyMap<string, string>): Block[] {
  const withTail = rows.filter(
    ({ latencyMs }) => latencyMs !== null && (latencyMs.p90 ?? latencyMs.p99) !== null,
  );
  if (withTail.length === 0) return [];
  const unit = timeUnit(rows);
  const cell = (row: ResponseRow, name: PercentileName): Cell => {
    const value = number(
      inUnit(row.latencyMs?.[name], unit),
      'ms',
      withEffective(provenance(row, row.latencyMs)('Hyndman-Fan 7'), row.effectiveN?.[name]),
    );
    const { lower = null, upper = null } = row.intervals[name] ?? {};
    const note =
      row.intervals[name] === undefined
        ? null
        : intervalText({ lower: inUnit(lower, unit), upper: inUnit(upper, unit) }, 'ms');
    return note === null || row.latencyMs?.[name] === null ? value : { ...value, note };
  };
  const notes = withTail.some(({ intervals }) => Object.keys(intervals).length > 0);
  const block: TableBlock = {
    kind: 'table',
    id: 'percentiles',
    caption: notes ? 'Percentiles with 95% order-statistic intervals' : 'Percentiles reported by the tool',
    columns: [
      { key: 'endpoint', label: 'Endpoint/Function', type: 'text' },
      { key: 'scenario', label: 'Scenario', type: 'text', joinsName: true },
      { key: 'p50', label: 'Median', type: 'number', unit: unit.name },
      { key: 'p90', label: '90th', type: 'number', unit: unit.name },
      { key: 'p95', label: '95th', type: 'number', unit: unit.name },
      { key: 'p99', label: '99th', type: 'number', unit: unit.name },
      { key: 'p999', label: '99.9th', type: 'number', unit: unit.name },
      { key: 'deviation', label: 'Std. deviation', type: 'number', unit: unit.name },
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
        deviation: number(inUnit(row.latencyMs?.stddev, unit), 'ms'),
      })),
    ...(notes
      ? { note: '“Or more” and “or less” mark intervals that the samples bound on one side only.' }
      : {}),
  };
  const summary = `90th, 99th and 99.9th percentile${notes ? ', with intervals' : ''}`;
  return [{ kind: 'fold', summary, blocks: [block] }];
}
