import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { formatBytes, formatDuration } from '../model/format.ts';
import { buildSite, type BuiltSite } from '../site/build-site.ts';
import { Refusal } from '../project/refusal.ts';
import { refuseForeign, wrongPlace } from '../site/output-folder.ts';
import { openWorkspace, type Workspace } from '../project/workspace.ts';
import type { Io } from './terminal/io.ts';
import { problemsText } from '../project/validate/problems-text.ts';
import { progress } from './terminal/progress.ts';
import { dirsOf, root, withDirs, type DirOptions } from './terminal/project-dirs.ts';
import { tellingRefusals } from './terminal/refusals.ts';

interface BuildOptions extends DirOptions {
  readonly out?: string;
  readonly site?: string;
  readonly base?: string;
}

function webAddress(said: string): string {
  const { protocol } = URL.parse(said) ?? {};
  if (protocol === 'https:' || protocol === 'http:') return said;
  throw new InvalidArgumentError('Write the whole address, such as https://you.github.io.');
}

/** Adds `build`: checks everything, then builds the site; a failed build leaves the old one as it was. */
export function register(program: Command, io: Io): void {
  withDirs(program.command('build'))
    .description('Build the site from the committed data.')
    .option('--out <dir>', 'where the site is written (default: dist)')
    .addOption(
      new Option('--site <url>', 'address of the site, for feeds and previews').argParser(webAddress),
    )
    .option('--base <path>', 'path below which the site is served, such as /repository/')
    .action(async (options: BuildOptions) => tellingRefusals(io, () => build(options, io)));
}

async function build(options: BuildOptions, io: Io): Promise<void> {
  const started = performance.now();
  const dirs = dirsOf(options, io);
  const outDir = options.out === undefined ? resolve(root, 'dist') : resolve(io.cwd, options.out);
  const wrong = wrongPlace(outDir, dirs);
  if (wrong !== null) {
    io.err(`${wrong}\n  Name a folder of its own with --out, such as dist. Nothing was built.\n`);
    io.exit(2);
    return;
  }
  await refuseForeign(outDir);
  const onProgress = progress(io);
  let workspace: Workspace | null = null;
  const built = await buildSite(
    async (bundle) => {
      const onWords = (areSound: boolean): Promise<unknown> => (areSound ? bundle() : Promise.resolve());
      return (workspace = tellProblems(await openWorkspace(dirs, onProgress, { onWords }), io));
    },
    dirs,
    {
      outDir,
      ...(options.site === undefined ? {} : { site: options.site }),
      ...(options.base === undefined ? {} : { base: options.base }),
    },
    {
      onWait: () => io.err('Another build of this checkout is running; waiting for it.\n'),
      onProgress,
    },
  );
  const seconds = (performance.now() - started) / 1_000;
  // Progress in a terminal leaves its line open while pages are kept.
  io.err(`${io.isInteractive ? '\r' : ''}${summary(workspace!, built, seconds)}: ${outDir}\n`);
}

/** Says what is wrong with a project; one with errors is not built. */
function tellProblems(workspace: Workspace, io: Io): Workspace {
  const { problems } = workspace;
  if (problems.length > 0) io.err(problemsText(problems));
  if (problems.some(({ severity }) => severity === 'error')) throw new Refusal('Nothing was built.');
  return workspace;
}

/** What was built, how long it took, and how little had to be made anew. */
function summary({ reports, cache }: Workspace, { files, bytes, made }: BuiltSite, seconds: number): string {
  const { hits, misses } = cache;
  return (
    `${reports.length} ${reports.length === 1 ? 'run' : 'runs'}, ${files} files, ${formatBytes(bytes)} in ${formatDuration(seconds)}; ` +
    `made anew: ${made} of ${reports.length} report pages, ${misses} of ${hits + misses} results`
  );
}
