import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { inspectFiles } from '../../ingest/inspect.ts';
import { adapterById, adapters } from '../../ingest/format-registry.ts';
import { commandLine } from '../../model/command-line.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Inspection } from '../../model/inspection.ts';
import { isTimeZone } from '../../model/time-zone.ts';
import type { Io } from '../terminal/io.ts';
import { inspectionText } from './inspection-text.ts';

function formatId(id: string): string {
  if (adapterById(id) !== undefined) return id;
  const ids = adapters.map((adapter) => adapter.id);
  throw new InvalidArgumentError(`${didYouMean(id, ids)!} ${commandLine('formats')} lists every one.`);
}

function timeZone(zone: string): string {
  if (isTimeZone(zone)) return zone;
  throw new InvalidArgumentError(didYouMean(zone, Intl.supportedValuesOf('timeZone'))!);
}

/** Adds `inspect`: what raw files are and hold, without a run around them. */
export function register(program: Command, io: Io): void {
  program
    .command('inspect')
    .description('Tell what raw files are and hold, without a run around them.')
    .argument('<file...>', 'raw files; files of one set (Locust, several generators) together')
    .addOption(
      new Option('--format <id>', 'read the files as this format instead of knowing it by content').argParser(
        formatId,
      ),
    )
    .addOption(
      new Option(
        '--time-zone <zone>',
        'zone of times that carry none, such as Europe/Berlin (default: UTC)',
      ).argParser(timeZone),
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nExamples:\n  ${commandLine('inspect results.jtl')}\n  ${commandLine('inspect run_stats.csv run_failures.csv --json')}\n`,
    )
    .action(async (files: string[], options: { format?: string; timeZone?: string; json?: boolean }) => {
      const inspection = await inspectFiles(
        files.map((path) => ({
          diskPath: resolve(io.cwd, path),
          shownPath: path,
          format: options.format ?? null,
        })),
        { timeZone: options.timeZone ?? null, startedAtMs: null },
      );
      io.out(options.json ? `${JSON.stringify(inspection, null, 2)}\n` : inspectionText(inspection));
      // A format that was named, and that no row has, is a wrong name: a file is not read because its rows were counted.
      const unread = options.format === undefined ? [] : inspection.files.filter(isRefusedWhole);
      for (const { path, format } of unread)
        io.err(`${path}: no row could be read as ${format}. Leave out --format, to know it by content.\n`);
      if (unread.length > 0 || inspection.files.some((file) => file.error !== null)) io.exit(1);
    });
}

const isRefusedWhole = ({ rows, refused }: Inspection['files'][number]): boolean =>
  rows !== null && rows > 0 && refused.count === rows;
