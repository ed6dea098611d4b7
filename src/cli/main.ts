import { Command, CommanderError } from 'commander';
import { printable } from '../model/text/printable.ts';
import { program as typed } from '../model/text/command-line.ts';
import { processIo, type Io } from '../commands/terminal/io.ts';
import { reportRefusals } from '../commands/terminal/refusals.ts';
import { endOnSignals } from '../commands/terminal/stop-signals.ts';
import { ownVersion } from '../store/own-version.ts';
import { isCheckout } from '../store/paths.ts';

/**
 * The commands by name. Each file is loaded only when its command runs, so `inspect` does not wait for the site builder.
 * A command file exports `register(program, io)`, which adds the command to the program.
 */
const commands: Record<string, () => Promise<{ register: (program: Command, io: Io) => void }>> = {
  inspect: () => import('../commands/inspect/inspect-command.ts'),
  formats: () => import('../commands/formats-command.ts'),
  check: () => import('../commands/check-command.ts'),
  init: () => import('../commands/init/init-command.ts'),
  new: () => import('../commands/new/new-command.ts'),
  compact: () => import('../commands/compact/compact-command.ts'),
  digest: () => import('../commands/digest/digest-command.ts'),
  merge: () => import('../commands/digest/merge-command.ts'),
  build: () => import('../commands/build-command.ts'),
  export: () => import('../commands/export/export-command.ts'),
  diff: () => import('../commands/diff/diff-command.ts'),
  gate: () => import('../commands/gate/gate-command.ts'),
  changes: () => import('../commands/changes-command.ts'),
  noise: () => import('../commands/noise-command.ts'),
  bisect: () => import('../commands/bisect/bisect-command.ts'),
  alerts: () => import('../commands/alerts/alerts-command.ts'),
  summary: () => import('../commands/summary/summary-command.ts'),
  mcp: () => import('../commands/mcp/mcp-command.ts'),
  dev: () => import('../commands/dev-command.ts'),
  preview: () => import('../commands/preview-command.ts'),
  comment: () => import('../commands/comment/comment-command.ts'),
  import: () => import('../commands/import/import-command.ts'),
  rename: () => import('../commands/rename/rename-command.ts'),
  remove: () => import('../commands/remove/remove-command.ts'),
  record: () => import('../commands/record/record-command.ts'),
  upgrade: () => import('../commands/upgrade/upgrade-command.ts'),
  doctor: () => import('../commands/doctor/doctor-command.ts'),
  // It writes documents of this repository.
  ...(isCheckout && { generate: () => import('../commands/generate/generate-command.ts') }),
};

const exitCodes = `
Exit codes: 0 success; 1 a failed check or unreadable input; 2 wrong usage; 129, 130, 143 a signal; 134 too little memory.`;

/** What has to be loaded for the first word of a command line: one command, or all of them for the general help. */
function loadersFor(word: string): readonly (typeof commands)[string][] {
  if (word === '--version') return [];
  const requested = Object.hasOwn(commands, word) ? commands[word] : undefined;
  return requested === undefined ? Object.values(commands) : [requested];
}

/** A message for a terminal. Progress goes back to the start of its line. */
const messageText = (text: string): string => text.split('\r').map(printable).join('\r');

/** The parser of one command line (without node and script), with the commands that it may need. */
export async function parserOf(argv: readonly string[], io: Io): Promise<Command> {
  const program = new Command(typed)
    .description('Turn committed raw results into published performance reports.')
    .version(ownVersion(), '--version', 'print the version')
    .addHelpText('after', exitCodes)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(run the command with --help to see its options)');
  for (const load of loadersFor(argv[0] ?? '')) (await load()).register(program, io);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** Runs one command line (without node and script); sets the exit code through `io`. */
export async function run(argv: readonly string[], process: Io): Promise<void> {
  const io: Io = { ...process, err: (text) => process.err(messageText(text)) };
  const program = await parserOf(argv, io);
  try {
    await reportRefusals(io, async () => {
      await program.parseAsync([...argv], { from: 'user' });
    });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    io.exit(error.exitCode === 0 ? 0 : 2);
  }
}

/** The command line of a process; `bin/perfolio.mjs` calls it. */
export async function main(argv: readonly string[]): Promise<void> {
  const io = processIo();
  endOnSignals(io.err);
  await run(argv, io);
}
