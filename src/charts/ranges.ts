import type { Panel } from './chart.ts';
import { shorten } from './chart-lines.ts';
import { panelSpec } from './parts.ts';
import { zeroScale } from './scales.ts';
import { largest } from '../model/long-lists.ts';
import type { VegaLiteSpec, ChartSize } from './vega/frames.ts';

/** More rows than this are not drawn; the table has them. */
export const mostRanges = 8;

/** A row: a dot, a line from it to an end, and what both come to. */
export interface Range {
  readonly name: string;
  readonly dot: number | null;
  readonly end: number | null;
  readonly label: string;
}

const y = {
  field: 'row',
  type: 'quantitative',
  title: null,
  axis: null,
  scale: { domain: [0, mostRanges], reverse: true, zero: false },
} as const;
const x = {
  field: 'v',
  type: 'quantitative',
  title: null,
  scale: { domain: { expr: 'xDomain' }, nice: false },
  axis: {
    values: { expr: 'xTicks' },
    labelExpr: "format(datum.value, ',~f')",
    grid: true,
    domain: false,
  },
} as const;

/** Rows of dots with a line to an end, named at the left, on a linear scale from zero. */
export const rangeSpec = (size: ChartSize): VegaLiteSpec =>
  panelSpec(
    size,
    [
      {
        data: { name: 'rows' },
        mark: { type: 'rule', stroke: 'var(--line-95)', strokeWidth: 5, strokeCap: 'butt', opacity: 0.45 },
        encoding: { x, x2: { field: 'v2' }, y },
      },
      {
        data: { name: 'dots' },
        mark: { type: 'point', filled: true, fill: 'var(--line-50)', size: 60, opacity: 1 },
        encoding: { x, y },
      },
      {
        data: { name: 'rows' },
        mark: { type: 'text', align: 'right', baseline: 'middle', fontSize: 12, fill: 'var(--ink)', dx: -8 },
        encoding: { x: { value: 0 }, y, text: { field: 'name' } },
      },
      {
        data: { name: 'rows' },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 12, fill: 'var(--ink-2)', dx: 8 },
        encoding: { x: { value: 'width' }, y, text: { field: 'label' } },
      },
    ],
    { xDomain: [0, 1], xTicks: [0] },
    { left: 118, right: 92 },
  );

/** The panel of such rows: the first eight. */
export function rangePanel(ranges: readonly Range[]): Panel {
  const shown = ranges.slice(0, mostRanges);
  const scale = zeroScale([largest(shown.flatMap(({ dot, end }) => [dot ?? 0, end ?? 0]))]);
  const rows = shown.map((range, i) => ({
    row: ((i + 0.5) * mostRanges) / Math.max(shown.length, 3),
    v: range.dot ?? range.end ?? 0,
    v2: range.end ?? range.dot ?? 0,
    name: shorten(range.name, 17),
    label: range.label,
    hasDot: range.dot !== null,
  }));
  return {
    heading: null,
    template: 'ranges',
    data: { rows, dots: rows.filter(({ hasDot }) => hasDot) },
    signals: { xDomain: scale.domain, xTicks: scale.ticks.filter((_, i) => i % 2 === 0) },
  };
}
