import type { z } from 'zod';
import { annotationsSchema } from '../../model/annotations.ts';
import { manifestSchema } from '../../model/manifest.ts';
import { projectSchema } from '../../model/project.ts';
import { exampleJson } from './example-json.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { keysTables } from './keys-tables.ts';

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
    ...keysTables(root),
  ].join('\n');
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
