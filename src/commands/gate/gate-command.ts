import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import type { Gate } from '../../model/documents/diff.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { counted } from '../../model/text/counted.ts';
import { gateMarkdown } from '../../diff/markdown/gate-markdown.ts';
import { checkTarget, postCheckRun, type CheckRun } from './check-run.ts';
import { runGate, type GateResult } from './run-gate.ts';
import { gateProblems } from './gate-annotations.ts';
import { nestedFolder } from '../../project/nested-folder.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { fromTop } from '../terminal/from-top.ts';
import type { Io } from '../terminal/io.ts';
import { gateText, undecidedReason, uncommittedText } from './gate-text.ts';
import { githubAnnotations, problemText } from '../../project/validate/problems-text.ts';
import { progress } from '../terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';

interface GateOptions extends PathOptions {
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
  readonly against?: string;
  readonly checkRun?: boolean;
}

/** A problem as a reason: location, message and hint on one line. */
const oneLine = (one: Problem): string => problemText(one).trim().replace(/\n\s*/g, ' ');

async function annotatedProblems(
  { findings, problems, notChecked, notCompared, undecided, uncommitted }: GateResult,
  { reports, paths }: Workspace,
): Promise<Problem[]> {
  const folder = relative(paths.shownFrom, paths.data) || '.';
  const all = [
    ...problems,
    ...notChecked.map((reason) => problem('error', folder, reason)),
    ...notCompared.map((sentence) => problem('warning', folder, sentence)),
    ...(await gateProblems(findings, reports, paths)),
    ...undecided
      .filter(({ verdict }) => verdict === 'not measured')
      .map((one) => problem('warning', join(folder, 'project.json'), undecidedReason(one))),
    ...(uncommitted.length > 0 ? [problem('warning', folder, uncommittedText({ uncommitted }).trim())] : []),
  ];
  return fromTop(all, paths.shownFrom);
}

async function print(
  result: GateResult,
  gate: Gate,
  options: GateOptions,
  workspace: Workspace,
): Promise<string> {
  if (options.json || options.format === 'json') return `${JSON.stringify(gate, null, 2)}\n`;
  if (options.format === 'github') return githubAnnotations(await annotatedProblems(result, workspace));
  return gateText(result, gate);
}

/** The verdict as a check of a commit. */
async function checkRun(
  result: GateResult,
  { blocked, reasons }: Gate,
  workspace: Workspace,
): Promise<CheckRun> {
  const { runs, isUnjudged } = result;
  const isEmpty = runs.length === 0 || isUnjudged;
  const checked = runs.length === 0 ? 'No run to check' : `${counted(runs.length, 'run')} checked`;
  return {
    project: nestedFolder(workspace.paths.project),
    conclusion: blocked ? 'failure' : isEmpty ? 'neutral' : 'success',
    title: blocked ? `Blocked: ${counted(reasons.length, 'reason')}` : checked,
    summary: gateMarkdown(reasons, runs),
    annotations: await annotatedProblems(result, workspace),
  };
}

const help = `
Without --against, the run is read from the working tree, committed or not. With --against, the gate checks every
committed run that the given ref does not have.

Examples:
  ${commandLine('gate')}
  ${commandLine('gate --against git:main')}
  ${commandLine('gate --check-run')}
`;

/** Adds `gate`: exits with 1 if a run fails the rules of the project. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('gate'))
    .description('Exit with 1 if a run misses a target or regresses, by the rules in project.json.')
    .argument('[run]', 'run id (default: the latest run)')
    .addOption(
      new Option('--format <format>', 'output format').choices(['text', 'json', 'github']).default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--against <git:ref>', 'check every run that this ref does not have, instead of one run')
    .option('--check-run', 'also write the verdict as a check run on GitHub, from a trusted job')
    .addHelpText('after', help)
    .action(async (run: string | undefined, options: GateOptions) => {
      // First, so that a missing token is reported before the runs are read.
      const target = options.checkRun === true ? checkTarget(process.env, fetch) : null;
      const workspace = await openWorkspace(await pathsOf(options, io), progress(io));
      const result = await runGate(workspace, run, options.against);
      const reasons = [
        ...result.problems.map(oneLine),
        ...result.notChecked,
        ...result.findings.map(({ text }) => text),
      ];
      const gate: Gate = { schemaVersion: 1, blocked: reasons.length > 0, reasons };
      io.out(await print(result, gate, options, workspace));
      if (gate.blocked) io.exit(1);
      if (target !== null) await postCheckRun(target, await checkRun(result, gate, workspace));
    });
}
