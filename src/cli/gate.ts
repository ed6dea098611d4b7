import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Option, type Command } from 'commander';
import { gateOf } from '../diff/gate.ts';
import type { Gate } from '../model/diff.ts';
import { problem } from '../model/problem.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import type { Io } from './io.ts';
import { githubAnnotations } from './problems-text.ts';
import { progress } from './progress.ts';
import { dirsOf, withDirs, type DirOptions } from './project-dirs.ts';

interface GateOptions extends DirOptions {
  readonly format: 'text' | 'json' | 'github';
  readonly json?: boolean;
}

/** The gate of the named run, else of the newest; a project without runs blocks nothing. */
function openGate({ reports, undated, project, annotations }: Workspace, id: string | undefined): Gate {
  const newest = reports.findLast((report) => !undated.has(report.id)) ?? reports.at(-1);
  const report = id === undefined ? newest : reports.find((one) => one.id === id);
  if (report !== undefined) return gateOf(report, project, annotations);
  if (id === undefined) return { schemaVersion: 1, blocked: false, reasons: [] };
  return { schemaVersion: 1, blocked: true, reasons: [`No run is called ${id}.`] };
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
    .action(async (run: string | undefined, options: GateOptions) => {
      const workspace = await openWorkspace(dirsOf(options, io), progress(io, 'reading run'));
      const gate = openGate(workspace, run);
      io.out(print(gate, options, workspace));
      if (gate.blocked) io.exit(1);
    });
}
