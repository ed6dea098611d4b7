import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { commandLine } from '../../model/command-line.ts';
import type { Gate } from '../../model/diff.ts';
import { problem, type Problem } from '../../model/problem.ts';
import { askGate, type Asked } from './run-gate.ts';
import { gateProblems } from './gate-places.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import type { Io } from '../terminal/io.ts';
import { gateText, openReason, uncommittedText } from './gate-text.ts';
import { githubAnnotations, problemText } from '../../project/validate/problems-text.ts';
import { progress } from '../terminal/progress.ts';
import { dirsOf, withDirs, type DirOptions } from '../terminal/project-dirs.ts';

interface GateOptions extends DirOptions {
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
  readonly against?: string;
}

/** A problem as a reason: with its place and what to do. */
const oneLine = (one: Problem): string => problemText(one).trim().replace(/\n\s*/g, ' ');

async function annotations(
  { findings, problems, unasked, open, uncommitted }: Asked,
  { reports, dirs }: Workspace,
): Promise<string> {
  const folder = relative(dirs.cwd, dirs.dataDir) || '.';
  return githubAnnotations([
    ...problems,
    ...unasked.map((reason) => problem('error', folder, reason)),
    ...(await gateProblems(findings, reports, dirs)),
    ...open
      .filter(({ verdict }) => verdict === 'not measured')
      .map((one) => problem('warning', join(folder, 'project.json'), openReason(one))),
    ...(uncommitted.length > 0 ? [problem('warning', folder, uncommittedText({ uncommitted }).trim())] : []),
  ]);
}

async function print(asked: Asked, gate: Gate, options: GateOptions, workspace: Workspace): Promise<string> {
  if (options.json || options.format === 'json') return `${JSON.stringify(gate, null, 2)}\n`;
  if (options.format === 'github') return annotations(asked, workspace);
  return gateText(asked, gate);
}

const help = `
Runs are read from the working tree, committed or not. --against asks for those that are committed here, and not there.

Examples:
  ${commandLine('gate')}
  ${commandLine('gate --against git:main')}
`;

/** Adds `gate`: exits with 1 on what the project blocks. */
export function register(program: Command, io: Io): void {
  withDirs(program.command('gate'))
    .description('Exit with 1 when a run misses a target or is worse, as project.json asks.')
    .argument('[run]', 'run id (default: the newest run)')
    .addOption(
      new Option('--format <format>', 'how reasons are printed')
        .choices(['text', 'json', 'github'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option('--against <git:ref>', 'ask for every run that this ref has not, instead of one run')
    .addHelpText('after', help)
    .action(async (run: string | undefined, options: GateOptions) => {
      const workspace = await openWorkspace(dirsOf(options, io), progress(io));
      const asked = await askGate(workspace, run, options.against);
      const reasons = [
        ...asked.problems.map(oneLine),
        ...asked.unasked,
        ...asked.findings.map(({ text }) => text),
      ];
      const gate: Gate = { schemaVersion: 1, blocked: reasons.length > 0, reasons };
      io.out(await print(asked, gate, options, workspace));
      if (gate.blocked) io.exit(1);
    });
}
