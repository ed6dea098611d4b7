import type { PhrasingContent } from 'mdast';

const longestName = 80;
const longestText = 400;

/** On one line, without control and direction characters, cut to a length. */
function tame(value: string, longest: number): string {
  const oneLine = value
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (oneLine.length <= longest) return oneLine;
  return `${oneLine.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * A name from outside (endpoint, scenario, run, configuration value) as code: in code nothing is Markdown or HTML, no
 * one is mentioned, no issue referred to, no address linked.
 */
export const name = (value: string): PhrasingContent => ({
  type: 'inlineCode',
  value: tame(value, longestName) || '(empty)',
});

const gap = '\u200b';

/**
 * Words from outside as text. Escaping is the printer's; what GitHub makes of plain text (mentions, references to
 * issues and commits, addresses) is kept from happening by a character of no width.
 */
export function words(value: string): PhrasingContent {
  const harmless = tame(value, longestText)
    .replace(/[@#]/g, `$&${gap}`)
    .replace(/\bGH-/gi, `GH${gap}-`)
    .replace(/:\/\//g, `:${gap}//`)
    .replace(/www\./gi, `www${gap}.`)
    .replace(/[0-9a-f]{7,}/gi, (digits) => digits.replace(/.{6}(?=.)/g, `$&${gap}`));
  return { type: 'text', value: harmless };
}
