import { markdownTree } from './markdown-tree.ts';
import { visit } from './parse-mdx.ts';

/** What Markdown says, without its marks: for places that show no markup. */
export function plainText(markdown: string): string {
  const parts: string[] = [];
  visit(markdownTree(markdown), (node) => {
    if ('value' in node) parts.push(node.value);
    else if (node.type === 'paragraph' || node.type === 'break') parts.push(' ');
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}
