import type { Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { shownFrom } from '../import/plan-import.ts';
import { report } from '../rename/rename-command.ts';
import { foundRun } from '../rename/rename-run.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { refuseUncommitted, removeRun } from './remove-run.ts';

interface RemoveOptions extends PathOptions {
  readonly reason?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const help = `
Annotations on the run are removed, and baselines that name it. Its address then says that it was removed, and why. To keep
a run but leave it out of trends and baselines, annotate it with "ignore" instead.

Examples:
  ${commandLine('remove 2026-11-20-checkout --dry-run')}
  ${commandLine("remove 2026-11-20-checkout --reason 'It measured the wrong server.'")}
`;

/** Adds `remove`: removes a run from the project. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('remove'))
    .description('Remove a run; its address shows that it was removed.')
    .argument('<run>', 'id of the run')
    .option('--reason <text>', 'the reason, shown at its address')
    .option('--force', 'remove files that git could not restore')
    .option('--dry-run', 'print the files that would change, without changing anything')
    .addHelpText('after', help)
    .action((id: string, options: RemoveOptions) => remove(id, options, io));
}

async function remove(id: string, options: RemoveOptions, io: Io): Promise<void> {
  const paths = await pathsOf(options, io);
  const shown = shownFrom(io.cwd);
  const run = foundRun(id, paths, shown);
  const isDryRun = options.dryRun === true;
  if (!isDryRun && options.force !== true) await refuseUncommitted(run);
  await report({ ...removeRun(run, options.reason ?? null, paths, shown), isDryRun, shown }, io);
}
