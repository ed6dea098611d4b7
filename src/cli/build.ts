import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { formatBytes, formatDuration } from '../model/format.ts';
import { buildSite } from '../workspace/build-site.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import type { Io } from './io.ts';
import { problemsText } from './problems-text.ts';
import { progress } from './progress.ts';
import { dirsOf, root, withDirs, type DirOptions } from './project-dirs.ts';

interface BuildOptions extends DirOptions {
  readonly out?: string;
  readonly site?: string;
  readonly base?: string;
}

/** Adds `build`: checks everything, then builds the site; a failed build leaves the old one as it was. */
export function register(program: Command, io: Io): void {
  withDirs(program.command('build'))
    .description('Build the site from the committed data.')
    .option('--out <dir>', 'where the site is written (default: dist)')
    .option('--site <url>', 'address of the site, for feeds and previews')
    .option('--base <path>', 'path below which the site is served, such as /repository/')
    .action(async (options: BuildOptions) => {
      const started = performance.now();
      // Left alone, the engine lets several times as much garbage pile up as there is in use: a thousand pages of it.
      setFlagsFromString('--heap-growing-percent=60');
      const dirs = dirsOf(options, io);
      const workspace = await openWorkspace(dirs, progress(io, 'reading run'));
      const { problems } = workspace;
      if (problems.length > 0) io.err(problemsText(problems));
      if (problems.some(({ severity }) => severity === 'error')) {
        io.err('Nothing was built.\n');
        io.exit(1);
        return;
      }
      const outDir = options.out === undefined ? resolve(root, 'dist') : resolve(io.cwd, options.out);
      const built = await buildSite(
        workspace,
        {
          outDir,
          ...(options.site === undefined ? {} : { site: options.site }),
          ...(options.base === undefined ? {} : { base: options.base }),
        },
        () => io.err('Another build of this checkout is running; waiting for it.\n'),
      );
      const seconds = (performance.now() - started) / 1_000;
      const { hits, misses } = workspace.cache;
      io.err(
        `${workspace.reports.length} runs, ${built.files} files, ${formatBytes(built.bytes)} in ${formatDuration(seconds)} ` +
          `(${hits} of ${hits + misses} results from the cache): ${outDir}\n`,
      );
    });
}
