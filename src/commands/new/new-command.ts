import { relative } from 'node:path';
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { commandLine } from '../../model/command-line.ts';
import { draftRun, type DraftedFile, type DraftedRun } from './draft-run.ts';
import { counted } from '../../model/counted.ts';
import type { Io } from '../terminal/io.ts';
import { warningsText } from '../../project/validate/problems-text.ts';
import { dirsOf, withDirs, type DirOptions } from '../terminal/project-dirs.ts';
import { tellingRefusals } from '../terminal/refusals.ts';

interface NewOptions extends DirOptions {
  readonly from?: readonly string[];
  readonly system?: string;
  readonly acceptRejected?: boolean;
}

const help = `
PATH is a file or a folder. A folder given alone gives what it holds: its own folders are scenarios. Of several PATHs,
a folder that holds files only is a scenario. Without --from, files that lie in data/RUN already are drafted for.
Nothing is overwritten, and nothing is written when a file cannot be read.

Examples:
  ${commandLine('new 2026-11-20-checkout --from results.jtl memory.csv')}
  ${commandLine('new 2026-11-20-release --from load-results/ --system this-machine')}
`;

/** An id is a folder's name and an address: nothing that either could misread. */
function runId(id: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id)) return id;
  throw new InvalidArgumentError(
    'An id has letters, digits, ".", "_" and "-", and begins with a letter or digit.',
  );
}

/** Adds `new`: starts a run from raw files. */
export function register(program: Command, io: Io): void {
  withDirs(program.command('new'))
    .description('Start a run: copy raw files, recognise them, draft run.json and the words.')
    .addArgument(
      new Argument('<run>', 'id of the run: its folder and the address of its page').argParser(runId),
    )
    .option('--from <path...>', 'files and folders that the load tool wrote; they are copied')
    .addOption(
      new Option('--system <whose>', 'record the system facts of the machine that the test ran on').choices([
        'this-machine',
      ]),
    )
    .option(
      '--accept-rejected',
      'accept files more than 0.1 % of whose rows are refused; run.json then says so',
    )
    .addHelpText('after', help)
    .action(async (id: string, options: NewOptions) =>
      tellingRefusals(io, async () => {
        const drafted = await draftRun(
          {
            id,
            from: options.from ?? [],
            useThisMachine: options.system !== undefined,
            acceptRejected: options.acceptRejected === true,
          },
          dirsOf(options, io),
        );
        io.err(warningsText(drafted.problems));
        io.out(draftedText(drafted, (path) => relative(io.cwd, path)));
      }),
    );
}

function draftedText(drafted: DraftedRun, shown: (path: string) => string): string {
  const { folder, manifestPath, wordsPath, copied, files, findings, unknown, notes } = drafted;
  const list = (heading: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `\n${heading}\n${lines.map((line) => `  ${line}\n`).join('')}`;
  const found = findings === 0 ? 'no finding' : findings === 1 ? 'one finding' : `${findings} findings`;
  return [
    `${files.map(fileText).join('')}\n`,
    copied > 0 ? `Copied ${copied === 1 ? 'one file' : `${copied} files`} to ${shown(folder)}.\n` : '',
    `Drafted ${shown(manifestPath)}.\nDrafted ${shown(wordsPath)}, with ${found} to judge.\n`,
    list(`Still unknown; add what you know to ${shown(manifestPath)}:`, unknown),
    list('Look at:', notes),
    '\nNext: npm run check, then npm run build.\n',
  ].join('');
}

function fileText({ file, tool, title, format, rows, refused, scenarios }: DraftedFile): string {
  const of = scenarios.length === 0 ? '' : `, scenario ${scenarios.join(', ')}`;
  const lost = refused === 0 ? '' : `, ${refused} refused`;
  return `${file}\n  ${tool}: ${title} (${format}), ${counted(rows, 'row')}${lost}${of}\n`;
}
