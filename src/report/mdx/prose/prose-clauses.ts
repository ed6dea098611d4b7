import type { RootContent } from 'mdast';
import type { Commentary } from '../../../model/documents/commentary.ts';
import type { ParsedMdx } from '../parse-mdx.ts';

/** A clause of prose, with the position of each of its characters. */
export interface Clause {
  readonly text: string;
  /** Line and column of a character; null if only a search in the file can find it. */
  readonly placeOf: (at: number) => { line: number; column: number } | null;
  /** The key of the frontmatter that holds it; null in the body. */
  readonly path: readonly (string | number)[] | null;
}

/** Ends of clauses, but not a point inside a number or a name. */
const clauseEnd = /[;:!?](?=\s|$)|[.](?=\s|$)|\n{2,}/;

/** Cuts a text at the ends of its clauses. */
function clausesIn(text: string): { text: string; from: number }[] {
  const found: { text: string; from: number }[] = [];
  let from = 0;
  while (from < text.length) {
    const end = clauseEnd.exec(text.slice(from));
    const to = end === null ? text.length : from + end.index;
    found.push({ text: text.slice(from, to), from });
    from = to + (end?.[0].length ?? 0);
  }
  return found.filter((clause) => clause.text.trim() !== '');
}

/** Clauses of the frontmatter about this run. Recommendations, actions and trends are about other runs. */
export function frontmatterClauses(words: Commentary): Clause[] {
  const judged = (['bottlenecks', 'anomalies'] as const).flatMap((key) =>
    words[key].flatMap((one, i) =>
      (['text', 'impact', 'reason'] as const).map((part) => [[key, i, part], one[part]] as const),
    ),
  );
  const texts: (readonly [path: readonly (string | number)[], text: string | undefined])[] = [
    ...(['title', 'summary', 'conclusion'] as const).map((key) => [[key], words[key]] as const),
    ...judged,
    ...(['notes', 'scaling'] as const).flatMap((key) =>
      words[key].map((text, i) => [[key, i], text] as const),
    ),
    ...Object.entries(words.captions).map(([key, text]) => [['captions', key], text] as const),
  ];
  return texts.flatMap(([path, text]) =>
    text === undefined
      ? []
      : clausesIn(text).map((clause) => ({ text: clause.text, path, placeOf: () => null })),
  );
}

interface Piece {
  readonly text: string;
  readonly node: RootContent;
}

/** Replaces a component inside a sentence. */
const placeholder = '\ufffc';

/** The text of a paragraph or a heading, with a placeholder for each component. */
export const textOf = (node: RootContent): string =>
  piecesOf(node)
    .map(({ text }) => text)
    .join('');

/** The text of a paragraph, piece by piece. Components are checked elsewhere. */
function piecesOf(node: RootContent): Piece[] {
  if (node.type === 'text' || node.type === 'inlineCode') return [{ text: node.value, node }];
  if (node.type === 'break') return [{ text: ' ', node }];
  if (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement')
    return [{ text: placeholder, node }];
  return 'children' in node ? node.children.flatMap(piecesOf) : [];
}

/** Clauses of an MDX body: of its paragraphs, headings and lists, not of tables and code. */
export function bodyClauses({ tree }: ParsedMdx, firstLine: number): Clause[] {
  const blocks = (node: RootContent): RootContent[] => {
    if (node.type === 'paragraph' || node.type === 'heading') return [node];
    if (node.type === 'table' || node.type === 'code') return [];
    const isClaim = node.type === 'mdxJsxFlowElement' && node.name === 'Claim';
    return 'children' in node && !isClaim ? node.children.flatMap(blocks) : [];
  };
  return tree.children.flatMap(blocks).flatMap((block) => clausesOfBlock(block, firstLine));
}

function clausesOfBlock(block: RootContent, firstLine: number): Clause[] {
  const pieces = piecesOf(block);
  const text = pieces.map((piece) => piece.text).join('');
  const placeOf = (at: number): ReturnType<Clause['placeOf']> => {
    let before = 0;
    for (const piece of pieces) {
      if (at < before + piece.text.length) return placeIn(piece, at - before, firstLine);
      before += piece.text.length;
    }
    return null;
  };
  return clausesIn(text).map((clause) => ({
    text: clause.text,
    path: null,
    placeOf: (at) => placeOf(clause.from + at),
  }));
}

function placeIn(
  { text, node }: Piece,
  at: number,
  firstLine: number,
): { line: number; column: number } | null {
  const start = node.position?.start;
  if (start === undefined) return null;
  const lines = text.slice(0, at).split('\n');
  const column = lines.length === 1 ? start.column + at : (lines.at(-1) ?? '').length + 1;
  return { line: start.line + firstLine - 1 + lines.length - 1, column };
}
