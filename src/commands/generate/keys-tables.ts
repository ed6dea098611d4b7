import { exampleJson } from './example-json.ts';
import type { JsonSchema } from './json-schema.ts';
import { objectOf, valueText } from './value-text.ts';

/** Tables of the keys of a document, as lines of Markdown: of the whole, then of the objects inside it. */
export function keysTables(root: JsonSchema): string[] {
  const path = root.type === 'array' ? '[]' : '';
  return tables(root, path, new Map());
}

/** Objects that already have a table, with the path in the heading of that table. */
type Documented = Map<string, string>;

function tables(schema: JsonSchema, path: string, documented: Documented): string[] {
  const object = objectOf(schema);
  if (object === null || isDocumented(object, path, documented)) return [];
  const properties = Object.entries(object.properties ?? {});
  const required = new Set(object.required);
  const rows = properties.map(([key, value]) =>
    row(key, value, required.has(key), headedBy(value, pathOf(path, key, value), documented)),
  );
  return [
    `## ${headingOf(path)}`,
    '',
    ...(path === '' || object.description === undefined ? [] : [object.description, '']),
    '| Key | Value | Default | Description |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...properties.flatMap(([key, value]) => tables(value, pathOf(path, key, value), documented)),
  ];
}

/** True for an object that already has a table under another path. */
const isDocumented = (object: JsonSchema, path: string, documented: Documented): boolean =>
  (documented.get(JSON.stringify(object)) ?? path) !== path;

/** The path of the table that documents an object; this path if there is none yet. */
function headedBy(schema: JsonSchema, path: string, documented: Documented): string {
  const object = objectOf(schema);
  if (object === null) return path;
  const key = JSON.stringify(object);
  const known = documented.get(key) ?? path;
  documented.set(key, known);
  return known;
}

function headingOf(path: string): string {
  if (path === '') return 'The keys';
  return path === '[]' ? 'The keys of an entry' : `\`${path}\``;
}

/** `scenarios[].steps[]`. */
const pathOf = (path: string, key: string, { type }: JsonSchema): string =>
  `${path === '' ? '' : `${path}.`}${key}${type === 'array' ? '[]' : ''}`;

/** The anchor that GitHub gives a heading. */
const anchorOf = (path: string): string => path.toLowerCase().replace(/[^a-z0-9_-]/g, '');

function row(key: string, schema: JsonSchema, isRequired: boolean, path: string): string {
  const cells = [
    `\`${key}\``,
    valueText(schema, anchorOf(path)),
    defaultText(schema, isRequired),
    schema.description ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function defaultText(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return 'required';
  // The tables of objects and lists show their defaults.
  if (schema.default === undefined || objectOf(schema) !== null) return '';
  const text = exampleJson(schema.default);
  return text === '{}' || text === '[]' ? '' : `\`${text}\``;
}
