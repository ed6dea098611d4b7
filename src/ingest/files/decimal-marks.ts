import { cleanText } from '../fields/text.ts';
import { parseNumber } from '../fields/number-fields.ts';

/**
 * Reads the numbers of one file. Programs that separate fields by semicolons do so because a comma is their decimal mark:
 * there, and only there, it is one. A file has one mark: where it has both, a point may separate thousands.
 */
export class DecimalMarks {
  readonly #hasCommas: boolean;
  #mark: ',' | '.' | null = null;

  constructor(delimiter: string) {
    this.#hasCommas = delimiter === ';';
  }

  /** The number that a field holds; null for anything else. */
  number(field: string): number | null {
    if (!this.#hasCommas) return parseNumber(field);
    const mark = /^[^,.]*([,.])[^,.]*$/.exec(field)?.[1] as ',' | '.' | undefined;
    const value = parseNumber(mark === ',' ? field.replace(',', '.') : field);
    if (value === null || mark === undefined) return value;
    this.#mark ??= mark;
    return mark === this.#mark ? value : null;
  }

  /** How to write a field so that it is a number; the empty text where nothing is known. */
  hint(field: string): string {
    const text = cleanText(field).slice(0, 40);
    if (/\d[.,\u00a0\u202f ']\d{3}(?:[.,]\d+)?$/.test(text) && /\D.*\D/.test(text))
      return ': remove the thousands separator';
    if (!/^[+-]?\d+[,.]\d+$/.test(text)) return '';
    if (!this.#hasCommas)
      return /,\d{3}$/.test(text)
        ? ': write a decimal point, and no thousands separator'
        : `: write a decimal point (${text.replace(',', '.')})`;
    return `: earlier numbers have a decimal ${this.#mark === ',' ? 'comma' : 'point'}`;
  }
}
