import { InvalidArgumentError, Option, type Command } from 'commander';
import type { SiteAddress } from '../site/site-address.ts';
import { counted } from '../model/text/counted.ts';
import { formatBytes, formatDuration } from '../model/text/format.ts';
import { WrongUsage } from '../project/refusal.ts';
import { problemsText } from '../project/validate/problems-text.ts';
import { refuseForeign, wrongPlace } from '../site/output-folder.ts';
import { factsOf, type BuildFacts } from '../site/unchanged/build-facts.ts';
import { unchangedSite } from '../site/unchanged/last-site.ts';
import { siteInputs, type AskedSite } from '../site/unchanged/site-inputs.ts';
import { FileHashes } from '../store/file-hashes.ts';
import { warnOfGit } from '../store/git-access.ts';
import type { Io } from './terminal/io.ts';
import { progress } from './terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from './terminal/project-paths.ts';
import { reportRefusals } from './terminal/refusals.ts';
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
  const [{ allProjects }, { buildAll }, { waiting }] = await Promise.all([
    import('./all/all-projects.ts'),
    import('./all/build-all.ts'),
    import('./build-project.ts'),
  ]);
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
        io.err(`${io.isInteractive ? '\r' : ''}${folder}: ${summary(factsOf(built), seconds)}\n`);
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
  sayWhenStopped(' Nothing was published.');
  const facts = await upToDate({ paths, address: addressOf(options), isRelative }, io);
  sayWhenStopped('');
  const seconds = (performance.now() - started) / 1_000;
  // Progress in a terminal leaves its line unfinished while pages are reused.
  io.err(`${io.isInteractive ? '\r' : ''}${summary(facts, seconds)}: ${paths.out}\n`);
}

/** Brings a site up to date. One that was made from the same files by the same code is left as it is. */
async function upToDate(asked: AskedSite, io: Io): Promise<BuildFacts> {
  const hashes = new FileHashes();
  const inputs = await siteInputs(asked, hashes);
  const last = inputs === null ? null : unchangedSite(asked.paths, inputs);
  if (last === null) {
    // What reads and builds is loaded only when it is needed.
    const { buildProject } = await import('./build-project.ts');
    return buildProject(asked, { inputs, hashes }, io);
  }
  if (last.problems.length > 0) io.err(problemsText(last.problems));
  return { ...last.facts, rendered: 0, computed: 0 };
}

/** What was built, how long it took, and how much of it came from the cache. */
const summary = (
  { runs, short, files, bytes, rendered, computed, results }: BuildFacts,
  seconds: number,
): string =>
  `${runs} ${runs === 1 ? 'run' : 'runs'}, ${files} files, ${formatBytes(bytes)} in ${formatDuration(seconds)}; ` +
  `rebuilt ${rendered} of ${runs} report pages, recomputed ${computed} of ${results} cached results` +
  (short === 0 ? '' : `; ${counted(short, 'older report')} in short form (retention in project.json)`);
