import { existsSync, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { withBoundedSlices } from '../../ingest/digest-file/bounded-slices.ts';
import type { Digest } from '../../model/documents/digest.ts';
import { formatBytes, formatDuration } from '../../model/text/format.ts';
import { counted } from '../../model/text/counted.ts';
import { Refusal } from '../../project/refusal.ts';
import type { Io } from '../terminal/io.ts';
import { digestText } from './digest-text.ts';
import { largest } from '../../model/long-lists.ts';

/** Where a digest goes, and how fine its slices are. */
export interface OutputOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly sliceSeconds?: number;
}

/** Adds --slice-seconds. */
export const withSliceSeconds = (command: Command): Command =>
  command.addOption(
    new Option(
      '--slice-seconds <seconds>',
      'shortest time slice, rounded up to a power of two (default: as short as fits)',
    ).argParser((text) => {
      const seconds = Number(text);
      if (seconds > 0 && seconds <= 86_400 * 365) return seconds;
      throw new InvalidArgumentError('Pass a number of seconds, such as 60.');
    }),
  );

/** Adds --force. */
export const withForce = (command: Command): Command =>
  command.option('--force', 'overwrite the file of --out');

/** The path to write to. Throws a Refusal if it is taken or its folder is missing, before anything is read. */
export function outputPath({ out, force = false }: Pick<OutputOptions, 'out' | 'force'>, io: Io): string {
  const path = resolve(io.cwd, out);
  const folder = dirname(path);
  if (!existsSync(folder)) throw new Refusal(`The folder of ${out} does not exist.`, 'Create it first.');
  if (!existsSync(path)) return path;
  if (statSync(path).isDirectory())
    throw new Refusal(`${out} is a folder.`, `Name a file in it, such as ${out}/results.digest.json.`);
  if (force) return path;
  throw new Refusal(`${out} exists.`, 'Pass --force to overwrite it, or another name.');
}

/** Writes a digest, compressed if the name ends in .gz, and prints what was written. */
export async function writeDigest(
  digest: Digest,
  path: string,
  options: OutputOptions,
  io: Io,
): Promise<void> {
  const { out, sliceSeconds = 0 } = options;
  const bounded = withBoundedSlices(digest, { leastWidthMs: sliceSeconds * 1_000 });
  const text = digestText(bounded);
  const bytes = out.endsWith('.gz') ? gzipSync(text) : Buffer.from(text);
  await replaceFile(path, bytes);
  io.out(`${digest.sources.map(sourceText).join('')}${resultText(bounded, out, bytes.length)}`);
}

/** A command that is stopped leaves the old file or the new one, never half of one. */
async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const temporary = resolve(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function sourceText({ file, bytes, rows, refused, warnings }: Digest['sources'][number]): string {
  const rejected = refused.count === 0 ? '' : `, ${refused.count} rejected`;
  const notes = warnings.map(({ message }) => `  note: ${message}\n`).join('');
  return `${file}\n  ${formatBytes(bytes)}, ${counted(rows, 'row')}${rejected}\n${notes}`;
}

function resultText({ endpoints }: Digest, out: string, bytes: number): string {
  const isExact = endpoints.every(({ latency }) => latency === null || latency.source === 'exact');
  const widths = new Set(endpoints.flatMap(({ slices }) => slices?.widthMs ?? []));
  const longest = largest(widths);
  return (
    [
      `${out}\n  ${formatBytes(bytes)}, ${counted(endpoints.length, 'endpoint')}`,
      isExact ? 'percentiles 50, 90, 95, 99 and 99.9 exact' : 'percentiles within 0.5%',
      ...(widths.size === 0 ? [] : [`time slices of ${formatDuration(longest / 1_000)}`]),
    ].join(', ') + '\n'
  );
}
