import { resolve } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../../model/command-line.ts';
import { lookAtCopy, startProject, type Copy, type NewProject } from './start-project.ts';
import type { Io } from '../terminal/io.ts';
import { askProject, readGiven, type Given } from './ask-project.ts';
import { counted } from '../../model/counted.ts';
import { root } from '../terminal/project-dirs.ts';
import { tellingRefusals } from '../terminal/refusals.ts';

interface StartOptions {
  readonly name?: string;
  readonly repository?: string;
  readonly target?: readonly string[];
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly in?: string;
}

const help = `
In a terminal, what is not given is asked for. With --yes nothing is asked: the name and the address then come from
git's "origin". Refuses where changes are not committed, or where data/ holds runs that are not the demo's.

Examples:
  ${commandLine('start')}
  ${commandLine('start --yes --name Shop --target "response.p95 < 500 ms"')}
`;

/** Adds `start`: makes a fresh copy of this repository one's own. */
export function register(program: Command, io: Io): void {
  program
    .command('start')
    .description('Empty the demo out of a fresh copy of this repository and write data/project.json.')
    .option('--name <name>', 'what is tested')
    .option('--repository <url>', 'https address of the repository, for links')
    .option(
      '--target <bound...>',
      'what is asked of it, such as "response.p95 < 500 ms" or "errors.rate < 1 %"',
    )
    .option('--yes', 'ask nothing')
    .option('--force', 'go on with uncommitted changes and with runs that are not the demo’s; those stay')
    .option('--in <dir>', 'folder of the copy (default: the one that this command is part of)')
    .addHelpText('after', help)
    .action(async (options: StartOptions) =>
      tellingRefusals(io, async () => {
        const ask = options.yes === true ? undefined : io.ask;
        if (ask === undefined && options.yes !== true) {
          io.err('Nobody can be asked here.\n  Add --yes, and --name.\n');
          io.exit(2);
          return;
        }
        const typed = readGiven(options);
        const copy = await lookAtCopy(
          options.in === undefined ? root : resolve(io.cwd, options.in),
          options.force === true,
        );
        const wanted = ask === undefined ? given(typed, copy) : await askProject(copy, typed, { ...io, ask });
        if (wanted === null) {
          io.err('Nothing was changed.\n');
          return;
        }
        const removed = await startProject(copy, wanted);
        io.out(startedText(copy, wanted, removed));
      }),
    );
}

const given = ({ name, repository, targets = [] }: Given, { suggested }: Copy): NewProject => ({
  name: name ?? suggested.name,
  repository: repository ?? suggested.repository,
  targets,
});

function startedText(
  { demoRuns, uncommitted }: Copy,
  { name, targets }: NewProject,
  removed: readonly string[],
): string {
  const aim = targets.length === 0 ? 'Set targets in data/project.json: each becomes a verdict.\n' : '';
  const commit = uncommitted === null ? '' : 'Look at it with git status, then commit it.\n';
  return [
    `Removed ${counted(demoRuns.length, 'run')} of the demo, ${removed.join(', ')}.\n`,
    `Wrote data/project.json for ${name}.\n\n`,
    commit,
    aim,
    `Next: ${commandLine('new RUN --from PATH...')}, with what your load tool wrote.\n`,
  ].join('');
}
