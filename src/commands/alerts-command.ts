import { InvalidArgumentError, type Command } from 'commander';
import { commandLine } from '../model/text/command-line.ts';
import { projectAlerts } from '../project/project-alerts.ts';
import { openWorkspace } from '../project/workspace.ts';
import { alertsText } from '../report/words/alert-text.ts';
import { pathsOf, withPaths, type PathOptions } from './terminal/project-paths.ts';
import { progress } from './terminal/progress.ts';
import type { Io } from './terminal/io.ts';

interface AlertOptions extends PathOptions {
  readonly json?: boolean;
  readonly now?: number;
}

const help = `
An alert is a confirmed regression of the main line (all its metrics under the first run that has it), endpoints that
the newest build no longer measures, or a run that is overdue by "expect" in project.json. It is open until the old
level is back or an annotation accepts or explains it. Exits with 0 whatever it finds.

Examples:
  ${commandLine('alerts')}
  ${commandLine('alerts --json --now 2026-11-29T08:00:00Z')}
`;

function parseNow(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Give a date and time such as 2026-11-29T08:00:00Z.');
  return ms;
}

/** Adds `alerts`: what people should follow until it is gone. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('alerts'))
    .description('List what regressed, vanished or is overdue on the main line.')
    .option('--json', 'print one JSON document')
    .option('--now <time>', 'the time that overdue runs are judged by (default: the last commit)', parseNow)
    .addHelpText('after', help)
    .action(async ({ json = false, now, ...options }: AlertOptions) => {
      const paths = await pathsOf(options, io);
      const workspace = await openWorkspace(paths, progress(io));
      const alerts = await projectAlerts(workspace, now);
      io.out(json ? `${JSON.stringify(alerts, null, 2)}\n` : alertsText(alerts, workspace.project));
    });
}
