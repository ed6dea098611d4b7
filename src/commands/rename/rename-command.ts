import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { folderNameHint, isFolderName } from '../../model/text/folder-name.ts';
import { applyEdits, editText, type PlannedEdit } from '../../project/edit/planned-edit.ts';
import { WrongUsage } from '../../project/refusal.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { shownFrom } from '../import/plan-import.ts';
import { renameEndpoint } from './rename-endpoint.ts';
import { renameRun } from './rename-run.ts';

interface RenameOptions extends PathOptions {
  readonly endpoint?: boolean;
  readonly dryRun?: boolean;
}

const help = `
Annotations, baselines, targets and commentary that name the run or endpoint are changed, too. Its old address leads to the
new one, and its history stays one.

Examples:
  ${commandLine('rename 2026-11-20 2026-11-20-checkout --dry-run')}
  ${commandLine("rename --endpoint 'GET /cart' 'Show the cart'")}
`;

/** Adds `rename`: gives a run or an endpoint another name. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('rename'))
    .description('Rename a run or an endpoint; addresses, annotations and history stay.')
    .argument('<old>', 'id of the run, or name of the endpoint')
    .argument('<new>', 'its new id or name')
    .addOption(new Option('--endpoint', 'rename an endpoint (default: a run)'))
    .option('--dry-run', 'print the files that would change, without changing anything')
    .addHelpText('after', help)
    .action((from: string, to: string, options: RenameOptions) => rename(from, to, options, io));
}

async function rename(from: string, to: string, options: RenameOptions, io: Io): Promise<void> {
  const paths = await pathsOf(options, io);
  const shown = shownFrom(io.cwd);
  const isEndpoint = options.endpoint === true;
  if (!isEndpoint && !isFolderName(to)) throw new WrongUsage(`"${to}" is no id of a run.`, folderNameHint);
  const { edits, notes } = isEndpoint
    ? await renameEndpoint(from, to, paths, shown)
    : { edits: await renameRun(from, to, paths, shown), notes: [] };
  await report({ edits, notes, isDryRun: options.dryRun === true, shown }, io);
}

/** Prints changes, and makes them unless it is a dry run. */
export async function report(
  planned: {
    readonly edits: readonly PlannedEdit[];
    readonly notes: readonly string[];
    readonly isDryRun: boolean;
    readonly shown: (path: string) => string;
  },
  io: Io,
): Promise<void> {
  const { edits, notes, isDryRun, shown } = planned;
  // Printed as planned: afterwards the files are elsewhere.
  const lines = edits.map((edit) => `${editText(edit, shown)}\n`);
  if (!isDryRun) await applyEdits(edits);
  const end = isDryRun ? 'Nothing was changed.\n' : 'Next step: npm run check.\n';
  io.out(`${lines.join('')}${notes.map((note) => `${note}\n`).join('')}${end}`);
}
