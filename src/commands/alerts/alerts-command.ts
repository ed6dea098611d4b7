import { InvalidArgumentError, Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { nestedFolder } from '../../project/nested-folder.ts';
import { projectAlerts } from '../../project/project-alerts.ts';
import { problemsText } from '../../project/validate/problems-text.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { alertsText } from '../../report/words/alert-text.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { progress } from '../terminal/progress.ts';
import type { Io } from '../terminal/io.ts';
import { gitHubIssues } from './github-issues.ts';
import { gitLabIssues } from './gitlab-issues.ts';
import type { IssueTracker } from './issue-tracker.ts';
import { issuesOfProject } from './issues-of-project.ts';
import { syncAlerts } from './sync-alerts.ts';

type Service = 'github' | 'gitlab';

interface AlertOptions extends PathOptions {
  readonly sync?: Service;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly now?: number;
}

const help = `
An alert is a regression of the main line that two sessions show (all its metrics under the first run that has it),
endpoints that are no longer measured, or a run that is overdue by "expect" in project.json. It is open until the old
level or the endpoint is back, or an annotation accepts or explains it. Exits with 0 even if there are alerts, and with 1
if the data has errors; --sync then changes no issue.

Examples:
  ${commandLine('alerts')}
  ${commandLine('alerts --json --now 2026-11-29T08:00:00Z')}
  ${commandLine('alerts --sync github --dry-run')}
`;

function parseNow(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Give a date and time such as 2026-11-29T08:00:00Z.');
  return ms;
}

const trackers = { github: gitHubIssues, gitlab: gitLabIssues } as const;

/** The issues of a service. A dry run needs no access: without it, it assumes that there is no issue yet. */
function trackerOf(service: Service, isDryRun: boolean, io: Io): IssueTracker | null {
  try {
    return trackers[service](process.env, fetch);
  } catch (error) {
    if (!isDryRun || !(error instanceof WrongUsage)) throw error;
    io.err(`${error.message} Assuming that there is no issue yet.\n`);
    return null;
  }
}

/**
 * Data that cannot be read look like runs and endpoints that are gone. From them no issue may be closed or opened; a list
 * is printed, with exit code 1.
 */
function stopOnErrors({ problems }: Pick<Workspace, 'problems'>, isSync: boolean, io: Io): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  io.err(problemsText(errors));
  if (isSync) throw new Refusal('No issue was changed.', 'Fix the errors above, then run it again.');
  io.exit(1);
}

async function run(
  { json = false, now, sync, dryRun = false, ...options }: AlertOptions,
  io: Io,
): Promise<void> {
  if (json && sync !== undefined)
    throw new WrongUsage('--json and --sync exclude each other.', 'Give one of them.');
  if (dryRun && sync === undefined)
    throw new WrongUsage('--dry-run needs --sync.', 'Give --sync github or gitlab.');
  // First, so that a missing token is reported before the runs are read.
  const tracker = sync === undefined ? null : trackerOf(sync, dryRun, io);
  const workspace = await openWorkspace(await pathsOf(options, io), progress(io));
  const { project } = workspace;
  stopOnErrors(workspace, sync !== undefined, io);
  const found = await projectAlerts(workspace, now ?? (sync === undefined ? undefined : Date.now()));
  if (sync === undefined) io.out(json ? `${JSON.stringify(found, null, 2)}\n` : alertsText(found, project));
  else
    await syncAlerts(
      {
        alerts: found.alerts,
        rules: project.alerts,
        tracker: tracker && issuesOfProject(tracker, nestedFolder(workspace.paths.project)),
        isDryRun: dryRun,
      },
      (line) => io.out(`${line}\n`),
    );
}

/** Adds `alerts`: what people should follow until it is gone. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('alerts'))
    .description(
      'List regressions, vanished endpoints and overdue runs on the main line, and follow them in issues.',
    )
    .option('--json', 'print one JSON document')
    .option(
      '--now <time>',
      'current time for judging overdue runs (default: the last commit; with --sync, the clock)',
      parseNow,
    )
    .addOption(new Option('--sync <service>', 'write one issue per alert').choices(Object.keys(trackers)))
    .option('--dry-run', 'with --sync: print what would be done')
    .addHelpText('after', help)
    .action((options: AlertOptions) => run(options, io));
}
