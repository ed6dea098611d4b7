import type { Definition, Image, ImageReference, Link, Root, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx-jsx';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { problem, showFound, type Problem } from '../../model/problem.ts';
import { markupFault } from './markup-bounds.ts';
import { isLocalRaster, isSafeLink } from './safe-address.ts';
import { append } from '../../model/long-lists.ts';

/** A component in MDX with its literal props. */
export interface MdxElement {
  readonly name: string;
  readonly props: Readonly<Record<string, string | number | boolean>>;
  /** Props that are not literals. */
  readonly refused: readonly string[];
  readonly node: MdxJsxFlowElement | MdxJsxTextElement;
  readonly line: number;
  readonly column: number;
}

/** An MDX body as data: its syntax tree, its components, and its problems. */
export interface ParsedMdx {
  readonly tree: Root;
  readonly elements: readonly MdxElement[];
  readonly problems: readonly Problem[];
}

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMdx);

/**
 * Parses an MDX body without running anything of it. Components with literal props and prose are allowed; imports,
 * exports, other expressions and plain HTML are problems with their line.
 */
export function parseMdx(body: string, file: string, firstLine = 1): ParsedMdx {
  const place = (node: { position?: Root['position'] }): { line: number; column: number } => ({
    line: (node.position?.start.line ?? 1) + firstLine - 1,
    column: node.position?.start.column ?? 1,
  });
  const fault = markupFault(body);
  if (fault !== null)
    return {
      tree: { type: 'root', children: [] },
      elements: [],
      problems: [
        problem('error', file, fault.message, {
          line: fault.line + firstLine - 1,
          column: 1,
          hint: 'Split the text, or link to a file instead.',
        }),
      ],
    };
  try {
    const tree = parser.parse(body);
    const elements: MdxElement[] = [];
    const problems: Problem[] = [];
    visit(tree, (node) => {
      if (
        node.type === 'mdxjsEsm' ||
        node.type === 'mdxFlowExpression' ||
        node.type === 'mdxTextExpression'
      ) {
        problems.push(expressionProblem(node, file, place(node)));
      } else if (isAddressed(node)) {
        append(problems, addressProblems(node, file, place(node)));
      } else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
        const { props, refused } = literalProps(node);
        elements.push({ name: node.name ?? '', props, refused, node, ...place(node) });
        for (const name of refused)
          problems.push(
            problem('error', file, `The prop \`${name}\` is not a literal.`, {
              ...place(node),
              path: name,
              hint: 'Use text in quotes or a number in braces. Code in content/ is never executed.',
            }),
          );
      }
    });
    return { tree, elements, problems };
  } catch (error) {
    // The parser fails in ways of its own on some odd input: that is the file's problem, not the command's.
    const {
      line,
      column,
      reason = 'its markup is nested in a way that cannot be parsed',
    } = error as {
      line?: number;
      column?: number;
      reason?: string;
    };
    const at = { line: (line ?? 1) + firstLine - 1, column: column ?? null };
    return {
      tree: { type: 'root', children: [] },
      elements: [],
      problems: [
        problem('error', file, `The MDX cannot be read: ${reason.replace(/\s+/g, ' ')}.`, {
          ...at,
          hint: 'Write a literal < or { as &lt; or \\{.',
        }),
      ],
    };
  }
}

function expressionProblem(
  node: Extract<RootContent, { value: string }>,
  file: string,
  place: { line: number; column: number },
): Problem {
  const isModule = node.type === 'mdxjsEsm';
  return problem(
    'error',
    file,
    `${isModule ? 'Imports and exports are' : 'An expression is'} not allowed here.`,
    {
      ...place,
      found: showFound(node.value),
      hint: 'MDX in content/ is data: components, literal props and prose. Write a literal { as \\{.',
    },
  );
}

type Addressed = Image | ImageReference | Link | Definition;

const isAddressed = (node: Root | RootContent): node is Addressed =>
  ['image', 'imageReference', 'link', 'definition'].includes(node.type);

function addressProblems(node: Addressed, file: string, place: { line: number; column: number }): Problem[] {
  const url = 'url' in node ? node.url : node.identifier;
  const found = showFound(url);
  if (node.type === 'image' || node.type === 'imageReference')
    return node.type === 'image' && isLocalRaster(url)
      ? []
      : [
          problem('error', file, 'An image must be a PNG, JPEG, GIF, WebP or AVIF file beside the text.', {
            ...place,
            found,
            hint: 'Copy the image into the repository and name it by a relative path, or list it under `attachments`.',
          }),
        ];
  return isSafeLink(url)
    ? []
    : [
        problem('error', file, 'A link has a scheme that is not allowed.', {
          ...place,
          found,
          hint: 'Link to http, https or mailto addresses, or to a page of this site.',
        }),
      ];
}

/** Calls back for every node, parents first. */
export function visit(node: Root | RootContent, each: (node: Root | RootContent) => void): void {
  each(node);
  if ('children' in node) for (const child of node.children) visit(child, each);
}

function literalProps(node: MdxJsxFlowElement | MdxJsxTextElement): {
  props: Record<string, string | number | boolean>;
  refused: string[];
} {
  const props: Record<string, string | number | boolean> = {};
  const refused: string[] = [];
  for (const attribute of node.attributes) {
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      refused.push('{…}');
      continue;
    }
    const value = literal(attribute.value);
    if (value === undefined) refused.push(attribute.name);
    else props[attribute.name] = value;
  }
  return { props, refused };
}

/** The value of an attribute, in the form that each MDX parser gives it. */
export type AttributeValue = string | { readonly value: string } | null | undefined;

/** The literal of an attribute: text, `{500}`, `{-0.3}`, `{true}`; a bare attribute is true. Else undefined. */
export function literal(value: AttributeValue): string | number | boolean | undefined {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value;
  const text = value.value.trim();
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return Number(text);
  const quoted = /^"([^"\\]*)"$|^'([^'\\]*)'$/.exec(text);
  return quoted === null ? undefined : (quoted[1] ?? quoted[2]);
}
