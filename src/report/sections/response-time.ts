import { nounsOf, type RunKind } from '../../model/run-kind.ts';
import { benchmarkMeasures } from './benchmark-measures.ts';
import { commandLine } from '../../model/text/command-line.ts';
import type { Provenance } from '../../model/metrics/metric-value.ts';
import { isBeyondSamples, shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import type { PercentileName, ResponseRow, RunMeasures } from '../../model/run-measures.ts';
import type { Block, Cell, TableBlock } from '../../model/section.ts';
import { intervalText, text } from './cells.ts';
import { hasChart, withChart } from './chart-data.ts';
import { commandComparison } from './command-comparison.ts';
import { parameterComparison } from './parameter-comparison.ts';
import { otherMeasures } from './other-measures.ts';
import { provenance } from './response-cells.ts';
import { hasTail } from './response-columns.ts';
import { inUnit, timeCell, timeUnit, unitOfRow } from './time-unit.ts';
import { responseCaption } from './response-notes.ts';
import { responseTable, slowness } from './response-table.ts';
import type { SectionInput, SectionRule } from './section-rule.ts';

export const responseTime: SectionRule = {
  id: 'response-time',
  heading: 'Response time',
  short: 'Response time',
  ofBenchmarks: { empty: 'No benchmarks were measured.' },
  empty: {
    text: 'No response times were measured.',
    hint: `Add a raw file of a load tool or a benchmark; \`${commandLine('formats')}\` lists the supported formats.`,
  },
  blocks: ({ report }: SectionInput): Block[] => {
    const { response, transactions, scenarios, measures, kind } = report.measures;
    const others =
      kind !== 'load'
        ? [
            ...commandComparison(report.measures),
            ...parameterComparison(report.measures),
            ...benchmarkMeasures(report.measures, report.context.changes),
          ]
        : otherMeasures(measures, 'other', 'Other measurements reported by the tools');
    if (response.length === 0) return others;
    const nameOf = new Map(scenarios.map(({ id, name }) => [id, name]));
    return [
      ...withChart(
        [
          responseTable('response-times', responseCaption(report), response, report),
          ...percentileTable(response, nameOf, report.measures.kind),
          ...latencyOverTime(report.measures),
        ],
        'response-distribution',
        report.measures,
        2,
      ),
      ...(transactions.length === 0
        ? []
        : [
            responseTable(
              'transactions',
              'Transactions (their requests are already counted above)',
              transactions,
              report,
            ),
          ]),
      ...others,
    ];
  },
};

/** Each scenario over time; the head of the report shows the one that matters most. */
const latencyOverTime = (measures: RunMeasures): Block[] =>
  hasChart('latency-over-time', measures)
    ? [
        {
          kind: 'fold',
          summary: 'Latency over time: other scenarios, and numbers',
          blocks: [{ kind: 'figure', chart: 'latency-over-time', caption: null, isBelowHead: true }],
        },
      ]
    : [];

const withEffective = (provenance: Provenance, effectiveN: number | null | undefined): Provenance =>
  effectiveN === undefined ? provenance : { ...provenance, effectiveN };

/** Further percentiles with their intervals, on demand. */
function percentileTable(
  rows: readonly ResponseRow[],
  names: ReadonlyMap<string, string>,
  kind: RunKind,
): Block[] {
  const withTail = rows.filter(
    (row) =>
      row.latencyMs !== null &&
      (row.latencyMs.p90 ?? row.latencyMs.p99) !== null &&
      (kind === 'load' || hasTail(row, kind)),
  );
  if (withTail.length === 0) return [];
  const ofTable = timeUnit(rows);
  const head = { type: 'number', ...(!ofTable.isInCells && { unit: ofTable.name }) } as const;
  const cell = (row: ResponseRow, name: PercentileName): Cell => {
    const unit = unitOfRow(row, ofTable);
    const share = shareOfMetric(`response.${name}`) ?? 0;
    if (isBeyondSamples(share, row.timedCount)) return text(null);
    const value = timeCell(
      row.latencyMs?.[name],
      unit,
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
      { key: 'endpoint', label: nounsOf(kind).subjectHead, type: 'text' },
      ...(kind === 'load' || names.size > 1
        ? [{ key: 'scenario', label: 'Scenario', type: 'text', joinsName: true } as const]
        : []),
      { key: 'p50', label: 'Median', ...head },
      { key: 'p90', label: '90th', ...head },
      { key: 'p95', label: '95th', ...head },
      { key: 'p99', label: '99th', ...head },
      { key: 'p999', label: '99.9th', ...head },
      { key: 'deviation', label: 'Std. deviation', ...head },
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
        deviation: timeCell(row.latencyMs?.stddev, unitOfRow(row, ofTable)),
      })),
    ...(notes
      ? { note: '“Or more” and “or less” mark intervals that the samples bound on one side only.' }
      : {}),
  };
  const summary = `90th, 99th and 99.9th percentile${notes ? ', with intervals' : ''}`;
  return [{ kind: 'fold', summary, blocks: [block] }];
}
