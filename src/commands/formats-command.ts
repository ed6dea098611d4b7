import type { Command } from 'commander';
import { adapters } from '../ingest/format-registry.ts';
import type { Io } from './terminal/io.ts';
import { textTable } from './terminal/text-table.ts';

/** Terminal width that fits everyone. */
const widest = 100;

/** Adds `formats`: lists every supported raw format. */
export function register(program: Command, io: Io): void {
  program
    .command('formats')
    .description('List the supported raw formats and what identifies each.')
    .option('--json', 'print one JSON document')
    .action(({ json }: { json?: boolean }) => {
      const formats = adapters.map(({ id, tool, title, identifiedBy, sourceClass, notes }) => ({
        id,
        tool,
        title,
        identifiedBy,
        sourceClass,
        notes,
      }));
      io.out(
        json
          ? `${JSON.stringify({ schemaVersion: 1, formats }, null, 2)}\n`
          : textTable(
              ['id', 'tool', 'source', 'identified by'],
              formats.map((one) => [one.id, one.tool, one.sourceClass, one.identifiedBy]),
              widest,
            ),
      );
    });
}
