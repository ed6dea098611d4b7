import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { markupFault } from './markup-bounds.ts';

const parser = unified().use(remarkParse).use(remarkGfm);

/** GitHub Markdown as a tree. A text that is too expensive to parse, or that the parser fails on, is plain text. */
export function markdownTree(text: string): Root {
  const plain: Root = {
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
  };
  if (markupFault(text) !== null) return plain;
  try {
    return parser.parse(text);
  } catch {
    return plain;
  }
}
