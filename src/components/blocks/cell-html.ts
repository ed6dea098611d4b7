import type { Cell, ColumnType } from '../../model/section.ts';
import { address } from '../address.ts';
import { html, type Html } from '../html.ts';
import { sourceMark, type SourceMark } from './provenance.ts';
import { verdictHtml } from './scripts/verdict-html.ts';

/**
 * A SHA-256 by its first 16 digits, which fit a line and differ between any two files of a run; the report's Markdown and
 * JSON have all 64. Digits of ten files are 1% of a page's compressed bytes, because they do not compress.
 */
const shortHash = (text: string): string => text.replace(/^([0-9a-f]{16})[0-9a-f]{48}$/, '$1…');

/** The text of a cell as it looks: a link, a verdict, code or plain. */
function textHtml({ text, href, tone, isPossible }: Cell, type: ColumnType): Html {
  if (href !== undefined) return html`<a href="${address(href)}">${text}</a>`;
  if (tone !== undefined) return verdictHtml(text, tone, isPossible);
  return type === 'code' ? html`<code>${shortHash(text)}</code>` : html`${text}`;
}

/**
 * What a cell says: its text with its looks, and the mark of values that are not exact. `mark` replaces the
 * cell's own; null for none. As a string it has no blanks between its parts: a report has a thousand cells.
 */
export function cellHtml(
  cell: Cell,
  type: ColumnType = 'text',
  mark: SourceMark | null = sourceMark(cell.provenance),
): string {
  const sign =
    mark === null
      ? null
      : html`<sup class="mark" title="${mark.text}"
          ><span aria-hidden="true">${mark.sign}</span><span class="unseen">${mark.text}</span></sup
        >`;
  return html`${textHtml(cell, type)}${sign}`.html;
}

/** The second line of a cell; empty without one. The blank before it is for who copies the row or hears it. */
export const noteHtml = ({ note }: Cell): string =>
  note === undefined ? '' : ` ${html`<small>${note}</small>`.html}`;

/** A label and its value, without blanks around them: a report has about seventy. */
export const factHtml = ({ label, value }: { label: string; value: Cell }): string =>
  `<div><dt>${html`${label}`.html}</dt><dd>${cellHtml(value)}${noteHtml(value)}</dd></div>`;
