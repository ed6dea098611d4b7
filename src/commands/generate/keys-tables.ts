import { exampleJson } from './example-json.ts';
import type { JsonSchema } from './json-schema.ts';
import { objectOf, valueText } from './value-text.ts';

/** Tables of the keys of a document, as lines of Markdown: of the whole, then of the objects inside it. */
export function keysTables(root: JsonSchema): string[] {
  const path = root.type === 'array' ? '[]' : '';
  return tables(root, path, new Map());
}

/** Objects that have a table already, each with the path that its table is headed by. */
type Told = Map<string, string>;

function tables(schema: JsonSchema, path: string, told: Told): string[] {
  const object = objectOf(schema);
  if (object === null || isTold(object, path, told)) return [];
  const properties = Object.entries(object.properties ?? {});
  const required = new Set(object.required);
  const rows = properties.map(([key, value]) =>
    row(key, value, required.has(key), headedBy(value, pathOf(path, key, value), told)),
  );
  return [
    `## ${headingOf(path)}`,
    '',
    ...(path === '' || object.description === undefined ? [] : [object.description, '']),
    '| Key | Value | Left out | What it says |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...properties.flatMap(([key, value]) => tables(value, pathOf(path, key, value), told)),
  ];
}

/** True for an object that another path has shown already: it has one table. */
const isTold = (object: JsonSchema, path: string, told: Told): boolean =>
  (told.get(JSON.stringify(object)) ?? path) !== path;

/** The path of the table that tells an object, which becomes this one's where nothing told it yet. */
function headedBy(schema: JsonSchema, path: string, told: Told): string {
  const object = objectOf(schema);
  if (object === null) return path;
  const key = JSON.stringify(object);
  if (!told.has(key)) told.set(key, path);
  return told.get(key)!;
}

function headingOf(path: string): string {
  if (path === '') return 'The keys';
  return path === '[]' ? 'The keys of an entry' : `\`${path}\``;
}

/** `scenarios[].steps[]`. */
const pathOf = (path: string, key: string, { type }: JsonSchema): string =>
  `${path === '' ? '' : `${path}.`}${key}${type === 'array' ? '[]' : ''}`;

/** How GitHub names the place of a heading. */
const anchorOf = (path: string): string => path.toLowerCase().replace(/[^a-z0-9_-]/g, '');

function row(key: string, schema: JsonSchema, isRequired: boolean, path: string): string {
  const cells = [
    `\`${key}\``,
    valueText(schema, anchorOf(path)),
    leftOut(schema, isRequired),
    schema.description ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function leftOut(schema: JsonSchema, isRequired: boolean): string {
  if (isRequired) return 'must be there';
  // What objects and lists hold where they are left out, their own tables tell.
  if (schema.default === undefined || objectOf(schema) !== null) return '';
  const text = exampleJson(schema.default);
  return text === '{}' || text === '[]' ? '' : `\`${text}\``;
}
