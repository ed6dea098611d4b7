import { noValue } from '../../model/text/format.ts';
import { largest } from '../../model/long-lists.ts';

/** Between two columns. */
const gap = '  ';

/**
 * A table for a terminal: text left-aligned, numbers right-aligned. If it is wider than `width`, the last column wraps
 * between words.
 */
export function textTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  width = Infinity,
): string {
  const widths = heads.map((head, column) =>
    Math.max(head.length, largest(rows.map((row) => row[column]?.length ?? 0))),
  );
  const isNumeric = heads.map((_, column) => column > 0 && rows.every((row) => isNumber(row[column] ?? '')));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join(gap)
      .trimEnd();
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + gap.length, 0);
  const lines = [heads, ...rows].flatMap((row) => {
    const [first = '', ...others] = wrap(row.at(-1) ?? '', width - before);
    return [line([...row.slice(0, -1), first]), ...others.map((rest) => `${' '.repeat(before)}${rest}`)];
  });
  return `${lines.join('\n')}\n`;
}

/** A number as tables print it, with or without a unit, or the sign for "no value". */
const isNumber = (cell: string): boolean =>
  cell === '' || cell === noValue || /^[-\u2212+]?\d[\d.,\u202f]*(?:\s?[\p{L}%/]+)?$/u.test(cell);

/** Wraps a text between words. A word longer than a line is cut, after a comma if possible. */
function wrap(text: string, width: number): string[] {
  const piece = (): RegExp => new RegExp(`.{1,${width}}$|.{1,${width}}(?<=,)|.{1,${width}}`, 'gu');
  const words = text
    .split(' ')
    .flatMap((word) => (word.length > width ? (word.match(piece()) ?? []) : [word]));
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
