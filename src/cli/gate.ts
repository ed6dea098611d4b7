import { relative } from 'node:path';
import { Option, type Command } from 'commander';
import { gateFindings, type GateFinding } from '../diff/gate.ts';
import { commandLine } from '../model/command-line.ts';
import type { Gate } from '../model/diff.ts';
import { problem } from '../model/problem.ts';
import { gateProblems } from '../workspace/gate-places.ts';
import { openDiff } from '../workspace/open-diff.ts';
import { unknownRun } from '../workspace/unknown-run.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { Io } from './io.ts';
import { githubAnnotations } from './problems-text.ts';
import { progress } from './progress.ts';
import { dirsOf, withDirs, type DirOptions } from './project-dirs.ts';

interface GateOptions extends DirOptions {
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
  readonly against?: string;
}

/** What blocks, and what could not be asked at all. */
interface Asked {
  readonly findings: readonly GateFinding[];
  readonly unasked: readonly string[];
  /** Ids of the runs that were asked for. */
  readonly runs: readonly string[];
}

/** What blocks the named run, else the newest; a project without runs blocks nothing. */
function askOne({ reports, undated, project, annotations }: Workspace, id: string | undefined): Asked {
  const newest = reports.findLast((report) => !undated.has(report.id)) ?? reports.at(-1);
  const report = id === undefined ? newest : reports.find((one) => one.id === id);
  if (report !== undefined)
    return { findings: gateFindings(report, project, annotations), unasked: [], runs: [report.id] };
  const known = reports.map((one) => one.id);
  return { findings: [], unasked: id === undefined ? [] : [unknownRun(id, known)], runs: [] };
}

/** What blocks any of the runs that the checked-out commit has and another ref has not. */
async function askAll(workspace: Workspace, against: string): Promise<Asked> {
  const { diff, unreadable } = await openDiff(against, 'git:HEAD', workspace.dirs);
  const asked = diff.runs.map(({ head }) => askOne(workspace, head));
  const findings = new Map(asked.flatMap((one) => one.findings.map((finding) => [finding.text, finding])));
  return {
    findings: [...findings.values()],
    unasked: [...new Set([...unreadable, ...asked.flatMap(({ unasked }) => unasked)])],
    runs: asked.flatMap(({ runs }) => runs),
  };
}

/** Which runs nothing blocks. */
function askedText(runs: readonly string[]): string {
  if (runs.length === 0) return 'there is no run to ask for';
  return runs.length > 5 ? `${runs.length} runs` : runs.join(', ');
}

async function annotations({ findings, unasked }: Asked, { reports, dirs }: Workspace): Promise<string> {
  const folder = relative(dirs.cwd, dirs.dataDir);
  return githubAnnotations([
    ...unasked.map((reason) => problem('error', folder, reason)),
    ...(await gateProblems(findings, reports, dirs)),
  ]);
}

async function print(asked: Asked, gate: Gate, options: GateOptions, workspace: Workspace): Promise<string> {
  if (options.json || options.format === 'json') return `${JSON.stringify(gate, null, 2)}\n`;
  if (options.format === 'github') return annotations(asked, workspace);
  const reasons = gate.reasons.map((reason) => `  ${reason}\n`).join('');
  if (asked.unasked.length > 0) return `Not everything could be asked.\n${reasons}`;
  return gate.blocked ? `Blocked.\n${reasons}` : `Not blocked: ${askedText(asked.runs)}.\n`;
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
      const asked =
        options.against === undefined ? askOne(workspace, run) : await askAll(workspace, options.against);
      const reasons = [...asked.unasked, ...asked.findings.map(({ text }) => text)];
      const gate: Gate = { schemaVersion: 1, blocked: reasons.length > 0, reasons };
      io.out(await print(asked, gate, options, workspace));
      if (gate.blocked) io.exit(1);
    });
}
