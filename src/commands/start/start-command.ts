import { resolve } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/command-line.ts';
import { inspectCopy, startProject, type Copy, type NewProject } from './start-project.ts';
import type { Io } from '../terminal/io.ts';
import { askProject, readGiven, type Given } from './ask-project.ts';
import { counted } from '../../model/counted.ts';
import { packageFolder } from '../../store/paths.ts';
import { reportRefusals } from '../terminal/refusals.ts';

interface StartOptions {
  readonly name?: string;
  readonly repository?: string;
  readonly target?: readonly string[];
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly in?: string;
}

const help = `
In a terminal, the command prompts for missing values. With --yes it does not: name and address then come from the git
remote "origin". It stops if there are uncommitted changes, or if data/ contains runs other than the demo's.

Examples:
  ${commandLine('start')}
  ${commandLine('start --yes --name Shop --target "response.p95 < 500 ms"')}
`;

/** Adds `start`: turns a fresh copy of this repository into a new project. */
export function register(program: Command, io: Io): void {
  program
    .command('start')
    .description('Remove the demo from a fresh copy of this repository and write data/project.json.')
    .option('--name <name>', 'name of the tested system')
    .option('--repository <url>', 'https address of the repository, for links')
    .option('--target <bound...>', 'targets, such as "response.p95 < 500 ms" or "errors.rate < 1%"')
    .option('--yes', 'do not prompt')
    .option('--force', 'continue despite uncommitted changes or other runs; those runs stay')
    .option('--in <dir>', 'folder of the copy (default: the one this command is part of)')
    .addHelpText('after', help)
    .action(async (options: StartOptions) =>
      reportRefusals(io, async () => {
        const ask = options.yes === true ? undefined : io.ask;
        if (ask === undefined && options.yes !== true) {
          io.err('This terminal is not interactive.\n  Add --yes and --name.\n');
          io.exit(2);
          return;
        }
        const given = readGiven(options);
        const copy = await inspectCopy(
          options.in === undefined ? packageFolder : resolve(io.cwd, options.in),
          options.force === true,
        );
        const wanted =
          ask === undefined ? withDefaults(given, copy) : await askProject(copy, given, { ...io, ask });
        if (wanted === null) {
          io.err('Nothing was changed.\n');
          return;
        }
        const removed = await startProject(copy, wanted);
        io.out(startedText(copy, wanted, removed));
      }),
    );
}

const withDefaults = ({ name, repository, targets = [] }: Given, { suggested }: Copy): NewProject => ({
  name: name ?? suggested.name,
  repository: repository ?? suggested.repository,
  targets,
});

function startedText(
  { demoRuns, uncommitted }: Copy,
  { name, targets }: NewProject,
  removed: readonly string[],
): string {
  const aim =
    targets.length === 0 ? 'Set targets in data/project.json. Each gets a verdict in every report.\n' : '';
  const commit = uncommitted === null ? '' : 'Review the changes with git status, then commit them.\n';
  return [
    `Removed the demo: ${counted(demoRuns.length, 'run')}, ${removed.join(', ')}.\n`,
    `Wrote data/project.json for ${name}.\n\n`,
    commit,
    aim,
    `Next step: ${commandLine('new RUN --from PATH...')}, with the output of your load tool.\n`,
  ].join('');
}
