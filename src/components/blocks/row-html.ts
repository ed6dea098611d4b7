import { drawMark } from '../../charts/marks/mark-registry.ts';
import type { Cell, Column } from '../../model/section.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { cellHtml, noteHtml } from './cell-html.ts';
import { rowMark, rowSources, type SourceMark, type SourceNote } from './provenance.ts';

/** A row of a table, and where it stands. */
export interface PrintedRow {
  readonly columns: readonly Column[];
  readonly row: Readonly<Record<string, Cell>>;
  /** Unique on the page. */
  readonly id: string;
  /** The row's own address. */
  readonly link?: string | undefined;
  /** Cells carry the labels of their columns, for phones. */
  readonly isStacked?: boolean;
  /** The notes on sources that rows before it printed, with their ids: rows of one source open one note. */
  readonly notes?: Map<string, string>;
}

/** Longer names are broken into lines. */
const longName = 28;

const nothing: Cell = { text: '–' };

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element whose end HTML implies, as that of a cell or a row: of a thousand cells, 600 compressed bytes. */
function opened(name: string, attributes: Attributes, content: string): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${escapeMarkup(value)}"`,
  );
  return `<${name}${given.join('')}>${content}`;
}

/** An element without blanks around its content, which is markup; values of attributes are text. */
const element = (name: string, attributes: Attributes, content: string): string =>
  `${opened(name, attributes, content)}</${name}>`;

/** A quiet mark that opens where a row's values come from. The browser does it, without script. */
function sourceHtml(
  sources: readonly SourceNote[],
  { id, notes: printed = new Map<string, string>() }: PrintedRow,
  of: string,
): string {
  if (sources.length === 0) return '';
  const notes = sources.map(({ estimators, basis, files }) => {
    const done = [estimators.filter((text) => text !== '').join('; '), basis].filter((text) => text !== '');
    const named = files.map((file) => element('code', {}, escapeMarkup(file)));
    return element('p', {}, escapeMarkup(done.join(' · ')) + named.join(''));
  });
  const content = notes.join('');
  const sign = element('span', { 'aria-hidden': 'true' }, 'i');
  const known = printed.get(content);
  const target = known ?? `src-${id}`;
  printed.set(content, target);
  return (
    element('button', { class: 'source', popovertarget: target, 'aria-label': `Source of ${of}` }, sign) +
    (known === undefined ? element('div', { class: 'source-note', id: target, popover: '' }, content) : '')
  );
}

/** The name of the row, with its sources, and what narrow screens show beneath it. */
function nameHtml(printed: PrintedRow, shared: SourceMark | null): string {
  const { columns, row } = printed;
  const [first] = columns;
  const cell = row[first?.key ?? ''] ?? nothing;
  const joined = columns.flatMap(({ key, joinsName }) => (joinsName ? (row[key]?.text ?? []) : []));
  const content = [
    shared === null ? cellHtml(cell, first?.type) : cellHtml(cell, first?.type, shared),
    ' ',
    sourceHtml(rowSources(columns, row), printed, cell.text),
    noteHtml(cell),
    ...joined.map((text) => element('small', { class: 'for-narrow' }, escapeMarkup(text))),
  ];
  const name = first?.type === 'number' ? 'number' : cell.text.length > longName ? 'long' : undefined;
  return element('th', { scope: 'row', class: name }, content.join(''));
}

function cellOf({ row, isStacked = false }: PrintedRow, column: Column, hasShared: boolean): string {
  const { key, type, label, unit, joinsName, scale, isPicture, phone, phoneLabel } = column;
  const cell = row[key] ?? nothing;
  if (scale || isPicture)
    return opened('td', { class: 'picture' }, cell.mark === undefined ? '' : drawMark(cell.mark));
  const names = [
    type === 'number' ? 'number' : joinsName && 'for-wide',
    isStacked && phone === 'last' && 'last',
    isStacked && column.isBefore && 'before',
    // Without heads to stand under, it says nothing.
    isStacked && phone === 'last' && cell.text === nothing.text && 'none',
  ];
  const attributes = {
    class: names.filter(Boolean).join(' ') || undefined,
    // A phone shows no heads of columns.
    'data-label':
      isStacked && phone ? (phoneLabel ?? (unit === undefined ? label : `${label} (${unit})`)) : undefined,
  };
  return opened('td', attributes, cellHtml(cell, type, hasShared ? null : undefined) + noteHtml(cell));
}

/** A row as markup. A string has no blanks between its cells, and a report has a thousand of them. */
export function rowHtml(printed: PrintedRow): string {
  const columns = printed.columns.filter(({ groups }) => groups !== true);
  const shared = rowMark(columns, printed.row);
  const rest = columns.slice(1).map((column) => cellOf(printed, column, shared !== null));
  return opened('tr', { id: printed.link }, nameHtml({ ...printed, columns }, shared) + rest.join(''));
}

/** The heads of a table's columns as a row. */
export const headHtml = (columns: readonly Column[]): string =>
  opened(
    'tr',
    {},
    columns
      .filter(({ groups }) => groups !== true)
      .map(headOf)
      .join(''),
  );

function headOf({ label, type, unit, joinsName, scale }: Column): string {
  const name = escapeMarkup(label);
  const unitText = unit === undefined ? '' : ` ${element('span', { class: 'unit' }, escapeMarkup(unit))}`;
  return opened(
    'th',
    { scope: 'col', class: type === 'number' ? 'number' : joinsName ? 'for-wide' : undefined },
    (scale === undefined ? name : element('span', { class: 'unseen' }, name) + drawMark(scale)) + unitText,
  );
}

/** A row of a chart's numbers, which have neither marks nor sources. */
export const numbersRow = (columns: readonly { readonly type: string }[], row: readonly string[]): string =>
  opened(
    'tr',
    {},
    row
      .map((text, i) =>
        opened('td', { class: columns[i]?.type === 'number' ? 'number' : undefined }, escapeMarkup(text)),
      )
      .join(''),
  );
