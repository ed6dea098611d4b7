import type { z } from 'zod';
import { annotationsSchema } from '../../model/annotations.ts';
import { manifestSchema } from '../../model/manifest.ts';
import { projectSchema } from '../../model/project.ts';
import { exampleJson } from './example-json.ts';
import { jsonSchemaOf, type JsonSchema } from './json-schema.ts';
import { objectOf, valueText } from './value-text.ts';

/** A file that people write, and the page that tells its keys. */
interface KeysPage {
  readonly path: string;
  readonly file: string;
  readonly schema: z.ZodType;
  readonly about: readonly string[];
}

const pages: readonly KeysPage[] = [
  {
    path: 'docs/project.md',
    file: 'data/project.json',
    schema: projectSchema,
    about: ['Every key may be left out, and so may the file.'],
  },
  {
    path: 'docs/run.md',
    file: 'data/<run-id>/run.json',
    schema: manifestSchema,
    about: [
      'Every key may be left out, and so may the file: what it does not say is taken from the raw files, or shown as',
      'not recorded. The command [new](commands.md#new) drafts it.',
    ],
  },
  {
    path: 'docs/annotations.md',
    file: 'data/annotations.json',
    schema: annotationsSchema,
    about: [
      'The file is a list, and may be left out. Of several that hold for the same figure, the last counts.',
    ],
  },
];

/** docs/project.md, docs/run.md and docs/annotations.md: the keys of the files that people write. */
export const keysDocuments = (): { readonly path: string; readonly text: string }[] =>
  pages.map((page) => ({ path: page.path, text: keysDocument(page) }));

function keysDocument({ file, schema, about }: KeysPage): string {
  const root = jsonSchemaOf(schema, 'input');
  const name = file.split('/').at(-1)!;
  const [example] = root.examples ?? [];
  return [
    `# ${name}`,
    '',
    'Made by `npm run generate` from the schema; do not edit it by hand.',
    '',
    `\`${file}\`: ${lowerFirst(root.description!)}`,
    ...about,
    // A list has no place for `$schema`.
    root.type === 'array'
      ? `Its [JSON Schema](../public/schema/${name}) can be named in an editor's settings.`
      : `Editors complete and explain the keys where \`$schema\` names the [JSON Schema](../public/schema/${name}).`,
    '',
    '```json',
    exampleJson(example),
    '```',
    '',
    ...sections(root, root.type === 'array' ? '[]' : ''),
  ].join('\n');
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** The table of an object, then those of the objects inside it. */
function sections(schema: JsonSchema, path: string): string[] {
  const object = objectOf(schema);
  if (object === null) return [];
  const properties = Object.entries(object.properties ?? {});
  const required = new Set(object.required);
  return [
    `## ${headingOf(path)}`,
    '',
    ...(path === '' || object.description === undefined ? [] : [object.description, '']),
    '| Key | Value | Left out | What it says |',
    '| --- | --- | --- | --- |',
    ...properties.map(([key, value]) => row(key, value, required.has(key), pathOf(path, key, value))),
    '',
    ...properties.flatMap(([key, value]) => sections(value, pathOf(path, key, value))),
  ];
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
  return text === '{}' ? '' : `\`${text}\``;
}
