import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { realPath } from '../site/output-folder.ts';
import { Site } from '../site/site.ts';
import { atExit } from '../store/at-exit.ts';
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
  // The server sends nothing to anyone, and asks no registry for a newer site builder.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.ASTRO_DISABLE_UPDATE_CHECK = 'true';
  const [{ dev: serve }, { astroConfig }] = await Promise.all([
    import('astro'),
    import('../site/astro-config.ts'),
  ]);
  await serve({
    ...astroConfig(new Site(await pathsOf(options, io)), temporaryFolder()),
    ...(port === undefined ? {} : { server: { port } }),
  });
}

/** A folder for this server alone: a build, or another server, may run beside it. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(realPath(tmpdir()), 'perfolio-dev-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
