import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import type { Gate } from '../../model/documents/diff.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { runGate, type GateResult } from './run-gate.ts';
import { gateProblems } from './gate-annotations.ts';
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
}

/** A problem as a reason: location, message and hint on one line. */
const oneLine = (one: Problem): string => problemText(one).trim().replace(/\n\s*/g, ' ');

async function annotations(
  { findings, problems, notChecked, undecided, uncommitted }: GateResult,
  { reports, paths }: Workspace,
): Promise<string> {
  const folder = relative(paths.shownFrom, paths.data) || '.';
  const all = [
    ...problems,
    ...notChecked.map((reason) => problem('error', folder, reason)),
    ...(await gateProblems(findings, reports, paths)),
    ...undecided
      .filter(({ verdict }) => verdict === 'not measured')
      .map((one) => problem('warning', join(folder, 'project.json'), undecidedReason(one))),
    ...(uncommitted.length > 0 ? [problem('warning', folder, uncommittedText({ uncommitted }).trim())] : []),
  ];
  return githubAnnotations(fromTop(all, paths.shownFrom));
}

async function print(
  result: GateResult,
  gate: Gate,
  options: GateOptions,
  workspace: Workspace,
): Promise<string> {
  if (options.json || options.format === 'json') return `${JSON.stringify(gate, null, 2)}\n`;
  if (options.format === 'github') return annotations(result, workspace);
  return gateText(result, gate);
}

const help = `
Without --against, the run is read from the working tree, committed or not. With --against, the gate checks every
committed run that the given ref does not have.

Examples:
  ${commandLine('gate')}
  ${commandLine('gate --against git:main')}
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
    .addHelpText('after', help)
    .action(async (run: string | undefined, options: GateOptions) => {
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
    });
}
