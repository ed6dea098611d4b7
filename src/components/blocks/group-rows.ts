import type { Cell, Column } from '../../model/section.ts';

type Row = Readonly<Record<string, Cell>>;

/** A row of a table with its place, or the heading of those that follow. */
export type GroupedRow = { readonly heading: Cell } | { readonly row: Row; readonly index: number };

/** The rows of a table, and before each group the value that its rows share. */
export function groupRows(columns: readonly Column[], rows: readonly Row[]): GroupedRow[] {
  const key = columns.find(({ groups }) => groups === true)?.key;
  return rows.flatMap((row, index): GroupedRow[] => {
    const heading = key === undefined ? undefined : row[key];
    const before = key === undefined ? undefined : rows[index - 1]?.[key];
    const isNew = heading !== undefined && heading.text !== before?.text;
    return isNew ? [{ heading }, { row, index }] : [{ row, index }];
  });
}
