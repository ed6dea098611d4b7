import { nounsOf } from '../../model/run-kind.ts';
import { readableScale } from '../../model/metrics/unit-scale.ts';
import type { RunReport } from '../../model/run-report.ts';
import { counted } from '../../model/text/counted.ts';
import { formatValue } from '../../model/text/format.ts';
import type { Latency } from '../../model/documents/inspection.ts';
import type { Provenance } from '../../model/metrics/metric-value.ts';
import type { PercentileName, ResponseRow } from '../../model/run-measures.ts';
import type { Cell, Column, TableBlock } from '../../model/section.ts';
import { number, text } from './cells.ts';
import { changeMark, changeTextCell, reachOf, responseChanges, rowChange } from './response-change.ts';
import {
  changeScale,
  judgedPercentile,
  percentileLabel,
  stripDomain,
  stripScale,
  targetsOfRow,
} from './response-columns.ts';

/** Rows shown at once; a longer table folds the faster ones away. */
const openRows = 25;

/** A unit of time and how many of it a millisecond has. */
interface TimeUnit {
  readonly name: string;
  readonly perMs: number;
}

/** The unit in which the times of a table are readable. */
export function timeUnit(rows: readonly ResponseRow[]): TimeUnit {
  const typical = rows.flatMap(({ latencyMs }) => latencyMs?.mean ?? latencyMs?.p50 ?? []);
  const { unit, factor } = readableScale('ms', typical);
  return { name: unit, perMs: factor };
}

/** Milliseconds in the unit of their table. */
export const inUnit = (ms: number | null | undefined, { perMs }: TimeUnit): number | null =>
  ms === null || ms === undefined ? null : ms * perMs;

/** Slowest 95th percentile first; where there is none, slowest mean. */
export const slowness = ({ latencyMs }: ResponseRow): number => latencyMs?.p95 ?? latencyMs?.mean ?? -1;

/** What the columns of a table need besides a row. */
interface Layout {
  readonly report: RunReport;
  readonly unit: TimeUnit;
  readonly judged: PercentileName;
  readonly changes: ReturnType<typeof responseChanges>;
  readonly reach: number;
  readonly domain: readonly [number, number] | null;
  readonly bounds: readonly number[];
  readonly hasShares: boolean;
  readonly hasErrors: boolean;
}

function layoutOf(report: RunReport, rows: readonly ResponseRow[]): Layout {
  const judged = judgedPercentile(report);
  const changes = responseChanges(report);
  const bounds = rows.flatMap((row) => targetsOfRow(report, row).map(({ bound }) => bound.value));
  return {
    report,
    unit: timeUnit(rows),
    judged,
    changes,
    reach: reachOf(rows.flatMap((row) => rowChange(changes, row, judged) ?? [])),
    domain: stripDomain(rows, bounds),
    bounds,
    hasShares: rows.some((row) => sharesOf(report, row) !== null),
    hasErrors: rows.some(({ errors }) => errors !== null && errors > 0),
  };
}

/** Benchmarks know no scenarios: a single one is only where their files lie. */
export const hasScenarios = ({ measures }: Pick<RunReport, 'measures'>): boolean =>
  measures.kind === 'load' || measures.scenarios.length > 1;

/** The judged percentile first, then what readers compare, then the rest. Columns without data are left out. */
function columns(layout: Layout): readonly Column[] {
  const { report, unit, judged, changes, reach, domain, bounds, hasShares, hasErrors } = layout;
  const isLoad = report.measures.kind === 'load';
  const ms = { type: 'number', unit: unit.name } as const;
  const others = (['p50', 'p95'] as const).filter((name) => name !== judged);
  return [
    { key: 'endpoint', label: nounsOf(report.measures.kind).subjectHead, type: 'text' },
    ...(hasScenarios(report)
      ? [{ key: 'scenario', label: 'Scenario', type: 'text', groups: true } as const]
      : []),
    ...[judged, ...others].map((name) => ({
      key: name,
      label: percentileLabel(name),
      ...ms,
      phone: 'first' as const,
    })),
    ...(changes.size === 0
      ? []
      : [
          { key: 'change', label: 'Change', type: 'number', phone: 'first' } as const,
          {
            key: 'interval',
            label: 'Change with 95% interval',
            type: 'text',
            scale: changeScale(reach),
          } as const,
        ]),
    ...(domain === null
      ? []
      : [
          {
            key: 'strip',
            label: 'Minimum, median, 95th and maximum',
            type: 'text',
            scale: stripScale(domain, bounds, unit.perMs),
          } as const,
        ]),
    ...(hasShares ? [{ key: 'shares', label: 'Share', type: 'text', isPicture: true } as const] : []),
    { key: 'count', label: isLoad ? 'Count' : 'Samples', type: 'number', phone: 'last' },
    { key: 'min', label: 'Min', ...ms, phone: 'last' },
    { key: 'mean', label: 'Average', ...ms, phone: 'last' },
    { key: 'max', label: 'Max', ...ms, phone: 'last' },
    ...(isLoad || hasErrors
      ? [{ key: 'errors', label: 'Errors', type: 'number', unit: '%', phone: 'last' } as const]
      : []),
  ];
}

/** How the requests of a row fared against its target; null where nothing was set up or successes are unknown. */
function sharesOf(report: RunReport, row: ResponseRow): Cell['mark'] | null {
  const target = targetsOfRow(report, row)[0];
  const within = report.measures.within.find(
    (one) => one.target === target?.id && one.scenario === row.scenario && one.endpoint === row.endpoint,
  )?.okShare;
  if (within === undefined || row.count === null || row.errors === null || row.count === 0) return null;
  const failed = row.errors / row.count;
  return { kind: 'shares', within, failed, slow: Math.max(0, 1 - within - failed) };
}

/** Explains the pictures of the table. */
export function responseCaption(report: RunReport): string {
  const { baseline } = report.context;
  const change =
    baseline === null || responseChanges(report).size === 0
      ? ''
      : ` Change: from ${baseline.id}, with its 95% interval.`;
  const { times, subject } = nounsOf(report.measures.kind);
  const what = report.measures.kind === 'load' ? `${times} per ${subject}` : times;
  return `${what}, slowest first.${change}`;
}

/** A table of response times: numbers, their change, and where they lie. */
export function responseTable(
  id: string,
  caption: string,
  all: readonly ResponseRow[],
  report: RunReport,
): TableBlock {
  const layout = layoutOf(report, all);
  const rows = inGroups(all).map((row) => cells(row, layout));
  const folded = rows.slice(openRows);
  return {
    kind: 'table',
    id,
    caption,
    columns: columns(layout),
    rows: rows.slice(0, openRows),
    isStacked: true,
    ...(folded.length === 0
      ? {}
      : {
          folded: {
            summary: `${counted(folded.length, nounsOf(report.measures.kind).subject)} more`,
            rows: folded,
          },
        }),
    note: [pictureNote(layout), estimatorNote(all)].filter((text) => text !== '').join(' '),
  };
}

/** Slowest first; endpoints of one scenario stand together, the scenario with the slowest of all first. */
function inGroups(all: readonly ResponseRow[]): ResponseRow[] {
  const sorted = all.toSorted((a, b) => slowness(b) - slowness(a));
  return [...Map.groupBy(sorted, ({ scenario }) => scenario).values()].flat();
}

function pictureNote({ domain, changes, hasShares, report, bounds }: Layout): string {
  const parts = [
    ...(domain === null
      ? []
      : [
          `Strip: line from minimum to maximum, box from median to 95th${changes.size === 0 ? '' : `, triangle the median of ${report.context.baseline?.id ?? 'the baseline'}`}${bounds.length === 0 ? '' : ', dashed the target'}.`,
        ]),
    ...(hasShares ? ['Share: within the target, slower (grey), failed.'] : []),
  ];
  return parts.join(' ');
}

function cells(row: ResponseRow, layout: Layout): Record<string, Cell> {
  const { latencyMs: ms } = row;
  const { report, unit, judged, changes, reach, domain } = layout;
  const from = provenance(row, ms);
  const name = report.measures.scenarios.find(({ id }) => id === row.scenario)?.name;
  const errorRate =
    row.count === null || row.errors === null || row.count === 0 ? null : row.errors / row.count;
  const change = rowChange(changes, row, judged);
  const shares = sharesOf(report, row);
  const percentile = (one: PercentileName): Cell =>
    number(inUnit(ms?.[one], unit), 'ms', from('Hyndman-Fan 7'));
  return {
    endpoint: text(
      row.label,
      row.label === row.endpoint || row.endpoint === '' ? {} : { note: row.endpoint },
    ),
    scenario: text(name ?? row.scenario),
    [judged]: percentile(judged),
    p50: percentile('p50'),
    p95: percentile('p95'),
    change: changeTextCell(change, judged),
    interval: { text: '', ...changeMark(change, reach) },
    strip: { text: '', ...(domain === null ? {} : stripOf(row, layout, domain)) },
    shares: { text: '', ...(shares == null ? {} : { mark: shares }) },
    count: number(
      row.count,
      'count',
      from(report.measures.kind === 'load' ? 'requests counted' : 'samples counted'),
    ),
    min: minimum(ms, unit, from('smallest sample')),
    mean: number(inUnit(ms?.mean, unit), 'ms', from('arithmetic mean')),
    max: number(inUnit(ms?.max, unit), 'ms', from('largest sample')),
    errors: number(errorRate, 'share', from('failed / all requests')),
  };
}

function stripOf(
  row: ResponseRow,
  { report, changes }: Layout,
  domain: readonly [number, number],
): Pick<Cell, 'mark'> {
  const { latencyMs: ms } = row;
  if (ms === null) return {};
  const base = changes
    .get(JSON.stringify([row.scenario, row.endpoint]))
    ?.find(({ metric }) => metric === 'response.p50');
  const bound = targetsOfRow(report, row)[0]?.bound.value ?? null;
  return {
    mark: {
      kind: 'strip',
      min: ms.min,
      p50: ms.p50,
      p95: ms.p95,
      max: ms.max,
      base: base?.base ?? null,
      bound: bound !== null && bound <= domain[1] ? bound : null,
      domain,
    },
  };
}

/** Some tools leave requests of 0 ms out of their minimum. Show the reported value, and mark the contradiction. */
function minimum(ms: Latency | null, unit: TimeUnit, provenance: Provenance): Cell {
  const cell = number(inUnit(ms?.min, unit), 'ms', provenance);
  const isOdd = ms?.min != null && ms.p50 !== null && ms.min > ms.p50;
  return isOdd ? { ...cell, note: 'reported' } : cell;
}

export function provenance(row: ResponseRow, ms: Latency | null): (estimator: string) => Provenance {
  return (estimator) => ({
    source: ms?.source ?? 'reported',
    relativeError: ms?.relativeError ?? null,
    n: row.timedCount,
    files: row.files,
    estimator: ms?.source === 'reported' ? 'reported by the tool' : estimator,
  });
}

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
