import { relative } from 'node:path';
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { commandLine } from '../../model/text/command-line.ts';
import { printable } from '../../model/text/printable.ts';
import { folderNameHint, isFolderName } from '../../model/text/folder-name.ts';
import { draftRun, type DraftedFile, type DraftedRun } from './draft-run.ts';
import { counted } from '../../model/text/counted.ts';
import type { Io } from '../terminal/io.ts';
import { warningsText } from '../../project/validate/problems-text.ts';
import { warnOfGit } from '../../store/git-access.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';
import { checkThenBuild } from '../terminal/next-commands.ts';
import { reportRefusals } from '../terminal/refusals.ts';

interface NewOptions extends PathOptions {
  readonly from?: readonly string[];
  readonly system?: string;
  readonly acceptRejected?: boolean;
}

const help = `
PATH is a file or a folder. A single folder is copied with its contents, and its subfolders become scenarios. With
several PATHs, each folder that contains only files becomes a scenario. Without --from, the command drafts for files
that are already in data/RUN. It overwrites nothing, and writes nothing if a file cannot be read.

Examples:
  ${commandLine('new 2026-11-20-checkout --from results.jtl memory.csv')}
  ${commandLine('new 2026-11-20-release --from load-results/ --system this-machine')}
`;

/** An id is a folder name and part of an address, so it must be valid as both. */
function runId(id: string): string {
  if (isFolderName(id)) return id;
  throw new InvalidArgumentError(folderNameHint);
}

/** Adds `new`: starts a run from raw files. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('new'))
    .description('Start a run: copy raw files, detect their formats, draft run.json and the commentary.')
    .addArgument(
      new Argument('<run>', 'id of the run: the name of its folder and the address of its page').argParser(
        runId,
      ),
    )
    .option('--from <path...>', 'files and folders with the output of the load tool, to be copied')
    .addOption(
      new Option(
        '--system <whose>',
        'record CPU, memory, disk, OS and Node version of the machine that ran the test',
      ).choices(['this-machine']),
    )
    .option(
      '--accept-rejected',
      'accept files with more than 0.1% rejected rows, and record that in run.json',
    )
    .addHelpText('after', help)
    .action(async (id: string, options: NewOptions) =>
      reportRefusals(io, async () => {
        const paths = await pathsOf(options, io);
        await warnOfGit(paths.data, io.err);
        const drafted = await draftRun(
          {
            id,
            from: options.from ?? [],
            useThisMachine: options.system !== undefined,
            useThisNode: options.system !== undefined,
            acceptRejected: options.acceptRejected === true,
          },
          paths,
        );
        io.err(warningsText(drafted.problems));
        const next = checkThenBuild(io.cwd, paths.project);
        io.out(printable(draftedText(drafted, next, (path) => relative(io.cwd, path))));
      }),
    );
}

function draftedText(drafted: DraftedRun, next: string, shown: (path: string) => string): string {
  const { folder, manifestPath, commentaryPath, copied, files, findings, unknown, notes, leftOut } = drafted;
  const list = (heading: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n${heading}\n${lines.map((line) => `  ${line}\n`).join('')}`;
  const found = findings === 0 ? '' : `, with ${counted(findings, 'finding')} to confirm or reject`;
  return [
    `${filesText(files)}\n`,
    copied > 0 ? `Copied ${counted(copied, 'file')} to ${shown(folder)}.\n` : '',
    ...leftOut.map((note) => `${note}\n`),
    `Drafted ${shown(manifestPath)}.\nDrafted ${shown(commentaryPath)}${found}.\n`,
    list(`Still missing from ${shown(manifestPath)}; add what you know:`, unknown),
    list('Please check:', notes),
    `\nNext steps: ${next}.\n`,
  ].join('');
}

/** Files that are each listed; of more, those of one format and folder are a line together. */
const mostListed = 20;

/** All files, or groups of them: criterion writes two files for each benchmark. */
function filesText(files: readonly DraftedFile[]): string {
  if (files.length <= mostListed) return files.map(fileText).join('');
  const groups = Map.groupBy(files, ({ file, tool }) => `${topFolder(file)}\0${tool}`);
  return [...groups.values()].map(groupText).join('');
}

/** The first folder of a path; the path itself if it is in none. */
const topFolder = (file: string): string => file.replace(/[\\/].*$/, '');

function groupText(files: readonly DraftedFile[]): string {
  const [first] = files;
  if (first === undefined) return '';
  if (files.length === 1) return fileText(first);
  const sum = (of: (file: DraftedFile) => number): number => files.reduce((all, one) => all + of(one), 0);
  const formats = [...new Set(files.map(({ format }) => format))].join(', ');
  return fileText({
    ...first,
    file: `${topFolder(first.file)}: ${counted(files.length, 'file')}`,
    format: formats,
    rows: sum(({ rows }) => rows),
    rejected: sum(({ rejected }) => rejected),
    scenarios: [...new Set(files.flatMap(({ scenarios }) => scenarios))],
  });
}

function fileText({ file, tool, title, format, rows, rejected, scenarios }: DraftedFile): string {
  const of = scenarios.length === 0 ? '' : `, scenario ${scenarios.join(', ')}`;
  const lost = rejected === 0 ? '' : `, ${rejected} rejected`;
  return `${file}\n  ${tool}: ${title} (${format}), ${counted(rows, 'row')}${lost}${of}\n`;
}
