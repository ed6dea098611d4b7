import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/command-line.ts';
import { formatBytes } from '../../model/format.ts';
import { compactRun, type Compaction } from './compact-run.ts';
import { counted } from '../../model/counted.ts';
import type { Io } from '../terminal/io.ts';
import { dirsOf, withDirs, type DirOptions } from '../terminal/project-dirs.ts';
import { tellingRefusals } from '../terminal/refusals.ts';

interface CompactOptions extends DirOptions {
  readonly dryRun?: boolean;
}

const help = `
Each file of single samples becomes FILE.digest.json (docs/digest.md), which is read like the file itself. What tools
printed stays as it is. All files of the run must be committed, so that the samples can be had back from git. Before
anything is changed, the report's figures from the digests are held against those from the samples.

Examples:
  ${commandLine('compact 2026-11-20-checkout --dry-run')}
  ${commandLine('compact 2026-11-20-checkout')}
`;

/** Adds `compact`: replaces raw sample files by their digests. */
export function register(program: Command, io: Io): void {
  withDirs(program.command('compact'))
    .description('Replace the raw sample files of a run by their digests.')
    .argument('<run>', 'id of the run')
    .option('--dry-run', 'say what would be done, and do nothing')
    .addHelpText('after', help)
    .action(async (id: string, options: CompactOptions) =>
      tellingRefusals(io, async () => {
        const isDryRun = options.dryRun === true;
        const dirs = dirsOf(options, io);
        const done = await compactRun(id, dirs, { isDryRun });
        io.out(compactionText(done, isDryRun, relative(io.cwd, join(dirs.dataDir, id))));
      }),
    );
}

function compactionText(done: Compaction, isDryRun: boolean, folder: string): string {
  const { compacted, kept, commit, noLongerExact, verdicts, isManifestChanged } = done;
  const before = compacted.reduce((sum, one) => sum + one.bytesBefore, 0);
  const after = compacted.reduce((sum, one) => sum + one.bytesAfter, 0);
  const rows = compacted.reduce((sum, one) => sum + one.rows, 0);
  const exact =
    noLongerExact > 0
      ? `  The exact percentiles of ${counted(noLongerExact, 'row')} of response times: several files hold their samples, and merged digests know percentiles within 0.5 %.\n`
      : '  Percentiles other than 50, 90, 95, 99 and 99.9 (those stay exact): they are known within 0.5 % from now on.\n';
  return [
    ...compacted.map(
      (one) =>
        `${one.file}\n  ${formatBytes(one.bytesBefore)} -> ${one.digestFile}, ${formatBytes(one.bytesAfter)}\n`,
    ),
    ...kept.map(({ file, why }) => `${file}\n  stays: ${why}\n`),
    `\n${isDryRun ? 'Would save' : 'Saved'} ${before - after} bytes: ${formatBytes(before)} became ${formatBytes(after)}.\n`,
    `\nLost${isDryRun ? ' then' : ''}:\n  The ${counted(rows, 'single sample')}, and with them what only they could answer later.\n`,
    exact,
    ...verdicts.map((verdict) => `  A verdict: ${verdict}.\n`),
    `\nThe figures were held against those from the samples and agree.\n`,
    isManifestChanged ? `${isDryRun ? 'Would change' : 'Changed'} ${folder}/run.json to match.\n` : '',
    `The samples remain in git: git checkout ${commit.slice(0, 12)} -- ${folder} brings them back${isDryRun ? '' : ' (remove the digests then)'}.\n`,
  ].join('');
}
