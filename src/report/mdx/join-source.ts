import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { present } from '../../model/checked.ts';
import { joinInline } from './join-inline.ts';
import { splitFrontmatter } from './frontmatter.ts';
import { parseMdx, visit } from './parse-mdx.ts';

/** A replacement of a range of the source. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/**
 * The source of an MDX file with each sentence around a `<Claim>` or `<Value>` joined into one line, as one paragraph.
 * It does for the page what `joinInline` does for the twin: MDX parses a component on lines of its own as a block, even
 * in the middle of a sentence. All other text stays unchanged.
 */
export function joinSource(source: string): string {
  const { body, fault } = splitFrontmatter(source);
  if (fault !== null) return source;
  const head = source.slice(0, source.length - body.length);
  const { tree, problems } = parseMdx(body, '');
  if (problems.length > 0) return source;
  return head + applied(body, editsOf(tree, body));
}

/** The paragraphs of the joined tree that differ from the source. */
function editsOf(tree: Root, body: string): Edit[] {
  const own = new Set<Root | RootContent>();
  visit(tree, (node) => own.add(node));
  const edits: Edit[] = [];
  visit(joinInline(tree), (node) => {
    if (node.type !== 'paragraph' || own.has(node) || node.position === undefined) return;
    const [from, to] = offsetsOf(node.position);
    edits.push({ from, to, text: `<p>${oneLine(node, body)}</p>` });
  });
  return edits;
}

const applied = (body: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: next }) => text.slice(0, from) + next + text.slice(to), body);

const oneLine = ({ children }: Paragraph, body: string): string =>
  children.map((child) => spelled(child, body)).join('');

const unbroken = (text: string): string => text.replace(/(?<![ \t])[ \t]*\r?\n[ \t]*/g, ' ');

/** Where a node begins and ends in the text. */
const offsetsOf = ({ start, end }: NonNullable<PhrasingContent['position']>): [from: number, to: number] => [
  present(start.offset, 'the parser gives every node an offset'),
  present(end.offset, 'the parser gives every node an offset'),
];

/** The source of a part of a sentence, without its line breaks. */
function spelled(node: PhrasingContent, body: string): string {
  if (node.type === 'break') return '<br />';
  const { position } = node;
  if (position === undefined) return node.type === 'text' ? node.value : '';
  const [from, to] = offsetsOf(position);
  if (node.type !== 'mdxJsxTextElement') return unbroken(body.slice(from, to));
  const [first] = node.children;
  if (first?.position === undefined) return unbroken(body.slice(from, to));
  const opening = unbroken(body.slice(from, first.position.start.offset)).trimEnd();
  return `${opening}${node.children.map((child) => spelled(child, body)).join('')}</${node.name}>`;
}
