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

/**
 * Words of a person as a tree: HTML in them is text, images are their description, odd links lose their address. Links by
 * reference get the address of their definition, and definitions go: they could name any address.
 */
export function parseMarkdown(markdown: string): BlockContent[] {
  const tree = markdownTree(markdown);
  const addresses = new Map<string, string>();
  visit(tree, (node) => {
    if (node.type === 'definition' && !addresses.has(node.identifier))
      addresses.set(node.identifier, node.url);
  });
  visit(tree, (node) => {
    if (!('children' in node)) return;
    node.children = node.children
      .filter(({ type }) => type !== 'definition')
      .map((child) => safe(child, addresses));
  });
  return tree.children as BlockContent[];
}

function safe(node: RootContent, addresses: ReadonlyMap<string, string>): RootContent {
  if (node.type === 'html') return { type: 'text', value: node.value };
  if (node.type === 'image' || node.type === 'imageReference') return { type: 'text', value: node.alt ?? '' };
  if (node.type !== 'link' && node.type !== 'linkReference') return node;
  const url = node.type === 'link' ? node.url : (addresses.get(node.identifier) ?? '');
  return url !== '' && isSafeLink(url)
    ? { type: 'link', url, children: node.children }
    : { type: 'emphasis', children: node.children };
}
