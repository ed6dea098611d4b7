import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { FileToRead } from '../../ingest/read-files.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { WrongUsage } from '../../project/refusal.ts';
import type { Io } from '../terminal/io.ts';
import { RateProgress } from '../terminal/rate-progress.ts';
import { withReading, type ReadingOptions } from '../terminal/reading-options.ts';
import { outputPath, withForce, withSliceSeconds, writeDigest, type OutputOptions } from './digest-output.ts';
import { readDigest } from './read-digest.ts';
import { engines } from './sql/engines.ts';
import { sqlText } from './sql/sql-text.ts';

interface DigestOptions extends ReadingOptions, Partial<OutputOptions> {
  readonly scenario?: string;
  readonly sql?: string;
  readonly table?: string;
  readonly file?: string;
  readonly column?: readonly string[];
}

const help = `
A digest replaces files that are too large to commit. Perfolio reads it like the files themselves. Commit it in the
folder of its run. docs/digest.md explains it.

If the samples of --sql have no column scenario, ok, error or users, pass --column scenario= (and so on) for each. The
engine's own error is only that it does not find the column.

Examples:
  ${commandLine('digest results.jtl --out data/2026-11-20-checkout/results.digest.json')}
  ${commandLine('digest - --scenario checkout --out generator-1.digest.json < results.jtl')}
  ${commandLine('digest --sql duckdb --file "s3://bucket/run/*.parquet" --column endpoint=url > query.sql')}
`;

/** Adds `digest`: makes one digest of large raw files. */
export function register(program: Command, io: Io): void {
  withForce(withSliceSeconds(withReading(program.command('digest'))))
    .description('Make one small digest of large raw files.')
    .argument('[file...]', 'raw files, also compressed with gzip; - reads stdin')
    .option('--out <file>', 'file to write, such as results.digest.json; .gz compresses it')
    .option('--scenario <id>', 'scenario of all samples (default: the one that the file names)')
    .option('--sql <engine>', `print the query that makes a digest in ${Object.keys(engines).join(', ')}`)
    .option(
      '--table <name>',
      'with --sql: table or view of the samples, such as schema.table (default: samples)',
    )
    .option('--file <path>', 'with --sql: file to query in place of a table, such as s3://bucket/*.parquet')
    .addOption(
      new Option(
        '--column <role=name>',
        'with --sql: column of a role, such as endpoint=url, or scenario= for none; repeatable',
      ).argParser((one, all: readonly string[] | undefined) => [...(all ?? []), one]),
    )
    .addHelpText('after', help)
    .action(async (files: string[], options: DigestOptions) =>
      options.sql === undefined ? digestFiles(files, options, io) : printSql(files, options.sql, options, io),
    );
}

function printSql(files: readonly string[], sql: string, options: DigestOptions, io: Io): void {
  if (files.length > 0 || options.out !== undefined)
    throw new WrongUsage('--sql reads and writes no file: it prints a query.', 'Pass a table with --table.');
  if (options.format !== undefined || options.timeZone !== undefined)
    throw new WrongUsage('--format and --time-zone are for raw files.', 'Leave them out with --sql.');
  io.out(sqlText({ ...options, sql }));
}

async function digestFiles(files: readonly string[], options: DigestOptions, io: Io): Promise<void> {
  const { out, format = null, timeZone = null, scenario = null } = options;
  if (options.table !== undefined || options.file !== undefined || options.column !== undefined)
    throw new WrongUsage('--table, --file and --column belong to --sql.', 'Name the engine with --sql.');
  if (files.length === 0) throw new WrongUsage('Which files?', 'Name raw files, or - for stdin.');
  if (out === undefined) throw new WrongUsage('--out is missing.', 'Name the file to write with --out.');
  const path = outputPath({ ...options, out }, io);
  const progress = new RateProgress(io);
  const onRead = (bytes: number): void => progress.add(bytes);
  const toRead = files.map((file) => ({ ...fileToRead(file, io), format, onRead }));
  const totalBytes = sizeOf(toRead);
  progress.start('Reading', totalBytes);
  try {
    const digest = await readDigest({
      ...{ files: toRead, timeZone, scenario },
      onStage: (stage) =>
        stage === 'comparing' ? progress.start('Comparing', null) : progress.start('Reading', totalBytes),
    });
    progress.end();
    await writeDigest(digest, path, { ...options, out }, io);
  } finally {
    progress.end();
  }
}

type Named = Omit<FileToRead, 'format' | 'onRead'>;

/** Stdin and pipes are streams; everything else is a file. */
function fileToRead(file: string, io: Io): Named {
  const diskPath = resolve(io.cwd, file);
  if (file === '-') {
    if (io.stdin === undefined)
      throw new WrongUsage('Nothing is piped into stdin.', 'Name raw files, or pipe one into the command.');
    return { diskPath, shownPath: 'stdin', stream: io.stdin };
  }
  const info = statSync(diskPath, { throwIfNoEntry: false });
  return info?.isFIFO() === true
    ? { diskPath, shownPath: file, stream: createReadStream(diskPath) }
    : { diskPath, shownPath: file };
}

/** Bytes of all files; null if one of them is a stream or missing. */
function sizeOf(files: readonly Named[]): number | null {
  const sizes = files.map(({ diskPath, stream }) =>
    stream === undefined ? statSync(diskPath, { throwIfNoEntry: false })?.size : undefined,
  );
  return sizes.reduce<number | null>(
    (sum, size) => (sum === null || size === undefined ? null : sum + size),
    0,
  );
}
