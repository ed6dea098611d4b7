import { parseNumber } from './number-fields.ts';

/** The number in the first group of the pattern's first match; null where there is none (or it reads `nan`, `inf`). */
export function numberIn(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : parseNumber(found);
}

/** As `numberIn`, for counts that a tool leaves out where they are 0. */
export const countIn = (text: string, pattern: RegExp): number => numberIn(text, pattern) ?? 0;
