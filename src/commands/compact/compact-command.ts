import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { formatBytes } from '../../model/text/format.ts';
import { compactRun, type Compaction } from './compact-run.ts';
import { counted } from '../../model/text/counted.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { reportRefusals } from '../terminal/refusals.ts';

interface CompactOptions extends PathOptions {
  readonly dryRun?: boolean;
}

const help = `
Each file of individual samples becomes FILE.digest.json (docs/digest.md), which Perfolio reads in its place. Summaries
reported by tools stay unchanged. All files of the run must be committed first, so that git can restore the samples.
Before changing anything, the command measures the run from the digests and compares its metrics with the samples.

Examples:
  ${commandLine('compact 2026-11-20-checkout --dry-run')}
  ${commandLine('compact 2026-11-20-checkout')}
`;

/** Adds `compact`: replaces raw sample files with their digests. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('compact'))
    .description('Replace the raw sample files of a run with their digests.')
    .argument('<run>', 'id of the run')
    .option('--dry-run', 'print what would change, without changing anything')
    .addHelpText('after', help)
    .action(async (id: string, options: CompactOptions) =>
      reportRefusals(io, async () => {
        const isDryRun = options.dryRun === true;
        const paths = await pathsOf(options, io);
        const done = await compactRun(id, paths, { isDryRun });
        io.out(compactionText(done, isDryRun, relative(io.cwd, join(paths.data, id))));
      }),
    );
}

function compactionText(done: Compaction, isDryRun: boolean, folder: string): string {
  const { compacted, included, unchanged, commit, noLongerExact, verdicts, isManifestChanged } = done;
  const before = [...compacted, ...included].reduce((sum, one) => sum + one.bytesBefore, 0);
  const after = compacted.reduce((sum, one) => sum + one.bytesAfter, 0);
  const rows = compacted.reduce((sum, one) => sum + one.rows, 0);
  const exact =
    noLongerExact > 0
      ? `  Exact percentiles in ${counted(noLongerExact, 'response-time row')}. Their samples come from several files, and merged digests give percentiles within 0.5%.\n`
      : '  Exact percentiles other than 50, 90, 95, 99 and 99.9. The others are within 0.5% from now on.\n';
  return [
    ...compacted.map(
      (one) =>
        `${one.file}\n  ${formatBytes(one.bytesBefore)} -> ${one.digestFile}, ${formatBytes(one.bytesAfter)}\n`,
    ),
    ...included.map(
      ({ file, bytesBefore, digestFile }) =>
        `${file}\n  ${formatBytes(bytesBefore)} -> ${isDryRun ? 'would be removed' : 'removed'}: ${digestFile} includes its rows\n`,
    ),
    ...unchanged.map(({ file, why }) => `${file}\n  unchanged: ${why}\n`),
    `\n${isDryRun ? 'Would save' : 'Saved'} ${before - after} bytes: ${formatBytes(before)} became ${formatBytes(after)}.\n`,
    `\n${isDryRun ? 'Would be lost' : 'Lost'}:\n  ${counted(rows, 'individual sample')}, and any analysis that needs them.\n`,
    exact,
    ...verdicts.map((verdict) => `  A verdict: ${verdict}.\n`),
    `\nChecked: the metrics agree with those from the samples.\n`,
    isManifestChanged ? `${isDryRun ? 'Would change' : 'Changed'} ${folder}/run.json to match.\n` : '',
    `The samples remain in git. To restore them: git checkout ${commit.slice(0, 12)} -- ${folder}${isDryRun ? '' : ' (then remove the digests)'}.\n`,
  ].join('');
}
