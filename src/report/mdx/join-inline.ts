import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';

/** Components that are part of a sentence. */
const inlineNames = new Set(['Claim', 'Value']);

const isInline = (node: RootContent): node is MdxJsxFlowElement =>
  node.type === 'mdxJsxFlowElement' && inlineNames.has(node.name ?? '');

/** True if there is no empty line between two nodes: in Markdown they are one paragraph. */
const isNext = (before: RootContent, node: RootContent): boolean =>
  before.position !== undefined &&
  node.position !== undefined &&
  node.position.start.line - before.position.end.line <= 1;

const space: PhrasingContent = { type: 'text', value: ' ' };

/** A component on several lines, as part of a sentence. */
function asText({ name, attributes, children, position }: MdxJsxFlowElement): MdxJsxTextElement {
  const words = children.flatMap((child, i): PhrasingContent[] => {
    const inside = 'children' in child ? (child.children as PhrasingContent[]) : [];
    return i === 0 ? inside : [space, ...inside];
  });
  return { type: 'mdxJsxTextElement', name, attributes, children: words, ...(position && { position }) };
}

const startsWithMark = ([first]: readonly PhrasingContent[]): boolean =>
  first?.type === 'text' && /^[\s,.;:!?)]/.test(first.value);

function joined(before: Paragraph, more: readonly PhrasingContent[], end: RootContent): Paragraph {
  const between = startsWithMark(more) ? [] : [space];
  const position =
    before.position && end.position ? { start: before.position.start, end: end.position.end } : undefined;
  return {
    type: 'paragraph',
    children: [...before.children, ...between, ...more],
    ...(position && { position }),
  };
}

function joinedNodes(nodes: readonly RootContent[]): RootContent[] {
  const out: RootContent[] = [];
  let hasInline = false;
  for (const node of nodes) {
    const before = out.at(-1);
    const inline = isInline(node) ? asText(node) : null;
    const more = inline === null ? (node.type === 'paragraph' ? node.children : null) : [inline];
    const continues = before?.type === 'paragraph' && isNext(before, node) && (hasInline || inline !== null);
    if (more !== null && continues) {
      out[out.length - 1] = joined(before, more, node);
      hasInline = true;
    } else if (inline !== null) {
      out.push({
        type: 'paragraph',
        children: [inline],
        ...(node.position && { position: node.position }),
      });
      hasInline = true;
    } else {
      out.push(
        node.type === 'mdxJsxFlowElement'
          ? { ...node, children: joinedNodes(node.children) as MdxJsxFlowElement['children'] }
          : node,
      );
      hasInline = false;
    }
  }
  return out;
}

/**
 * The tree with `<Value>` and `<Claim>` inside their sentences, even if they are on lines of their own: MDX parses such
 * lines as blocks, which would split a wrapped sentence.
 */
export const joinInline = (tree: Root): Root => ({ ...tree, children: joinedNodes(tree.children) });
