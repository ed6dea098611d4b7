import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { gateOf } from '../diff/gate.ts';
import type { Gate } from '../model/diff.ts';
import { problem } from '../model/problem.ts';
import { openDiff } from '../workspace/open-diff.ts';
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

const gateFor = (reasons: string[]): Gate => ({ schemaVersion: 1, blocked: reasons.length > 0, reasons });

/** The gate of the named run, else of the newest; a project without runs blocks nothing. */
function openGate({ reports, undated, project, annotations }: Workspace, id: string | undefined): Gate {
  const newest = reports.findLast((report) => !undated.has(report.id)) ?? reports.at(-1);
  const report = id === undefined ? newest : reports.find((one) => one.id === id);
  if (report !== undefined) return gateOf(report, project, annotations);
  return gateFor(id === undefined ? [] : [`No run is called ${id}.`]);
}

/** The gates of all runs that the checked-out commit has and another ref has not, in one. */
async function openGates(workspace: Workspace, against: string): Promise<Gate> {
  const { diff, unreadable } = await openDiff(against, 'git:HEAD', workspace.dirs);
  const gates = diff.runs.map(({ head }) => openGate(workspace, head));
  return gateFor([...new Set([...unreadable, ...gates.flatMap(({ reasons }) => reasons)])]);
}

/** The file that a reviewer sees a reason on: the run's manifest, its folder where it has none. */
function fileOf(reason: string, { dirs, reports }: Workspace): string {
  const run = reports.find(({ id }) => reason.startsWith(`${id}: `))?.id ?? '';
  const manifest = join(dirs.dataDir, run, 'run.json');
  return relative(dirs.cwd, existsSync(manifest) ? manifest : join(dirs.dataDir, run));
}

function print(gate: Gate, options: GateOptions, workspace: Workspace): string {
  if (options.json || options.format === 'json') return `${JSON.stringify(gate, null, 2)}\n`;
  if (options.format === 'github')
    return githubAnnotations(
      gate.reasons.map((reason) => problem('error', fileOf(reason, workspace), reason, { line: 1 })),
    );
  return gate.blocked
    ? `Blocked.\n${gate.reasons.map((reason) => `  ${reason}\n`).join('')}`
    : 'Not blocked.\n';
}

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
    .action(async (run: string | undefined, options: GateOptions) => {
      const workspace = await openWorkspace(dirsOf(options, io), progress(io, 'reading run'));
      const gate =
        options.against === undefined
          ? openGate(workspace, run)
          : await openGates(workspace, options.against);
      io.out(print(gate, options, workspace));
      if (gate.blocked) io.exit(1);
    });
}
