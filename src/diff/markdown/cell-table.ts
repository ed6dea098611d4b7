import type { PhrasingContent, Table, TableCell } from 'mdast';
import { plain } from '../../report/markdown/nodes.ts';

/** What a cell holds; a text is plain text. */
export type Cell = PhrasingContent | readonly PhrasingContent[] | string;

const phrasesOf = (content: Cell): PhrasingContent[] => {
  if (typeof content === 'string') return [plain(content)];
  return 'type' in content ? [content] : [...content];
};

/** A table of Markdown. Numeric columns are aligned to the right. */
export function tableOf(
  heads: readonly string[],
  isNumeric: readonly boolean[],
  rows: readonly Cell[][],
): Table {
  const cell = (content: Cell): TableCell => ({
    type: 'tableCell',
    children: phrasesOf(content),
  });
  return {
    type: 'table',
    align: isNumeric.map((numeric) => (numeric ? 'right' : 'left')),
    children: [heads, ...rows].map((cells) => ({ type: 'tableRow', children: cells.map(cell) })),
  };
}
