import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { Refusal, WrongUsage } from '../../project/refusal.ts';
import type { Paths } from '../../store/paths.ts';
import type { Io } from '../terminal/io.ts';
import { progress } from '../terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { importRun, type ImportedRun, type ImportOptions } from './import-run.ts';
import { importDocument, importText } from './import-text.ts';
import { compilePattern } from './path-pattern.ts';
import { planImport, shownFrom, type ImportPlan } from './plan-import.ts';

interface ImportCommandOptions extends PathOptions {
  readonly pattern: string;
  readonly write?: boolean;
  readonly acceptRejected?: boolean;
  readonly json?: boolean;
}

const help = `
Without --write, the command only lists the runs that it would write, and all problems. It never overwrites a run, so it
can be repeated after new results have been added to FOLDER.

A pattern is a path below FOLDER: * is any text in one name, ** any folders. The placeholders are {date}, {time}, {year},
{month}, {day}, {version}, {commit}, {branch}, {tester}, {scenario} and {id}. Files with equal values are one run.
{scenario} becomes a folder in the run.

Examples:
  ${commandLine("import old-results --pattern '{date}-{version}/**'")}
  ${commandLine("import old-results --pattern '{date}-{version}/**' --write")}
  ${commandLine("import jmeter --pattern 'v{version}/{scenario}_{date}_{time}.jtl'")}
`;

/** Adds `import`: turns a folder of old results into runs. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('import'))
    .description('Turn a folder of old results into runs, after a dry run.')
    .argument('<folder>', 'folder with the results of many runs')
    .option('--pattern <pattern>', 'pattern of the paths below FOLDER', '{id}/**')
    .option('--write', 'write the runs (default: print what would be written)')
    .addOption(new Option('--dry-run', 'write nothing, as without --write').conflicts('write'))
    .option(
      '--accept-rejected',
      'accept files with more than 0.1% rejected rows, and record that in run.json',
    )
    .option('--json', 'print a JSON document')
    .addHelpText('after', help)
    .action((folder: string, options: ImportCommandOptions) => importRuns(folder, options, io));
}

async function importRuns(folder: string, options: ImportCommandOptions, io: Io): Promise<void> {
  const matchPath = compilePattern(options.pattern);
  const paths = await pathsOf(options, io);
  const from = resolve(io.cwd, folder);
  await refuseFolder(from, folder, paths);
  const plan = planImport(from, matchPath, shownFrom(io.cwd));
  if (plan.runs.length === 0 && plan.problems.length === 0)
    throw new Refusal(
      `No file of ${folder} matches ${options.pattern}.`,
      plan.unmatched.length === 0
        ? 'The folder contains no raw files.'
        : `It contains, for example, ${plan.unmatched.slice(0, 3).join(', ')}.`,
    );
  const isDryRun = options.write !== true;
  const runs = await importAll(
    plan,
    { isDryRun, acceptRejected: options.acceptRejected === true },
    paths,
    io,
  );
  if (options.json) io.out(`${JSON.stringify(importDocument(plan, runs, !isDryRun), null, 2)}\n`);
  else io.out(importText(plan, runs, isDryRun));
  if (plan.problems.length > 0 || runs.some(({ status }) => status === 'invalid')) io.exit(1);
}

async function importAll(
  { runs }: ImportPlan,
  options: ImportOptions,
  paths: Paths,
  io: Io,
): Promise<ImportedRun[]> {
  const onProgress = progress(io);
  const imported: ImportedRun[] = [];
  for (const [i, run] of runs.entries()) {
    imported.push(await importRun(run, options, paths));
    onProgress(i + 1, runs.length, run.facts.id, 'reading run');
  }
  return imported;
}

/** The data folder holds runs already. */
async function refuseFolder(from: string, shown: string, { data }: Paths): Promise<void> {
  const info = await stat(from).catch(() => null);
  if (info?.isDirectory() !== true)
    throw new WrongUsage(`${shown} is not a folder.`, 'Pass the folder that contains the old results.');
  if ((await realpath(from)) === (await realpath(data).catch(() => data)))
    throw new WrongUsage(`${shown} is the project's data folder.`, 'Its folders are runs already.');
}
