import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { Refusal } from '../project/refusal.ts';
import { at } from '../model/checked.ts';
import type { Paths } from '../store/paths.ts';
import { allProjects } from './all/all-projects.ts';
import type { Io } from './terminal/io.ts';
import { baseOfBuilt } from '../site/base-of-built.ts';
import { Site } from '../site/site.ts';
import { pathsOf } from './terminal/project-paths.ts';
import { reportRefusals } from './terminal/refusals.ts';

interface PreviewOptions {
  readonly out?: string;
  readonly port?: number;
  readonly all?: true | readonly string[];
}

/** Throws a Refusal if there is no built site in a folder. */
export function requireSite(folder: string): void {
  if (existsSync(join(folder, 'index.html'))) return;
  throw new Refusal(
    `There is no built site in ${folder}.`,
    'Run npm run build first. npm run dev shows the site without a build and keeps it current.',
  );
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('Give a number from 0 to 65535.');
}

/** Adds `preview`: serves the built site on this machine. */
export function register(program: Command, io: Io): void {
  program
    .command('preview')
    .description('Serve the built site on this machine.')
    .option('--out <dir>', 'folder of the built site (default: dist)')
    .option('--all [folders...]', 'serve the site of several projects, which build --all made')
    .addOption(new Option('--port <number>', 'port to listen on (default: 4321)').argParser(portNumber))
    .action((options: PreviewOptions) => reportRefusals(io, () => preview(options, io)));
}

/** The paths of the site over several projects: those of its first project, but for the site itself. */
async function pathsOfAll(named: true | readonly string[], out: string | undefined, io: Io): Promise<Paths> {
  const all = await allProjects(named, out, io);
  return { ...at(all.projects, 0).paths, out: all.out };
}

async function preview({ port, all, ...options }: PreviewOptions, io: Io): Promise<void> {
  const paths = await (all === undefined ? pathsOf(options, io) : pathsOfAll(all, options.out, io));
  requireSite(paths.out);
  // The server sends nothing to anyone.
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  const [{ preview: serve }, { astroConfig }] = await Promise.all([
    import('astro'),
    import('../site/astro-config.ts'),
  ]);
  const server = await serve({
    ...astroConfig(new Site(paths, { base: baseOfBuilt(paths.out) }), paths.cache),
    // It lists the pages by the root that it is given first, and writes nothing.
    root: paths.package,
    ...(port === undefined ? {} : { server: { port } }),
  });
  await server.closed();
}
