import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaFiles, schemas } from '../../../src/commands/generate/schemas.ts';
import { generatedFiles } from '../../../src/commands/generate/generated-files.ts';

const root = join(import.meta.dirname, '../../..');

describe('files that are made from the code', () => {
  it.each(generatedFiles().map(({ path, text }) => [path, text]))(
    '%s is what `npm run generate` writes',
    async (path, text) => {
      expect(await readFile(join(root, path), 'utf8')).toBe(text);
    },
  );
});

describe('schemas of documents that programs read', () => {
  const outputs = Object.entries(schemas).filter(
    ([name, [, io]]) => io === 'output' && name !== 'inspection.json',
  );

  it.each(outputs)('%s has examples that are valid, with no unknown key', (name, [schema]) => {
    const { text } = schemaFiles().find(({ path }) => path === `public/schema/${name}`)!;
    const { examples } = JSON.parse(text) as { examples: unknown[] };
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(schema.parse(example)).toEqual(example);
  });
});
