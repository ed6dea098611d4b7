import type { Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { Refusal } from '../../project/refusal.ts';
import type { Io } from '../terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { CurrentProject } from './current-project.ts';

const help = `
A client starts this command and talks to it through stdin and stdout. It has the tools list_runs, read_report,
compare_runs, compare_releases and list_alerts, which read the project and change nothing. It needs the
package @modelcontextprotocol/server, which is installed separately.

Examples:
  ${commandLine('mcp')}
  ${commandLine('mcp --data perf/data --content perf/content')}
`;

const loadProtocol = () => import('@modelcontextprotocol/server/stdio');

/** The protocol. Few projects need it and it takes 9 MB, so it is not installed with Perfolio. */
export async function protocol(load = loadProtocol): ReturnType<typeof loadProtocol> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Refusal(
      'The command mcp needs the package @modelcontextprotocol/server, which is not installed.',
      'Install it beside Perfolio: npm install @modelcontextprotocol/server@2',
    );
  }
}

/** Adds `mcp`: answers programs by the Model Context Protocol. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('mcp'))
    .description('Serve runs, reports, comparisons and alerts to a program by the Model Context Protocol.')
    .addHelpText('after', help)
    .action(async (options: PathOptions) => {
      const project = new CurrentProject(await pathsOf(options, io));
      const { serveStdio } = await protocol();
      const { mcpServer } = await import('./mcp-server.ts');
      // It ends with its stdin.
      serveStdio(() => mcpServer(() => project.workspace()), {
        onerror: ({ message }) => io.err(`${message}\n`),
      });
    });
}
