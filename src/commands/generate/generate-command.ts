import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.ts';
import { root } from '../terminal/project-dirs.ts';

// `npm run generate`: writes the JSON Schemas and the documents that are made from the registries.
for (const { path, text } of generatedFiles()) {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
  process.stderr.write(`wrote ${path}\n`);
}
