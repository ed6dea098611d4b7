import { formatNumber, formatPercent, unitLabel } from '../../model/text/format.ts';
import type { Measure } from '../../model/documents/digest.ts';
import type { Cell, TableBlock } from '../../model/section.ts';
import { text } from './cells.ts';

/** Rows shown at once; the rest is folded away. */
const openRows = 25;

/** What a measure is about: the section that it stands in. */
export type MeasureKind = 'rate' | 'memory' | 'other';

/** Operations and bytes a second are rates; bytes and allocations are memory; CPU time and counters are neither. */
export function measureKind({ unit }: Pick<Measure, 'unit'>): MeasureKind {
  if (/(?:\/s|ops|per second|\/sec)$/i.test(unit)) return 'rate';
  return /^(?:[kmgt]?i?b|bytes?|allocs?|allocations?)(?:\/|$)/i.test(unit) ? 'memory' : 'other';
}

/** A value and its unit; a share as a percentage, as the tools print it: 1 of 2,465 checks would read as one check. */
const valueCells = (value: number, unit: string): Record<'value' | 'unit', Cell> =>
  unit === 'share'
    ? { value: text(formatPercent(value)), unit: text(unitLabel(unit)) }
    : { value: text(formatNumber(value)), unit: text(unit) };

/** What a run's tools measured besides times of calls, as a table; nothing where they measured no such thing. */
export function otherMeasures(all: readonly Measure[], kind: MeasureKind, caption: string): TableBlock[] {
  const rows = all
    .filter((measure) => measureKind(measure) === kind)
    .map(({ name, unit, direction, value, n }) => ({
      name: text(name),
      ...valueCells(value, unit),
      better: text(direction),
      n: text(formatNumber(n)),
    }));
  if (rows.length === 0) return [];
  const folded = rows.slice(openRows);
  return [
    {
      kind: 'table',
      id: `measures-${kind}`,
      caption,
      columns: [
        { key: 'name', label: 'Endpoint/Function', type: 'text' },
        { key: 'value', label: 'Value', type: 'number' },
        { key: 'unit', label: 'Unit', type: 'text' },
        { key: 'better', label: 'Better', type: 'text' },
        { key: 'n', label: 'Samples', type: 'number' },
      ],
      rows: rows.slice(0, openRows),
      ...(folded.length === 0 ? {} : { folded: { summary: `${folded.length} more`, rows: folded } }),
      note: 'Reported by the tool; several samples of one name are averaged.',
    },
  ];
}
