import { resolve } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import type { Io } from '../terminal/io.ts';
import { outputPath, withForce, withSliceSeconds, writeDigest, type OutputOptions } from './digest-output.ts';
import { mergedDigest } from './merged-digest.ts';

const help = `
Digests of several load generators become one: requests, errors, buckets and slices add up, and so do the users of
generators that ran at the same time. A single digest, for example one that an SQL query
returned, is rewritten in a compact form.
----

Example:
  ${commandLine('merge generator-1.digest.json generator-2.digest.json --out results.digest.json')}
`;

/** Adds `merge`: makes one digest of several. */
export function register(program: Command, io: Io): void {
  withForce(withSliceSeconds(program.command('merge')))
    .description('Merge digests of several load generators into one.')
    .argument('<digest...>', 'digests, also compressed with gzip')
    .requiredOption('--out <file>', 'file to write, such as results.digest.json; .gz compresses it')
    .addHelpText('after', help)
    .action(async (files: string[], options: OutputOptions) => {
      const path = outputPath(options, io);
      const digest = await mergedDigest(
        files.map((file) => ({ diskPath: resolve(io.cwd, file), shownPath: file, format: null })),
      );
      await writeDigest(digest, path, options, io);
    });
}
