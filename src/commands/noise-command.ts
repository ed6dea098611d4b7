import type { Command } from 'commander';
import { noiseOf } from '../history/trends/noise.ts';
import { commandLine } from '../model/text/command-line.ts';
import { openWorkspace } from '../project/workspace.ts';
import { pathsOf, withPaths, type PathOptions } from './terminal/project-paths.ts';
import { progress } from './terminal/progress.ts';
import type { Io } from './terminal/io.ts';
import { noiseText } from './noise-text.ts';

interface NoiseOptions extends PathOptions {
  readonly json?: boolean;
}

const help = `
Spreads are standard deviations as a share of the value. A detectable change is one that this number of runs of a new
build, each in a separate session, or this number of interleaved pairs would find in 80% of cases.
----

Examples:
  ${commandLine('noise')}
  ${commandLine('noise --json')}
`;

/** Adds `noise`: how much metrics vary by themselves. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('noise'))
    .description('Show how much each metric varies by itself, and the smallest change that would be found.')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help)
    .action(async (options: NoiseOptions) => {
      const { reports, undated, trends, project, annotations } = await openWorkspace(
        await pathsOf(options, io),
        progress(io),
      );
      const dated = reports.filter(({ id }) => !undated.has(id));
      const noise = noiseOf({ reports: dated, trends, project, annotations });
      io.out(options.json ? `${JSON.stringify(noise, null, 2)}\n` : noiseText(noise));
    });
}
