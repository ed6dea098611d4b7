import { relative } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { folderNameHint, isFolderName } from '../../model/text/folder-name.ts';
import { readProject } from '../../project/read/read-project.ts';
import { warningsText } from '../../project/validate/problems-text.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { ciFacts, runIdOf, type CiFacts } from './ci-facts.ts';
import { recordRun } from './record-run.ts';
import { warnOfGit } from '../../store/git-access.ts';
import { hashOf, refuseMissing } from './results.ts';

interface RecordOptions extends PathOptions {
  readonly id?: string;
  readonly scenario?: string;
  readonly push?: string;
  readonly commit?: string;
  readonly branch?: string;
  readonly digestAbove: number;
}

const help = `
The run gets its commit, branch and pull request from the environment of the CI job, and CPU, memory and system from its
machine. Without --push, it is written into the project's data folder alone.

Examples:
  ${commandLine('record results.jtl --scenario checkout')}
  ${commandLine('record results/ --push main')}
  ${commandLine('record results/ --push branch:perf-data')}
`;

/** A name that is one folder, and part of an address. */
function folderName(text: string): string {
  if (isFolderName(text)) return text;
  throw new InvalidArgumentError(folderNameHint);
}

function commitHash(text: string): string {
  if (/^[0-9a-f]{7,64}$/i.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError('Give the hash of a commit, at least seven hex digits.');
}

function pushTarget(text: string): string {
  if (text === 'main' || /^branch:[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(text)) return text;
  throw new InvalidArgumentError('Use main for the project’s main branch, or branch:NAME.');
}

function megabytes(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number of megabytes, such as 5.');
}

/** Adds `record`: makes a run from the output of a CI job. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('record'))
    .description('Make a run from the output of a CI job, and push it.')
    .argument('<path...>', 'files and folders that the load tool wrote')
    .addOption(
      new Option(
        '--id <run>',
        'id of the run (default: day, commit, job and a hash of the results)',
      ).argParser(folderName),
    )
    .addOption(new Option('--scenario <id>', 'the scenario that was measured').argParser(folderName))
    .option('--commit <commit>', 'the measured commit (default: that of the CI job, else of git)', commitHash)
    .option('--branch <name>', 'record off the main line, under this branch')
    .addOption(new Option('--push <target>', 'commit and push to main or branch:NAME').argParser(pushTarget))
    .addOption(
      new Option('--digest-above <megabytes>', 'with --push: larger runs keep digests instead of raw samples')
        .argParser(megabytes)
        .default(5),
    )
    .addHelpText('after', help)
    .action((from: string[], options: RecordOptions) => record(from, options, io));
}

async function record(from: string[], options: RecordOptions, io: Io): Promise<void> {
  const paths = await pathsOf(options, io);
  await warnOfGit(paths.data, io.err);
  refuseMissing(from, io.cwd);
  const project = await readProject(paths);
  const job = await ciFacts(process.env, { folder: io.cwd, mainBranch: project.mainBranch });
  const facts = { ...job, ...statedFacts(options, project.mainBranch) };
  const id = options.id ?? runIdOf(facts, new Date(), await hashOf(from, io.cwd, options.scenario));
  const branch = branchOf(options.push, project.mainBranch);
  const request = {
    id,
    from,
    scenario: options.scenario ?? null,
    branch,
    digestAboveBytes: options.digestAbove * 1_000_000,
  };
  const { drafted, isCompacted, note } = await recordRun(request, facts, project, paths);
  const off = options.branch === undefined ? offMainLine(facts.branch, project.mainBranch) : [];
  const notes = [...drafted.leftOut, ...(note === null ? [] : [note]), ...off];
  io.err(`${warningsText(drafted.problems)}${notes.map((one) => `${one}\n`).join('')}`);
  const place = branch === null ? relative(io.cwd, drafted.folder) : `the branch ${branch}`;
  io.out(`Recorded ${id} in ${place}${isCompacted ? ', as digests' : ''}.\n`);
}

/** Nobody stated the branch, and what it means lasts: a merge of the branch does not change the run. */
const offMainLine = (branch: string | null, mainBranch: string): string[] =>
  branch === null
    ? []
    : [
        `The run is off the main line, because its branch is ${branch}. Baselines, alerts and objectives leave it out, also after a merge. To count it, record it with --branch ${mainBranch}.`,
      ];

/** What the command line states in place of the job's facts. */
function statedFacts({ commit, branch }: RecordOptions, mainBranch: string): Partial<CiFacts> {
  return {
    ...(commit === undefined ? {} : { commit, tag: null }),
    ...(branch === undefined ? {} : { branch: branch === mainBranch ? null : branch }),
  };
}

function branchOf(push: string | undefined, mainBranch: string): string | null {
  if (push === undefined) return null;
  return push === 'main' ? mainBranch : push.slice('branch:'.length);
}
