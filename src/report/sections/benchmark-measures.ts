import { isCalled } from '../../model/metrics/called.ts';
import { at } from '../../model/checked.ts';
import {
  formatChange,
  formatNumber,
  formatPercent,
  formatValue,
  unitLabel,
} from '../../model/text/format.ts';
import type { MeasureRow, RunMeasures } from '../../model/run-measures.ts';
import type { MetricChange } from '../../model/run-report.ts';
import type { Cell, Column, TableBlock } from '../../model/section.ts';
import { fitOneUnit, readableScale, scaledBy, type UnitScale } from '../../model/metrics/unit-scale.ts';
import { measureSpread, halfText } from '../measure/typical-spread.ts';
import { text } from './cells.ts';

/** Rows shown at once; the rest is folded away. */
const openRows = 25;

/** Columns that a table can have before it is wider than a page. */
const mostColumns = 6;

const directionWords = { lower: 'lower is better', higher: 'higher is better', unknown: '' } as const;

/** What a tool measured of each benchmark besides its time: a row for each, a column for each metric, in one unit. */
export function benchmarkMeasures(
  { response, measures: all }: Pick<RunMeasures, 'response' | 'measures'>,
  changes: readonly MetricChange[],
): TableBlock[] {
  const own = all.filter(({ endpoint }) => endpoint !== undefined);
  const metrics = [...Map.groupBy(own, ({ metric }) => metric).values()];
  const tables = Array.from({ length: Math.ceil(metrics.length / mostColumns) }, (_, i) =>
    ofBenchmarks(metrics.slice(i * mostColumns, (i + 1) * mostColumns), changes, {
      id: i === 0 ? 'benchmark-measures' : `benchmark-measures-${i + 1}`,
      caption:
        response.length > 0 ? 'Other measurements of each benchmark' : 'Measurements of each benchmark',
    }),
  );
  return [...tables, ...ofWholeRun(all.filter(({ endpoint }) => endpoint === undefined))];
}

interface MetricColumn {
  readonly column: Column;
  /** The unit of all values; null if each is shown with its own. */
  readonly scale: UnitScale | null;
  readonly byBenchmark: ReadonlyMap<string, MeasureRow>;
}

const placeOf = ({ scenario, endpoint = '' }: MeasureRow): string => JSON.stringify([scenario, endpoint]);

function columnOf(rows: readonly MeasureRow[]): MetricColumn {
  const first = at(rows, 0);
  const values = rows.map(({ value }) => value);
  const scale = fitOneUnit(first.unit, values) ? readableScale(first.unit, values) : null;
  const unit = scale === null ? '' : unitLabel(scale.unit);
  const { label } = first;
  return {
    column: { key: first.metric, label, type: 'number', ...(unit !== '' && unit !== label && { unit }) },
    scale,
    byBenchmark: new Map(rows.map((row) => [placeOf(row), row])),
  };
}

/** "−50%", in the tone of its verdict; nothing unless a change is reported. */
function changeOf(
  row: MeasureRow,
  changes: readonly MetricChange[],
): Pick<Cell, 'note' | 'tone' | 'isPossible'> {
  const change = changes.find(
    (one) =>
      one.metric === row.metric &&
      one.scenario === row.scenario &&
      one.endpoint === (row.endpoint ?? null) &&
      isCalled(one),
  );
  if (change === undefined) return {};
  const { relative, base, verdict } = change;
  const note = relative === null ? `from ${formatNumber(base ?? 0)}` : formatChange(relative);
  return {
    note,
    tone: verdict === 'worse' ? 'bad' : 'good',
    ...(change.certainty !== 'confirmed' && { isPossible: true }),
  };
}

/** "±4.3%": half the 95% interval of what readings, or the tool, show; nothing for what is counted. */
function spreadOf(row: MeasureRow): string[] {
  const spread = measureSpread(row);
  return spread === null || spread.error === 0 ? [] : [`±${halfText(spread)}`];
}

/** JMH prints "±" of a 99.9% interval, so readers have to be told which one this is. */
const spreadNote = '±: half the 95% interval, by this run alone.';

function cellOf({ byBenchmark, scale }: MetricColumn, place: string, changes: readonly MetricChange[]): Cell {
  const row = byBenchmark.get(place);
  if (row === undefined) return text(null);
  const { value, n, files, readings } = row;
  const isOwn = readings !== undefined;
  const { note, ...change } = changeOf(row, changes);
  const notes = [...spreadOf(row), ...(note === undefined ? [] : [note])];
  return {
    text: scale === null ? formatValue(value, row.unit) : formatNumber(scaledBy(value, scale)),
    ...change,
    ...(notes.length > 0 && { note: notes.join(', ') }),
    provenance: {
      source: isOwn ? 'exact' : 'reported',
      relativeError: isOwn ? 0 : null,
      n,
      files,
      estimator: isOwn ? 'arithmetic mean' : 'reported by the tool',
    },
  };
}

function ofBenchmarks(
  metrics: readonly (readonly MeasureRow[])[],
  changes: readonly MetricChange[],
  named: Pick<TableBlock, 'id' | 'caption'>,
): TableBlock {
  const columns = metrics.map(columnOf);
  const places = [...new Set(metrics.flat().map(placeOf))];
  const names = new Map(metrics.flat().map((row) => [placeOf(row), row.endpoint ?? '']));
  const rows = places.map((place): Record<string, Cell> => ({
    benchmark: text(names.get(place)),
    ...Object.fromEntries(columns.map((one) => [one.column.key, cellOf(one, place, changes)])),
  }));
  const folded = rows.slice(openRows);
  const directions = metrics.flatMap((same) => {
    const { label, direction } = at(same, 0);
    const word = directionWords[direction];
    return word === '' ? [] : [`${label}: ${word}.`];
  });
  const notes = [
    ...directions,
    ...(metrics.flat().some((row) => spreadOf(row).length > 0) ? [spreadNote] : []),
  ];
  return {
    kind: 'table',
    ...named,
    columns: [{ key: 'benchmark', label: 'Benchmark', type: 'text' }, ...columns.map(({ column }) => column)],
    rows: rows.slice(0, openRows),
    ...(folded.length > 0 && { folded: { summary: `${folded.length} more`, rows: folded } }),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}

function ofWholeRun(rows: readonly MeasureRow[]): TableBlock[] {
  if (rows.length === 0) return [];
  const byUnit = Map.groupBy(rows, ({ unit }) => unit);
  const scales = new Map(
    [...byUnit].map(([unit, same]) => [
      unit,
      readableScale(
        unit,
        same.map(({ value }) => value),
      ),
    ]),
  );
  return [
    {
      kind: 'table',
      id: 'run-measures',
      caption: 'Measured values',
      columns: [
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'value', label: 'Value', type: 'number' },
        { key: 'unit', label: 'Unit', type: 'text' },
        { key: 'better', label: 'Better', type: 'text' },
      ],
      rows: rows.map(({ label, value, unit, direction }) => {
        const scale = scales.get(unit) ?? { unit, factor: 1 };
        return {
          name: text(label),
          value: text(unit === 'share' ? formatPercent(value) : formatNumber(scaledBy(value, scale))),
          unit: text(unitLabel(scale.unit)),
          better: text(direction),
        };
      }),
    },
  ];
}
