import { isMap, isNode, isPair, isSeq, parseDocument, type Document, type Node } from 'yaml';
import type { Path } from '../validate/value-path.ts';

/**
 * Changes of a JSON text (or of YAML, for values alone) that leave everything else as it is written: spaces, order,
 * line ends.
 */
type Range = readonly [start: number, end: number];

function rangeOf(document: Document, path: Path): Range | null {
  const node = document.getIn(path, true);
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : null;
}

const splice = (text: string, [start, end]: Range, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** Replaces the value at a path; a text without that path stays as it is. */
export function replaceValue(text: string, path: Path, value: unknown): string {
  const range = rangeOf(parseDocument(text), path);
  return range === null ? text : splice(text, range, JSON.stringify(value));
}

/** Replaces several texts by one. Their paths stay valid, because no value is added or removed. */
export const replaceValues = (text: string, paths: readonly Path[], value: string): string =>
  paths.reduce((edited, path) => replaceValue(edited, path, value), text);

/** The white space at the start of the line of an offset. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';

/** Adds a value to the list of a key of the whole document; the key is added if it is missing. */
export function appendTo(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text);
  const list = document.getIn(path, true);
  const written = spaced(value);
  if (isSeq(list) && list.range) {
    const last = list.items.at(-1);
    if (!isNode(last) || !last.range) return splice(text, [list.range[0], list.range[1]], `[${written}]`);
    const isOnOneLine = !text.slice(list.range[0], list.range[1]).includes('\n');
    const gap = isOnOneLine ? ' ' : `\n${indentAt(text, last.range[0])}`;
    return splice(text, [last.range[1], last.range[1]], `,${gap}${written}`);
  }
  return addKey(text, document, path, `[${written}]`);
}

function addKey(text: string, document: Document, path: Path, written: string): string {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  if (!isMap(parent) || !parent.range) return text;
  const entry = `${JSON.stringify(String(path.at(-1)))}: ${written}`;
  const last = parent.items.at(-1);
  const end = last === undefined ? null : endOf(last);
  if (end === null) return splice(text, [parent.range[0], parent.range[1]], `{ ${entry} }`);
  const start = last === undefined || !isNode(last.key) ? 0 : (last.key.range?.[0] ?? 0);
  const isOnOneLine = !text.slice(parent.range[0], parent.range[1]).includes('\n');
  return splice(text, [end, end], `,${isOnOneLine ? ' ' : `\n${indentAt(text, start)}`}${entry}`);
}

/** Removes an item of a list, or a key. */
export function removeAt(text: string, path: Path): string {
  const document = parseDocument(text);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const items: readonly unknown[] = isMap(parent) || isSeq(parent) ? parent.items : [];
  const key = path.at(-1);
  const index = items.findIndex((item, i) =>
    isPair(item) ? isNode(item.key) && String(item.key) === String(key) : i === key,
  );
  const item = items[index];
  if (item === undefined) return text;
  const [start, end] = [startOf(item), endOf(item)];
  if (start === null || end === null) return text;
  const before = items[index - 1];
  const after = items[index + 1];
  const next = after === undefined ? null : startOf(after);
  const previous = before === undefined ? null : endOf(before);
  if (next !== null) return splice(text, [start, next], '');
  return splice(text, [previous ?? start, end], '');
}

const startOf = (item: unknown): number | null => {
  const node: unknown = isPair(item) ? item.key : item;
  return isNode(node) ? (node.range?.[0] ?? null) : null;
};

const endOf = (item: unknown): number | null => {
  const node: unknown = isPair(item) ? item.value : item;
  return isNode(node) ? ((node as Node).range?.[1] ?? null) : null;
};

/** JSON on one line, with the spaces that people and formatters write. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${spaced(one)}`);
  return `{ ${entries.join(', ')} }`;
}
