import type { BlockContent, Heading, List, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { visit } from '../mdx/parse-mdx.ts';
import { markdownTree } from '../mdx/markdown-tree.ts';
import { isSafeLink } from '../mdx/safe-address.ts';
import { oneLine } from './one-line.ts';

/** Plain text; the printer escapes whatever in it would be Markdown. */
export const plain = (value: string): PhrasingContent => ({
  type: 'text',
  value: oneLine(value),
});

export const paragraph = (...children: PhrasingContent[]): Paragraph => ({ type: 'paragraph', children });

export const heading = (depth: Heading['depth'], value: string): Heading => ({
  type: 'heading',
  depth,
  children: [plain(value)],
});

export const strong = (value: string): PhrasingContent => ({ type: 'strong', children: [plain(value)] });

/** A list without order; each item is a list of blocks. */
export const bullets = (items: readonly BlockContent[][]): List => ({
  type: 'list',
  ordered: false,
  spread: false,
  children: items.map((children) => ({ type: 'listItem', spread: false, children })),
});

/** Words of a person as a tree: HTML in them is text, images are their description, odd links lose their address. */
export function parseMarkdown(markdown: string): BlockContent[] {
  const tree = markdownTree(markdown);
  visit(tree, (node) => {
    if ('children' in node) node.children = node.children.map((child) => safe(child));
  });
  return tree.children as BlockContent[];
}

function safe(node: RootContent): RootContent {
  if (node.type === 'html') return { type: 'text', value: node.value };
  if (node.type === 'image') return { type: 'text', value: node.alt ?? '' };
  if (node.type === 'link' && !isSafeLink(node.url)) return { type: 'emphasis', children: node.children };
  return node;
}
