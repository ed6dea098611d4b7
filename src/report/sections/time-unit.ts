import type { Provenance } from '../../model/metrics/metric-value.ts';
import { fitOneUnit, readableScale } from '../../model/metrics/unit-scale.ts';
import type { ResponseRow } from '../../model/run-measures.ts';
import type { Cell } from '../../model/section.ts';
import { noValue } from '../../model/text/format.ts';
import { number } from './cells.ts';

/** A unit of time and how many of it a millisecond has. */
export interface TimeUnit {
  readonly name: string;
  readonly perMs: number;
  /** True if each value is shown with it, because the rows of the table have no readable unit in common. */
  readonly isInCells: boolean;
}

const typicalTime = ({ latencyMs }: ResponseRow): number[] => {
  const time = latencyMs?.mean ?? latencyMs?.p50 ?? null;
  return time === null ? [] : [time];
};

/** The unit of a table of times: one for all rows, or milliseconds if each row needs its own. */
export function timeUnit(rows: readonly ResponseRow[]): TimeUnit {
  const typical = rows.flatMap(typicalTime);
  if (!fitOneUnit('ms', typical)) return { name: 'ms', perMs: 1, isInCells: true };
  const { unit, factor } = readableScale('ms', typical);
  return { name: unit, perMs: factor, isInCells: false };
}

/** The unit of the times of one row. */
export function unitOfRow(row: ResponseRow, ofTable: TimeUnit): TimeUnit {
  if (!ofTable.isInCells) return ofTable;
  const { unit, factor } = readableScale('ms', typicalTime(row));
  return { name: unit, perMs: factor, isInCells: true };
}

/** Milliseconds in the unit of their row. */
export const inUnit = (ms: number | null | undefined, { perMs }: TimeUnit): number | null =>
  ms === null || ms === undefined ? null : ms * perMs;

/** A time in the unit of its row; with the unit if the head of the column has none. */
export function timeCell(ms: number | null | undefined, unit: TimeUnit, provenance?: Provenance): Cell {
  const cell = number(inUnit(ms, unit), 'ms', provenance);
  return !unit.isInCells || cell.text === noValue
    ? cell
    : { ...cell, text: `${cell.text}\u00a0${unit.name}` };
}
