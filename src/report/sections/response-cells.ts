import type { Latency } from '../../model/documents/inspection.ts';
import { placeKey, type Provenance } from '../../model/metrics/metric-value.ts';
import type { PercentileName, ResponseRow } from '../../model/run-measures.ts';
import type { Cell } from '../../model/section.ts';
import { number, text } from './cells.ts';
import { halfText, timeSpread } from '../measure/typical-spread.ts';
import { changeMark, changeTextCell, rowChange } from './response-change.ts';
import { hasTail, targetsOfRow } from './response-columns.ts';
import { type Layout, sharesOf } from './response-layout.ts';
import { timeCell, unitOfRow, type TimeUnit } from './time-unit.ts';

/** What a row of response times shows, by column. */
export function responseCells(row: ResponseRow, layout: Layout): Record<string, Cell> {
  const { latencyMs: ms } = row;
  const { report, judged, changes, reach, domain } = layout;
  const unit = unitOfRow(row, layout.unit);
  const from = provenance(row, ms);
  const name = report.measures.scenarios.find(({ id }) => id === row.scenario)?.name;
  const errorRate =
    row.count === null || row.errors === null || row.count === 0 ? null : row.errors / row.count;
  const change = rowChange(changes, row, judged);
  const shares = sharesOf(report, row);
  const percentile = (one: PercentileName): Cell =>
    timeCell(isShown(one, row, layout) ? ms?.[one] : null, unit, from('Hyndman-Fan 7'));
  return {
    endpoint: text(
      row.label,
      row.label === row.endpoint || row.endpoint === '' ? {} : { note: row.endpoint },
    ),
    scenario: text(name ?? row.scenario),
    [judged]: percentile(judged),
    p50: percentile('p50'),
    p95: percentile('p95'),
    spread: text(spreadText(row)),
    change: changeTextCell(change, judged, report.measures.kind),
    interval: { text: '', ...changeMark(change, reach) },
    strip: { text: '', ...(domain === null ? {} : stripOf(row, layout, domain)) },
    shares: { text: '', ...(shares == null ? {} : { mark: shares }) },
    count: number(
      row.count,
      'count',
      from(report.measures.kind === 'load' ? 'requests counted' : 'samples counted'),
    ),
    min: minimum(ms, unit, from('smallest sample')),
    mean: timeCell(ms?.mean, unit, from('arithmetic mean')),
    max: timeCell(ms?.max, unit, from('largest sample')),
    errors: number(errorRate, 'share', from('failed / all requests')),
  };
}

/** "1.2%", below a head of "±": half the 95% interval of a benchmark's median, else of its mean; null without one. */
export function spreadText(row: ResponseRow): string | null {
  const spread = timeSpread(row, 'p50') ?? timeSpread(row, 'mean');
  return spread === null ? null : halfText(spread);
}

/** A 95th percentile that no target asks for needs enough samples. */
const isShown = (name: PercentileName, row: ResponseRow, { judged, report }: Layout): boolean =>
  name === judged || name !== 'p95' || hasTail(row, report.measures.kind);

function stripOf(
  row: ResponseRow,
  { report, changes }: Layout,
  domain: readonly [number, number],
): Pick<Cell, 'mark'> {
  const { latencyMs: ms } = row;
  if (ms === null) return {};
  const base = changes.get(placeKey(row))?.find(({ metric }) => metric === 'response.p50');
  const bound = targetsOfRow(report, row)[0]?.bound.value ?? null;
  return {
    mark: {
      kind: 'strip',
      min: ms.min,
      p50: ms.p50,
      p95: hasTail(row, report.measures.kind) ? ms.p95 : null,
      max: ms.max,
      base: base?.base ?? null,
      bound: bound !== null && bound <= domain[1] ? bound : null,
      domain,
    },
  };
}

/** Some tools leave requests of 0 ms out of their minimum. Show the reported value, and mark the contradiction. */
function minimum(ms: Latency | null, unit: TimeUnit, provenance: Provenance): Cell {
  const cell = timeCell(ms?.min, unit, provenance);
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
