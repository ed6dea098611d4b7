import { memoised } from '../model/memoised.ts';
import { escapeMarkup } from './escape-markup.ts';

/**
 * Markup as a value: text put into the template is escaped, markup is not. The same pages are printed while the site is
 * built and in the browser, so this knows neither.
 */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | null | readonly Part[];

function show(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeMarkup(part);
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(show).join('');
}

/** Templates are written over several lines; on the page a line break is a space like any other. */
const linesOf = memoised((texts: TemplateStringsArray): readonly string[] =>
  texts.map((text) => text.replace(/\s*\n\s*/g, ' ')),
);

/** A template of markup: html`<p>${text}</p>`; null is nothing, lists are joined. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: linesOf(texts)
    .map((text, i) => text + (i < parts.length ? show(parts[i] ?? null) : ''))
    .join(''),
});
