import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { Io } from '../terminal/io.ts';
import { packageFolder } from '../../store/paths.ts';
import { generatedFiles } from './generated-files.ts';

/** Adds `generate`, for work on Perfolio itself: writes the JSON Schemas and the documents made from the registries. */
export function register(program: Command, io: Io): void {
  program
    .command('generate', { hidden: true })
    .description('Write the JSON Schemas and the generated documents.')
    .action(async () => {
      for (const { path, text } of generatedFiles()) {
        const target = join(packageFolder, path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, text);
        io.err(`wrote ${path}\n`);
      }
    });
}
