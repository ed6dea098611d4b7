import type { Command } from 'commander';
import { adapters } from '../ingest/format-registry.ts';
import type { Io } from './terminal/io.ts';
import { textTable } from './terminal/text-table.ts';

/** Columns of a terminal that everyone has, or can have. */
const widest = 100;

/** Adds `formats`: every raw format that is read. */
export function register(program: Command, io: Io): void {
  program
    .command('formats')
    .description('List every raw format that is read and what identifies it.')
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
              ['id', 'tool', 'figures', 'identified by'],
              formats.map((one) => [one.id, one.tool, one.sourceClass, one.identifiedBy]),
              widest,
            ),
      );
    });
}
