import type { Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

const printer = unified()
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_', resourceLink: true })
  .use(remarkGfm, { tableCellPadding: true, tablePipeAlign: false });

/** Prints a tree as GitHub Markdown; the same tree gives the same bytes. */
export const printMarkdown = (children: RootContent[]): string =>
  printer.stringify({ type: 'root', children } satisfies Root);
