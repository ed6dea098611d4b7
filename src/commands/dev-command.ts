import { Option, type Command } from 'commander';
import { Site } from '../site/site.ts';
import { portNumber } from './preview-command.ts';
import type { Io } from './terminal/io.ts';
import { pathsOf, withPaths, type PathOptions } from './terminal/project-paths.ts';
import { reportRefusals } from './terminal/refusals.ts';

interface DevOptions extends PathOptions {
  readonly port?: number;
}

/** Adds `dev`: serves the site on this machine, and keeps it current while data and content change. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('dev'))
    .description('Serve the site on this machine, and update it as data and content change.')
    .addOption(new Option('--port <number>', 'port to listen on (default: 4321)').argParser(portNumber))
    .action((options: DevOptions) => reportRefusals(io, () => dev(options, io)));
}

async function dev({ port, ...options }: DevOptions, io: Io): Promise<void> {
  // The server sends nothing to anyone.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const [{ dev: serve }, { astroConfig }] = await Promise.all([
    import('astro'),
    import('../site/astro-config.ts'),
  ]);
  await serve({
    ...astroConfig(new Site(await pathsOf(options, io))),
    ...(port === undefined ? {} : { server: { port } }),
  });
}
