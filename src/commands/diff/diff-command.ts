import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { diffMarkdown } from '../../diff/markdown/diff-markdown.ts';
import { whyNotWritten } from '../../ingest/files/system-error.ts';
import { commandLine } from '../../model/text/command-line.ts';
import { openDiff } from './open-diff.ts';
import type { Io } from '../terminal/io.ts';
import { problemText } from '../../project/validate/problems-text.ts';
import { progress } from '../terminal/progress.ts';
import { pathsOf, withPaths, type PathOptions } from '../terminal/project-paths.ts';

interface DiffOptions extends PathOptions {
  readonly json?: boolean;
  readonly out?: string;
  readonly fullPage?: string;
}

const help = `
git:REF reads committed files only. A run id is read from the working tree, committed or not. Exits with 0 whatever the
comparison shows, and with 1 if something could not be read.

Examples:
  ${commandLine('diff 2026-11-13-checkout 2026-11-20-checkout')}
  ${commandLine('diff git:main git:HEAD --out diff.md')}
`;

/** Adds `diff`: compares runs with their baselines. */
export function register(program: Command, io: Io): void {
  withPaths(program.command('diff'))
    .description('Compare two runs, or the runs of two git refs, and print GitHub Markdown.')
    .argument('<base>', 'run id, or git:REF for the runs at that ref')
    .argument('<head>', 'run id, or git:REF')
    .option('--json', 'print one JSON document')
    .option(
      '--out <file>',
      'write to this file instead of stdout: JSON if the name ends in .json, else Markdown',
    )
    .option('--full-page <url>', 'link to the full comparison, for when the text is too long')
    .addHelpText('after', help)
    .action(async (base: string, head: string, options: DiffOptions) => {
      const opened = await openDiff(base, head, await pathsOf(options, io), { onProgress: progress(io) });
      const { diff, isMade, unreadable, problems } = opened;
      const reader = opened.isBeforeMerging ? 'pull request' : 'runs';
      const json = `${JSON.stringify(diff, null, 2)}\n`;
      const markdown = (): string => diffMarkdown(diff, { fullPage: options.fullPage, unreadable, reader });
      if (isMade && options.out !== undefined)
        await write(options.out, options.out.endsWith('.json') ? json : markdown(), io);
      if (options.json) io.out(json);
      else if (isMade && options.out === undefined) io.out(markdown());
      for (const one of problems) io.err(problemText(one));
      for (const sentence of unreadable) io.err(`${sentence}\n`);
      if (unreadable.length + problems.length > 0) io.exit(1);
    });
}

/** Writes a file, or reports why it cannot be written. */
async function write(path: string, text: string, io: Io): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, path), text);
    io.err(`Wrote ${path}\n`);
  } catch (error) {
    io.err(`Could not write ${path}. ${whyNotWritten(error)}\n`);
    io.exit(1);
  }
}
