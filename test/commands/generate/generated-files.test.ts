import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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
