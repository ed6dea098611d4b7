import type { Cell, Column } from '../../model/section.ts';

type Row = Readonly<Record<string, Cell>>;

/** A row of a table with its place, or the heading of those that follow. */
export type GroupedRow = { readonly heading: Cell } | { readonly row: Row; readonly index: number };

const kebab = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);

/** The ids of a table's rows: the table's, and the names of their group and their own. Rows with equal names are numbered. */
export function rowIds(table: string, columns: readonly Column[], rows: readonly Row[]): string[] {
  const group = columns.find(({ groups }) => groups === true)?.key;
  const name = columns.find(({ groups }) => groups !== true)?.key;
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const parts = [group, name].flatMap((key) => (key === undefined ? [] : (row[key]?.text ?? [])));
    const id = `${table}-${kebab(parts.join(' '))}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
}

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
