import { at } from './checked.ts';

/** The contrast that WCAG 2.2 requires of text (success criterion 1.4.3, level AA). */
export const leastContrast = 4.5;

/** What text lies on, by the reader's system: page and table head. Equal to `--paper` and `--wash` of the style sheet. */
export const papers = { light: ['#ffffff', '#f5f7f8'], dark: ['#14171a', '#1b1f23'] } as const;

/** The contrast of two colours `#rrggbb`, from 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/** Relative luminance, from 0 for black to 1 for white. */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((from) => {
    const share = parseInt(colour.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * at(parts, 0) + 0.7152 * at(parts, 1) + 0.0722 * at(parts, 2);
}
