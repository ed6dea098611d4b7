import { parseDocument } from 'yaml';
import type { Path } from '../validate/value-path.ts';
import { splitFrontmatter } from '../../report/mdx/frontmatter.ts';
import { parseMdx } from '../../report/mdx/parse-mdx.ts';
import { replaceValues } from './edit-json.ts';

/** The paths of all texts of a document that stand under one of these keys and are equal to a name. */
export function namesUnder(value: unknown, keys: readonly string[], name: string, path: Path = []): Path[] {
  if (value === name) {
    const key = path.findLast((part) => typeof part === 'string');
    return typeof key === 'string' && keys.includes(key) ? [path] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const parts: [string | number, unknown][] = Array.isArray(value)
    ? value.map((part: unknown, i) => [i, part])
    : Object.entries(value);
  return parts.flatMap(([key, part]) => namesUnder(part, keys, name, [...path, key]));
}

/** How a commentary names something: by keys of its frontmatter, and by an attribute of its components. */
export interface NamedIn {
  readonly keys: readonly string[];
  readonly attribute: string | null;
}

/** A commentary with a name replaced, and how often it was. */
export function renamedCommentary(
  source: string,
  { keys, attribute }: NamedIn,
  from: string,
  to: string,
): { readonly text: string; readonly count: number } {
  const { yaml, body, fault } = splitFrontmatter(source);
  if (fault !== null) return { text: source, count: 0 };
  const paths = yaml === null ? [] : namesUnder(parseDocument(yaml).toJS(), keys, from);
  const edited = yaml === null ? null : replaceValues(yaml, paths, to);
  const inBody = attribute === null ? { text: body, count: 0 } : inAttributes(body, attribute, from, to);
  const count = paths.length + inBody.count;
  if (count === 0) return { text: source, count };
  return { text: edited === null ? inBody.text : `---\n${edited}\n---\n${inBody.text}`, count };
}

function inAttributes(
  body: string,
  attribute: string,
  from: string,
  to: string,
): { text: string; count: number } {
  const places = parseMdx(body, '').elements.flatMap(({ node }) =>
    node.attributes.flatMap((one) => {
      const [start, end] = [one.position?.start.offset, one.position?.end.offset];
      const isNamed = one.type === 'mdxJsxAttribute' && one.name === attribute && one.value === from;
      return isNamed && start !== undefined && end !== undefined ? [[start, end] as const] : [];
    }),
  );
  const written = `${attribute}=${quoted(to)}`;
  const text = places
    .toSorted(([a], [b]) => b - a)
    .reduce((edited, [start, end]) => edited.slice(0, start) + written + edited.slice(end), body);
  return { text, count: places.length };
}

/** A literal of MDX. */
const quoted = (text: string): string =>
  text.includes('"')
    ? `'${text.replaceAll('&', '&amp;').replaceAll("'", '&apos;')}'`
    : `"${text.replaceAll('&', '&amp;')}"`;
