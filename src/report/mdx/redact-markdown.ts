import type { Image, Link, Definition, Root, RootContent } from 'mdast';
import { redactedMark, type Range, type Redact } from '../../model/documents/redaction.ts';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified, type Processor } from 'unified';
import { markupFault } from './markup-bounds.ts';

/** A part of a source, and what stands there instead. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

type Leaf = Extract<RootContent, { type: 'text' | 'inlineCode' | 'code' | 'html' }>;
type Node = Root | RootContent;

/** Later passes over the tree add links whose place in the source is unknown. Their text is in the tree without them. */
function withoutTransforms(this: Processor): void {
  const data = this.data();
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? [])
    .flat()
    .map((extension) => ('transforms' in extension ? { ...extension, transforms: [] } : extension));
}

const markdownParser = unified().use(remarkParse).use(remarkGfm).use(withoutTransforms);
const mdxParser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx).use(withoutTransforms);

/** What makes a text read differently from its source. */
const markup = /[&\\*_~`[\]<]/;

/**
 * A redacting function that also finds what Markdown hides from a search of the source: `sek&#114;et`, `acme\_corp`,
 * `sec*ret*`. Texts without such marks cost nothing more.
 */
export const redactingMarkdown = (redact: Redact): Redact =>
  Object.assign((text: string): string => redactMarkdown(text, redact), {
    ranges: redact.ranges,
    hidesHosts: redact.hidesHosts,
  });

function redactMarkdown(source: string, redact: Redact): string {
  const shown = redact(source);
  return markup.test(shown) ? redactParsed(shown, redact) : shown;
}

/**
 * A source of Markdown or MDX without what must not be published in the text that it shows. One that cannot be parsed is
 * shown as it is written, or not at all.
 */
export function redactParsed(source: string, redact: Redact, isMdx = false): string {
  if (markupFault(source) !== null) return source;
  let tree: Root;
  try {
    tree = (isMdx ? mdxParser : markdownParser).parse(source);
  } catch {
    return source;
  }
  const edits = blocksOf(tree).flatMap((block) => [
    ...textEdits(leavesOf(block), source, redact),
    ...addressEdits(block, redact),
  ]);
  return applied(source, edits);
}

/** The edits of text that reads as one. */
function textEdits(leaves: readonly RootContent[], source: string, redact: Redact): Edit[] {
  const found = unmarked(leaves.map(textOf).join(''), redact);
  let start = 0;
  return leaves.flatMap((leaf) => {
    const end = start + textOf(leaf).length;
    const edits = leafEdits(leaf, within(found, start, end), source);
    start = end;
    return edits;
  });
}

/** What redacting has put there already is not taken for a match again. */
const unmarked = (text: string, { ranges }: Redact): readonly Range[] =>
  ranges(text).filter(([from, to]) => !redactedMark.includes(text.slice(from, to).trim()));

const textOf = (node: RootContent): string => ('value' in node ? node.value : '\n');

const within = (ranges: readonly Range[], start: number, end: number): Range[] =>
  ranges
    .filter(([from, to]) => from < end && to > start)
    .map(([from, to]) => [Math.max(from, start) - start, Math.min(to, end) - start]);

const isInline = (node: Node): boolean =>
  ['text', 'inlineCode', 'html', 'break', 'link', 'emphasis', 'strong', 'delete', 'image'].includes(
    node.type,
  ) || ['linkReference', 'imageReference', 'footnoteReference', 'mdxJsxTextElement'].includes(node.type);

/** Nodes whose text reads as one: paragraphs, headings, cells of tables, blocks of code, definitions. */
function blocksOf(node: Node): Node[] {
  if (!('children' in node)) return [node];
  return node.children.some(isInline) ? [node] : node.children.flatMap(blocksOf);
}

function leavesOf(node: Node): RootContent[] {
  if ('children' in node) return node.children.flatMap(leavesOf);
  return isLeaf(node) || node.type === 'break' ? [node] : [];
}

const isLeaf = (node: Node): node is Leaf => ['text', 'inlineCode', 'code', 'html'].includes(node.type);

/** Of a leaf written as it reads, the ranges; of any other the whole, as it reads, with each mark of Markdown escaped. */
function leafEdits(leaf: RootContent, ranges: readonly Range[], source: string): Edit[] {
  const place = placeOf(leaf);
  if (ranges.length === 0 || place === null || !isLeaf(leaf)) return [];
  const [from, to] = place;
  if (source.slice(from, to) === leaf.value)
    return ranges.map(([start, end]) => ({ from: from + start, to: from + end, text: redactedMark }));
  if (leaf.type !== 'text') return [{ from, to, text: redactedMark }];
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    parts.push(escaped(leaf.value.slice(at, start)), redactedMark);
    at = end;
  }
  return [{ from, to, text: parts.join('') + escaped(leaf.value.slice(at)) }];
}

const escaped = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);

type Addressed = Image | Link | Definition;

const isAddressed = (node: Node): node is Addressed => ['image', 'link', 'definition'].includes(node.type);

/** Links to what is not published become their text, pictures a mark; definitions go. */
function addressEdits(node: Node, redact: Redact): Edit[] {
  const inner = 'children' in node ? node.children.flatMap((child) => addressEdits(child, redact)) : [];
  const place = placeOf(node);
  if (!isAddressed(node) || place === null) return inner;
  const alt = 'alt' in node ? node.alt : null;
  const texts = [node.url, node.title, alt].filter((text) => typeof text === 'string');
  if (texts.every((text) => unmarked(text, redact).length === 0)) return inner;
  const [from, to] = place;
  if (node.type !== 'link') return [{ from, to, text: node.type === 'image' ? redactedMark : '' }];
  const [first, last] = [node.children[0], node.children.at(-1)].map((child) => child && placeOf(child));
  if (!first || !last) return [{ from, to, text: redactedMark }];
  return [...inner, { from, to: first[0], text: '' }, { from: last[1], to, text: '' }];
}

function placeOf({ position }: Node): Range | null {
  const [from, to] = [position?.start.offset, position?.end.offset];
  return from === undefined || to === undefined ? null : [from, to];
}

/** Edits from the last to the first; one within another that was made is left out. */
function applied(source: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text } of ordered) {
    if (from < at) continue;
    parts.push(source.slice(at, from), text);
    at = to;
  }
  return parts.join('') + source.slice(at);
}
