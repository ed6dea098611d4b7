import { present } from '../../../model/checked.ts';
import type { Nodes, Parents } from 'mdast';
import { markdownTree } from '../../../report/mdx/markdown-tree.ts';
import { isSafeLink } from '../../../report/mdx/safe-address.ts';

/**
 * Markdown as HTML: paragraphs, emphasis, code, links and lists. Markup in it is text, links lead nowhere but to the
 * web, a mailbox or this site.
 */
export const wordsHtml = (markdown: string): string => html(markdownTree(markdown));

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => present(escapes[character], 'every sign has an entry'));

const inside = (node: Parents): string => node.children.map(html).join('');

function html(node: Nodes): string {
  switch (node.type) {
    case 'root':
      return inside(node);
    case 'paragraph':
      return `<p>${inside(node)}</p>`;
    case 'heading':
      return `<p><strong>${inside(node)}</strong></p>`;
    case 'emphasis':
      return `<em>${inside(node)}</em>`;
    case 'strong':
      return `<strong>${inside(node)}</strong>`;
    case 'delete':
      return `<del>${inside(node)}</del>`;
    case 'blockquote':
      return `<blockquote>${inside(node)}</blockquote>`;
    case 'list':
      return node.ordered === true ? `<ol>${inside(node)}</ol>` : `<ul>${inside(node)}</ul>`;
    case 'listItem':
      return `<li>${inside(node)}</li>`;
    case 'inlineCode':
      return `<code>${escape(node.value)}</code>`;
    case 'code':
      return `<pre><code>${escape(node.value)}</code></pre>`;
    case 'break':
      return '<br>';
    case 'link':
      return isSafeLink(node.url) ? `<a href="${escape(node.url)}">${inside(node)}</a>` : inside(node);
    case 'image':
      return escape(node.alt ?? '');
    case 'text':
    case 'html':
      return escape(node.value);
    default:
      return 'children' in node ? inside(node) : 'value' in node ? escape(node.value) : '';
  }
}
