import type { Nodes, PhrasingContent } from 'mdast';

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

/** Text from outside, cut to a length. */
export const words = (value: string): PhrasingContent => ({ type: 'text', value: tame(value, longestText) });

const gap = '\u200b';

/**
 * Zero-width spaces stop GitHub and GitLab from turning plain text into mentions, references to issues and commits, or
 * links. GitLab has more references: !1, ~label, %milestone, $snippet, &epic, ^alert.
 */
export const inertText = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]+/gu, ' ')
    .replace(/[@#]/g, `$&${gap}`)
    .replace(/(?<![\p{L}\p{N}_])[!~%$&^](?=[\p{L}\p{N}_"])/gu, `$&${gap}`)
    .replace(/\bGH-/gi, `GH${gap}-`)
    .replace(/:\/\//g, `:${gap}//`)
    .replace(/www\./gi, `www${gap}.`)
    .replace(/[0-9a-f]{7,}/gi, (digits) => digits.replace(/.{6}(?=.)/g, `$&${gap}`));

/**
 * A tree in which all plain text is inert, whoever wrote it: labels of metrics come from files and settings, too. This is
 * the one place that does so; the printer escapes Markdown.
 */
export const inertTree = <Content extends Nodes>(nodes: readonly Content[]): Content[] =>
  nodes.map((node) => {
    if (node.type === 'text') return { ...node, value: inertText(node.value) };
    return 'children' in node ? { ...node, children: inertTree<Nodes>(node.children) } : node;
  });
