import { InvalidArgumentError, Option, type Command } from 'commander';
import { adapterById, adapters } from '../../ingest/format-registry.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { didYouMean } from '../../model/text/did-you-mean.ts';
import { isTimeZone } from '../../model/time-zone.ts';

/** How the files of a command line are read. */
export interface ReadingOptions {
  readonly format?: string;
  readonly timeZone?: string;
}

/** Adds --format and --time-zone. */
export const withReading = (command: Command): Command =>
  command
    .addOption(
      new Option('--format <id>', 'read the files as this format instead of detecting it').argParser(
        formatId,
      ),
    )
    .addOption(
      new Option(
        '--time-zone <zone>',
        'zone of times without one, such as Europe/Berlin (default: UTC)',
      ).argParser(timeZone),
    );

function formatId(id: string): string {
  if (adapterById(id) !== undefined) return id;
  const ids = adapters.map((adapter) => adapter.id);
  throw new InvalidArgumentError(`${didYouMean(id, ids) ?? ''} ${commandLine('formats')} lists all formats.`);
}

function timeZone(zone: string): string {
  if (isTimeZone(zone)) return zone;
  throw new InvalidArgumentError(
    didYouMean(zone, Intl.supportedValuesOf('timeZone')) ?? 'Unknown time zone.',
  );
}
