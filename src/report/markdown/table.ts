import type { Html } from 'mdast';
import { present } from '../../model/checked.ts';
import { printMarkdown } from './printer.ts';
import { oneLine } from './one-line.ts';

/**
 * What may be more than text in a cell. Skip the printer for everything else: it would test each of a report's
 * thousands of numbers against a hundred patterns, most of them for the beginning of a line.
 */
const special = /[\\`*_[\]|~@]|[Ww]\.|:\/|<[!/?A-Za-z]|&[#A-Za-z]|^ | $/;

/** The same names occur in every table and every report. */
const escaped = new Map<string, string>();
const mostEscaped = 10_000;

function cellMarkdown(value: string): string {
  const text = oneLine(value);
  if (!special.test(text)) return text;
  const known = escaped.get(text) ?? printedCell(text);
  if (escaped.size >= mostEscaped) escaped.clear();
  escaped.set(text, known);
  return known;
}

/** The text as the printer escapes it in a cell. */
function printedCell(value: string): string {
  const [row] = printMarkdown([
    {
      type: 'table',
      children: [
        { type: 'tableRow', children: [{ type: 'tableCell', children: [{ type: 'text', value }] }] },
      ],
    },
  ]).split('\n');
  return present(row, 'a printed table has a first line').slice('| '.length, -' |'.length);
}

const rowMarkdown = (cells: readonly string[]): string =>
  `|${cells.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`;

/**
 * A table of text cells, exactly as the printer would print it; `numeric` columns are aligned to the right. It is an
 * HTML node rather than a tree, because the printer passes HTML through unchanged.
 */
export function table(
  heads: readonly string[],
  numeric: readonly boolean[],
  rows: readonly (readonly string[])[],
): Html {
  const [head, ...body] = [heads, ...rows].map((cells) => rowMarkdown(cells.map(cellMarkdown)));
  const aligned = rowMarkdown(numeric.map((isNumeric) => (isNumeric ? '-:' : ':-')));
  return { type: 'html', value: [head, aligned, ...body].join('\n') };
}
