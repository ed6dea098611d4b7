import type { BlockContent } from 'mdast';
import { paragraph, plain } from '../../report/markdown/nodes.ts';

/** "And 3 more.": what a list leaves out; nothing if it is whole. */
export const more = (left: number): BlockContent[] =>
  left > 0 ? [paragraph(plain(`And ${left} more.`))] : [];

/** A list or table cut to its first entries, followed by the number of entries left out. */
export function capped<T>(
  items: readonly T[],
  limit: number,
  print: (shown: readonly T[]) => BlockContent[],
): BlockContent[] {
  const shown = items.slice(0, limit);
  return [...(shown.length === 0 ? [] : print(shown)), ...more(items.length - shown.length)];
}

/** Folded blocks. The summary is our own plain text: names from outside must not appear in HTML. */
export const folded = (summary: string, blocks: readonly BlockContent[]): BlockContent[] =>
  blocks.length === 0
    ? []
    : [
        { type: 'html', value: `<details><summary>${summary}</summary>` },
        ...blocks,
        { type: 'html', value: '</details>' },
      ];

/** Blocks below a title of their own; nothing without any. */
export const titled = (title: string, blocks: readonly BlockContent[]): BlockContent[] =>
  blocks.length === 0 ? [] : [paragraph({ type: 'strong', children: [plain(title)] }), ...blocks];
