import { Option, type Command } from 'commander';
import { openWorkspace } from '../project/workspace.ts';
import type { Problem } from '../model/problem.ts';
import { commandLine } from '../model/text/command-line.ts';
import { codeQuality } from '../project/validate/code-quality.ts';
import { fromTop } from './terminal/from-top.ts';
import type { Io } from './terminal/io.ts';
import { githubAnnotations, problemsText } from '../project/validate/problems-text.ts';
import { progress } from './terminal/progress.ts';
import { warnOfGit } from '../store/git-access.ts';
import { pathsOf, withPaths, type PathOptions } from './terminal/project-paths.ts';

const noRuns = `There are no runs yet. Add one: ${commandLine('new RUN --from PATH...')}\n`;

interface CheckOptions extends PathOptions {
  readonly format: 'text' | 'json' | 'github' | 'gitlab';
  readonly json?: boolean;
}

/** Adds `check`: validates the project and lists all problems. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('check'))
    .description('Validate raw files, manifests, targets and commentary, and list all problems.')
    .addOption(
      new Option('--format <format>', 'output format')
        .choices(['text', 'json', 'github', 'gitlab'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .addHelpText('after', '\nExits with 1 if there is an error. Warnings alone exit with 0.\n')
    .action((options: CheckOptions) => check(options, io));
}

async function check(options: CheckOptions, io: Io): Promise<void> {
  const paths = await pathsOf(options, io);
  await warnOfGit(paths.data, io.err);
  const { problems, reports } = await openWorkspace(paths, progress(io));
  const text = problemsText(problems) + (reports.length === 0 && problems.length === 0 ? noRuns : '');
  const format = options.json ? 'json' : options.format;
  if (format === 'gitlab') io.err(text);
  io.out(format === 'text' ? text : documentOf(problems, format, paths.shownFrom));
  if (problems.some(({ severity }) => severity === 'error')) io.exit(1);
}

function documentOf(
  problems: readonly Problem[],
  format: Exclude<CheckOptions['format'], 'text'>,
  shownFrom: string,
): string {
  if (format === 'json') return `${JSON.stringify({ schemaVersion: 1, problems }, null, 2)}\n`;
  const named = fromTop(problems, shownFrom);
  return format === 'github' ? githubAnnotations(named) : codeQuality(named);
}
