import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from './parse-mdx.ts';

const parser = unified().use(remarkParse).use(remarkGfm);

/** What Markdown says, without its marks: for places that show no markup. */
export function plainText(markdown: string): string {
  const parts: string[] = [];
  visit(parser.parse(markdown), (node) => {
    if ('value' in node) parts.push(node.value);
    else if (node.type === 'paragraph' || node.type === 'break') parts.push(' ');
  });
  return parts.join('').replace(/\s+/g, ' ').trim();
}
