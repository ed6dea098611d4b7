import { resolve } from 'node:path';
import type { Command } from 'commander';
import { inspectFiles } from '../../ingest/inspect.ts';
import { commandLine } from '../../model/text/command-line.ts';
import type { Inspection } from '../../model/documents/inspection.ts';
import type { Io } from '../terminal/io.ts';
import { withReading, type ReadingOptions } from '../terminal/reading-options.ts';
import { inspectionText } from './inspection-text.ts';

/** Adds `inspect`: shows what raw files contain, outside of any run. */
export function register(program: Command, io: Io): void {
  withReading(program.command('inspect'))
    .description('Show what raw files contain.')
    .argument(
      '<file...>',
      'raw files; pass files that belong together (Locust, several load generators) in one call',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nExamples:\n  ${commandLine('inspect results.jtl')}\n  ${commandLine('inspect run_stats.csv run_failures.csv --json')}\n`,
    )
    .action(async (files: string[], options: ReadingOptions & { readonly json?: boolean }) => {
      const inspection = await inspectFiles(
        files.map((path) => ({
          diskPath: resolve(io.cwd, path),
          shownPath: path,
          format: options.format ?? null,
        })),
        { timeZone: options.timeZone ?? null, startedAtMs: null },
      );
      io.out(options.json ? `${JSON.stringify(inspection, null, 2)}\n` : inspectionText(inspection));
      // If no row fits the named format, the name is wrong, even though the rows were counted.
      const unread = options.format === undefined ? [] : inspection.files.filter(isRejectedWhole);
      for (const { path, format } of unread)
        io.err(`${path}: no row could be read as ${format}. Omit --format to detect the format.\n`);
      if (unread.length > 0 || inspection.files.some((file) => file.error !== null)) io.exit(1);
    });
}

const isRejectedWhole = ({ rows, refused }: Inspection['files'][number]): boolean =>
  rows !== null && rows > 0 && refused.count === rows;
