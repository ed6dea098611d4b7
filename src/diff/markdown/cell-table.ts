import type { PhrasingContent, Table, TableCell } from 'mdast';
import { plain } from '../../report/markdown/nodes.ts';

/** What a cell holds; a text is plain text. */
export type Cell = PhrasingContent | string;

/** A table of Markdown. Numeric columns are aligned to the right. */
export function tableOf(
  heads: readonly string[],
  isNumeric: readonly boolean[],
  rows: readonly Cell[][],
): Table {
  const cell = (content: Cell): TableCell => ({
    type: 'tableCell',
    children: [typeof content === 'string' ? plain(content) : content],
  });
  return {
    type: 'table',
    align: isNumeric.map((numeric) => (numeric ? 'right' : 'left')),
    children: [heads, ...rows].map((cells) => ({ type: 'tableRow', children: cells.map(cell) })),
  };
}
