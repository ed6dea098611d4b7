import type { PercentileName, ResponseRow } from '../../model/run-measures.ts';
import { nounsOf } from '../../model/run-kind.ts';
import type { RunReport } from '../../model/run-report.ts';
import type { SharesMark } from '../../model/cell-mark.ts';
import type { Column } from '../../model/section.ts';
import { timeSpread } from '../measure/typical-spread.ts';
import { timeUnit, type TimeUnit } from './time-unit.ts';
import { reachOf, responseChanges, rowChange } from './response-change.ts';
import {
  changeScale,
  hasTail,
  judgedPercentile,
  percentileLabel,
  stripDomain,
  stripScale,
  targetsOfRow,
} from './response-columns.ts';

/** What the columns of a table need besides a row. */
export interface Layout {
  readonly report: RunReport;
  readonly unit: TimeUnit;
  readonly judged: PercentileName;
  readonly changes: ReturnType<typeof responseChanges>;
  readonly reach: number;
  readonly domain: readonly [number, number] | null;
  readonly bounds: readonly number[];
  readonly hasShares: boolean;
  readonly hasErrors: boolean;
  /** False for benchmarks of too few samples for a 95th percentile. */
  readonly hasTails: boolean;
  /** True for benchmarks whose samples, or tool, show how sure their times are. */
  readonly hasSpreads: boolean;
  /** Times and counts that no row of benchmarks has: their columns are left out. Of requests they show what is missing. */
  readonly without: ReadonlySet<string>;
}

const times = ['min', 'p50', 'p95', 'mean', 'max'] as const;

function missingColumns(rows: readonly ResponseRow[]): Set<string> {
  const missing: string[] = times.filter((name) => rows.every(({ latencyMs }) => latencyMs?.[name] == null));
  return new Set(rows.every(({ count }) => count === null) ? [...missing, 'count'] : missing);
}

/** A strip of nothing but medians says no more than their numbers. */
const hasExtremes = (report: RunReport, rows: readonly ResponseRow[]): boolean =>
  report.measures.kind === 'load' ||
  rows.some(({ latencyMs }) => latencyMs?.min != null && latencyMs.max !== null);

export function layoutOf(report: RunReport, rows: readonly ResponseRow[]): Layout {
  const judged = judgedPercentile(report);
  const changes = responseChanges(report);
  const bounds = rows.flatMap((row) => targetsOfRow(report, row).map(({ bound }) => bound.value));
  return {
    report,
    unit: timeUnit(rows),
    judged,
    changes,
    reach: reachOf(rows.flatMap((row) => rowChange(changes, row, judged) ?? [])),
    domain: hasExtremes(report, rows) ? stripDomain(rows, bounds) : null,
    bounds,
    hasShares: rows.some((row) => sharesOf(report, row) !== null),
    hasTails: rows.some((row) => hasTail(row, report.measures.kind)),
    hasSpreads:
      report.measures.kind === 'benchmark' &&
      rows.some((row) => timeSpread(row, 'p50') !== null || timeSpread(row, 'mean') !== null),
    without: report.measures.kind === 'load' ? new Set() : missingColumns(rows),
    hasErrors: rows.some(({ errors }) => errors !== null && errors > 0),
  };
}

/** How the requests of a row fared against its target; null where nothing was set up or successes are unknown. */
export function sharesOf(report: RunReport, row: ResponseRow): SharesMark | null {
  const target = targetsOfRow(report, row)[0];
  const within = report.measures.within.find(
    (one) => one.target === target?.id && one.scenario === row.scenario && one.endpoint === row.endpoint,
  )?.okShare;
  if (within === undefined || row.count === null || row.errors === null || row.count === 0) return null;
  const failed = row.errors / row.count;
  return { kind: 'shares', within, failed, slow: Math.max(0, 1 - within - failed) };
}

/** Benchmarks know no scenarios: a single one is only where their files lie. */
export const hasScenarios = ({ measures }: Pick<RunReport, 'measures'>): boolean =>
  measures.kind === 'load' || measures.scenarios.length > 1;

/** In the last line of a row on a phone. */
const last = (phoneLabel: string) => ({ phone: 'last', phoneLabel }) as const;

/** The judged percentile first, then what readers compare, then the rest. Columns without data are left out. */
export function columns(layout: Layout): readonly Column[] {
  const { report, unit, judged, changes, reach, domain, bounds, hasShares, hasErrors, hasTails, hasSpreads } =
    layout;
  const isLoad = report.measures.kind === 'load';
  const ms = { type: 'number', ...(!unit.isInCells && { unit: unit.name }) } as const;
  const others = (['p50', 'p95'] as const).filter((name) => name !== judged && (name === 'p50' || hasTails));
  const mean: Column = {
    key: 'mean',
    label: 'Average',
    ...ms,
    ...(isLoad ? last('mean') : { phone: 'first' }),
  };
  const all: Column[] = [
    { key: 'endpoint', label: nounsOf(report.measures.kind).subjectHead, type: 'text' },
    ...(hasScenarios(report)
      ? [{ key: 'scenario', label: 'Scenario', type: 'text', groups: true } as const]
      : []),
    ...[judged, ...others].map((name, i) => ({
      key: name,
      label: percentileLabel(name),
      ...ms,
      phone: 'first' as const,
      // One unit a row is enough.
      ...(i > 0 && { phoneLabel: percentileLabel(name) }),
    })),
    // Some benchmark tools print nothing but means.
    ...(isLoad ? [] : [mean]),
    ...(hasSpreads ? [{ key: 'spread', label: '±', type: 'number', phone: 'first' } as const] : []),
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
            label: hasTails ? 'Minimum, median, 95th and maximum' : 'Minimum, median and maximum',
            type: 'text',
            scale: stripScale(domain, bounds, unit),
          } as const,
        ]),
    ...(hasShares ? [{ key: 'shares', label: 'Share', type: 'text', isPicture: true } as const] : []),
    { key: 'count', label: isLoad ? 'Count' : 'Samples', type: 'number', ...last('n') },
    { key: 'min', label: 'Min', ...ms, ...last('min') },
    ...(isLoad ? [mean] : []),
    { key: 'max', label: 'Max', ...ms, ...last('max') },
    ...(isLoad || hasErrors
      ? [{ key: 'errors', label: 'Errors', type: 'number', unit: '%', ...last('errors %') } as const]
      : []),
  ];
  return all.filter(({ key }) => !layout.without.has(key));
}
