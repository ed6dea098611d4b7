import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import type { RunReport } from '../../model/run-report.ts';
import { latestReport } from '../../project/latest-report.ts';
import { projectAlerts } from '../../project/project-alerts.ts';
import { Refusal } from '../../project/refusal.ts';
import { unknownRun } from '../../project/unknown-run.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { webAddress } from '../build-command.ts';
import type { Io } from '../terminal/io.ts';
import { progress } from '../terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { runSummary } from './run-summary.ts';
import { summaryFormats } from './summary-formats.ts';

interface SummaryOptions extends PathOptions {
  readonly format: keyof typeof summaryFormats;
  readonly site?: string;
}

const help = `
Examples:
  ${commandLine('summary')}
  ${commandLine('summary --format slack --site https://you.github.io/shop/ > message.json')}
`;

/** Adds `summary`: what a chat should say about a run. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('summary'))
    .description('Print what a report says, in a few lines or as a message for a chat.')
    .argument('[run]', 'id of a run (default: the latest)')
    .addOption(
      new Option('--format <format>', 'text, or the JSON of a message')
        .choices(Object.keys(summaryFormats))
        .default('text'),
    )
    .addOption(
      new Option('--site <url>', 'address of the published site, with its base path').argParser(webAddress),
    )
    .addHelpText('after', help)
    .action(async (run: string | undefined, { format, site, ...options }: SummaryOptions) => {
      const workspace = await openWorkspace(await pathsOf(options, io), progress(io));
      const report = reportOf(run, workspace);
      const summary = runSummary(report, await projectAlerts(workspace), {
        project: workspace.project,
        site,
      });
      io.out(summaryFormats[format](summary));
    });
}

function reportOf(run: string | undefined, workspace: Workspace): RunReport {
  const { reports } = workspace;
  const known = reports.map(({ id }) => id);
  const found = run === undefined ? latestReport(workspace) : reports.find(({ id }) => id === run);
  if (found !== undefined) return found;
  throw new Refusal(run === undefined ? 'This project has no runs yet.' : unknownRun(run, known));
}
