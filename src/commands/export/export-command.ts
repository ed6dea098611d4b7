import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { formatBytes } from '../../model/text/format.ts';
import { present } from '../../model/checked.ts';
import { Refusal } from '../../project/refusal.ts';
import { openWorkspace, type Workspace } from '../../project/workspace.ts';
import { baseOf, lastAddress } from '../../site/build-address.ts';
import { withPages } from '../../site/build-site.ts';
import { selfContained, type SelfContained } from '../../site/portable/self-contained.ts';
import type { Paths } from '../../store/paths.ts';
import { webAddress } from '../build-command.ts';
import { waiting } from '../build-project.ts';
import type { Io } from '../terminal/io.ts';
import { progress } from '../terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { exportedOf, fileOf, finishedPage, pathOf, type Exported } from './exported-page.ts';

interface ExportOptions extends PathOptions {
  readonly out: string;
  readonly site?: string;
}

/** What mail servers and chat tools show without asking. */
const mostBytes = 1_000_000;

const help = `
The file contains styles, charts and pictures, needs no script and loads nothing. It can be mailed, attached and opened
without a server. Links to other pages lead to the published site. If its address is unknown, they are text.

Examples:
  ${commandLine('export 2026-11-20-checkout --out report.html')}
  ${commandLine('export 2026-11-13-checkout...2026-11-20-checkout --out comparison.html')}
`;

/** Adds `export`: writes a report or a comparison as one file. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('export'))
    .description('Write a report, or the comparison of two runs, as one HTML file.')
    .argument('<run>', 'id of a run, or BASE...HEAD')
    .requiredOption('--out <file>', 'file to write; an existing one is replaced')
    .addOption(
      new Option(
        '--site <url>',
        'address of the published site, with its base path (default: that of the last build)',
      ).argParser(webAddress),
    )
    .addHelpText('after', help)
    .action(async (name: string, options: ExportOptions) => exportPage(name, options, io));
}

async function exportPage(name: string, { out, site, ...options }: ExportOptions, io: Io): Promise<void> {
  const file = htmlFile(out, io);
  const paths = await pathsOf(options, io);
  const { html, leftOut } = await madePage(name, paths, site, io);
  await writeFile(file, html);
  const bytes = Buffer.byteLength(html);
  io.out(`${out}\n  ${formatBytes(bytes)}\n`);
  for (const path of leftOut) io.err(`${path} is not included: the file would be larger than 1 MB.\n`);
  if (bytes > mostBytes) io.err('The file is larger than 1 MB, because the page itself is.\n');
}

/** Builds what is missing of the site, and makes one file of one of its pages. */
async function madePage(
  name: string,
  paths: Paths,
  site: string | undefined,
  io: Io,
): Promise<SelfContained> {
  const address = lastAddress(paths);
  const base = baseOf(address);
  const built = address.site === undefined ? null : new URL(base, address.site).href;
  let exported: Exported | null = null;
  const onProgress = progress(io);
  return withPages(
    {
      open: async () => {
        const workspace = await openWorkspace(paths, onProgress);
        refuseErrors(workspace);
        exported = exportedOf(name, workspace);
        return workspace;
      },
      ...{ paths, address, events: { onWait: () => io.err(waiting), onProgress } },
      comparisons: () => (exported !== null && 'pair' in exported ? [exported.pair] : []),
    },
    (finished) => {
      const path = pathOf(present(exported, 'pages are made once the project is open'));
      return Promise.resolve(
        selfContained({
          html: finishedPage(finished, path),
          ...{ path, base, mostBytes },
          published: site === undefined ? built : site.replace(/\/?$/, '/'),
          read: (one) => fileOf(finished, one),
        }),
      );
    },
  );
}

/** Throws a Refusal with the errors of the project. `check` lists its warnings. */
function refuseErrors({ problems }: Workspace): void {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Refusal('Nothing was exported.', 'Fix these errors first.', errors);
}

/** The path of the file to write. Throws a Refusal before anything is built. */
function htmlFile(out: string, io: Io): string {
  const file = resolve(io.cwd, out);
  if (!existsSync(dirname(file)))
    throw new Refusal(`The folder of ${out} does not exist.`, 'Create it first.');
  if (existsSync(file) && statSync(file).isDirectory())
    throw new Refusal(`${out} is a folder.`, `Name a file in it, such as ${out}/report.html.`);
  return file;
}
