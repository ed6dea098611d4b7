import { InvalidArgumentError, Option, type Command } from 'commander';
import type { SiteAddress } from '../site/site-address.ts';
import { counted } from '../model/text/counted.ts';
import { formatBytes, formatDuration } from '../model/text/format.ts';
import { buildSite, type BuiltSite } from '../site/build-site.ts';
import { Refusal, WrongUsage } from '../project/refusal.ts';
import { refuseForeign, wrongPlace } from '../site/output-folder.ts';
import { openWorkspace, type Workspace } from '../project/workspace.ts';
import { allProjects } from './all/all-projects.ts';
import { buildAll } from './all/build-all.ts';
import type { Io } from './terminal/io.ts';
import { problemsText } from '../project/validate/problems-text.ts';
import { progress } from './terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from './terminal/project-paths.ts';
import { reportRefusals } from './terminal/refusals.ts';
import { warnOfGit } from '../store/git-access.ts';
import { sayWhenStopped } from './terminal/stop-signals.ts';

interface BuildOptions extends PathOptions {
  readonly out?: string;
  readonly site?: string;
  readonly base?: string;
  readonly relative?: boolean;
  readonly all?: true | readonly string[];
}

export function webAddress(text: string): string {
  const { protocol } = URL.parse(text) ?? {};
  if (protocol === 'https:' || protocol === 'http:') return text;
  throw new InvalidArgumentError('Use a complete URL, such as https://you.github.io.');
}

/** Adds `build`: checks the project, then builds the site. A failed build leaves the old site unchanged. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('build'))
    .description('Check the project and build the site.')
    .option('--out <dir>', 'folder to write the site to (default: dist)')
    .addOption(
      new Option('--site <url>', 'public address of the site, for feeds and link previews').argParser(
        webAddress,
      ),
    )
    .option('--base <path>', 'path under which the site is served, such as /repository/')
    .option('--relative', 'link from file to file, so that the site opens from a folder without a server')
    .option(
      '--all [folders...]',
      'one site of several projects: those in perf/ of the repository, or in the folders named',
    )
    .action(async ({ all, ...options }: BuildOptions) =>
      reportRefusals(io, () => (all === undefined ? build(options, io) : buildEvery(all, options, io))),
    );
}

const addressOf = ({ site, base }: BuildOptions): SiteAddress => ({
  ...(site === undefined ? {} : { site }),
  ...(base === undefined ? {} : { base }),
});

async function buildEvery(named: true | readonly string[], options: BuildOptions, io: Io): Promise<void> {
  if (options.data !== undefined || options.content !== undefined)
    throw new WrongUsage('--all takes folders of projects, so it needs no --data and no --content.');
  const all = await allProjects(named, options.out, io);
  const events = { onWait: () => io.err(waiting), onProgress: progress(io) };
  let started = performance.now();
  await buildAll(
    {
      ...all,
      address: addressOf(options),
      isRelative: options.relative === true,
      events,
      onBuilt: ({ folder }, built) => {
        const seconds = (performance.now() - started) / 1_000;
        io.err(`${io.isInteractive ? '\r' : ''}${folder}: ${summary(built, seconds)}\n`);
        started = performance.now();
      },
    },
    io,
  );
  io.err(`${counted(all.projects.length, 'project')}: ${all.out}\n`);
}

async function build({ relative: isRelative = false, ...options }: BuildOptions, io: Io): Promise<void> {
  const started = performance.now();
  const paths = await pathsOf(options, io);
  const wrong = wrongPlace(paths);
  if (wrong !== null) {
    io.err(`${wrong}\n  Choose a separate folder with --out, such as dist. Nothing was built.\n`);
    io.exit(2);
    return;
  }
  await refuseForeign(paths.out);
  await warnOfGit(paths.data, io.err);
  const onProgress = progress(io);
  sayWhenStopped(' Nothing was published.');
  const built = await buildSite({
    open: async () => printProblems(await openWorkspace(paths, onProgress), io),
    paths,
    address: addressOf(options),
    events: { onWait: () => io.err(waiting), onProgress },
    isRelative,
  });
  sayWhenStopped('');
  const seconds = (performance.now() - started) / 1_000;
  // Progress in a terminal leaves its line unfinished while pages are reused.
  io.err(`${io.isInteractive ? '\r' : ''}${summary(built, seconds)}: ${paths.out}\n`);
}

/** Printed while another build of the same project runs. */
export const waiting = 'Another build of this project is running. Waiting for it to finish.\n';

/** Prints the problems of a project. A project with errors is not built. */
function printProblems(workspace: Workspace, io: Io): Workspace {
  const { problems } = workspace;
  if (problems.length > 0) io.err(problemsText(problems));
  if (problems.some(({ severity }) => severity === 'error')) throw new Refusal('Nothing was built.');
  return workspace;
}

/** What was built, how long it took, and how much of it came from the cache. */
function summary({ workspace, files, bytes, rendered }: BuiltSite, seconds: number): string {
  const { reports, cache, isRetired } = workspace;
  const { hits, misses } = cache;
  const short = reports.filter(isRetired).length;
  return (
    `${reports.length} ${reports.length === 1 ? 'run' : 'runs'}, ${files} files, ${formatBytes(bytes)} in ${formatDuration(seconds)}; ` +
    `rebuilt ${rendered} of ${reports.length} report pages, recomputed ${misses} of ${hits + misses} cached results` +
    (short === 0 ? '' : `; ${counted(short, 'older report')} in short form (retention in project.json)`)
  );
}
