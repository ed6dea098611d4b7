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
 * A name from outside (endpoint, scenario, run, configuration value) as inline code, where GitHub renders no Markdown,
 * HTML, mention, issue reference or link.
 */
export const name = (value: string): PhrasingContent => ({
  type: 'inlineCode',
  value: tame(value, longestName) || '(empty)',
});

const gap = '\u200b';

/**
 * Text from outside. The printer escapes Markdown; zero-width spaces stop GitHub and GitLab from turning plain text into mentions,
 * references to issues and commits, or links. GitLab has more references: !1, ~label, %milestone, $snippet, &epic, ^alert.
 */
export function words(value: string): PhrasingContent {
  const harmless = tame(value, longestText)
    .replace(/[@#]/g, `$&${gap}`)
    .replace(/(?<![\p{L}\p{N}_])[!~%$&^](?=[\p{L}\p{N}_"])/gu, `$&${gap}`)
    .replace(/\bGH-/gi, `GH${gap}-`)
    .replace(/:\/\//g, `:${gap}//`)
    .replace(/www\./gi, `www${gap}.`)
    .replace(/[0-9a-f]{7,}/gi, (digits) => digits.replace(/.{6}(?=.)/g, `$&${gap}`));
  return { type: 'text', value: harmless };
}
