import { createInterface } from 'node:readline/promises';
import { Refusal } from '../../project/refusal.ts';
import { unwritable } from './stop-signals.ts';

/** Input and output of a command. Passed in, so that tests can run commands without a process. */
export interface Io {
  /** The user's working directory. Relative paths resolve against it. */
  readonly cwd: string;
  /** Results. With --json exactly one document goes here and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and messages. */
  readonly err: (text: string) => void;
  /** True if stderr is a terminal, so that progress can overwrite its own line. */
  readonly isInteractive: boolean;
  /** What is piped into the command; undefined for a terminal. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  /** Prompts the user; undefined if the terminal is not interactive. Throws a Refusal if the user ends the input. */
  readonly ask?: (question: string) => Promise<string>;
  /** Sets the exit code: 0 success, 1 a failed check or unreadable input, 2 wrong usage. */
  readonly exit: (code: 0 | 1 | 2) => void;
}

/** The io of a real process. npm changes the working directory; INIT_CWD holds the user's. */
export function processIo(): Io {
  let isLost = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader may close the pipe (`| head`). The command continues, so that its exit code is still right.
    if (error.code === 'EPIPE' || isLost) return;
    isLost = true;
    const { message, hint } = unwritable(error);
    process.stderr.write(`${message}\n${hint === null ? '' : `  ${hint}\n`}`);
    process.exitCode = 1;
  });
  // Messages that cannot be written stop nothing.
  process.stderr.on('error', () => undefined);
  return {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isInteractive: process.stderr.isTTY,
    ...(process.stdin.isTTY ? {} : { stdin: process.stdin }),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    exit: (code) => {
      process.exitCode = isLost ? 1 : code;
    },
  };
}

/** Prompts on stderr, because stdout is for results. */
const ask = (question: string): Promise<string> => askOf(question, process.stdin, process.stderr);

/** Prompts through two streams. Without the `close` listener, Ctrl+D or Ctrl+C would leave the prompt pending forever. */
export async function askOf(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const terminal = createInterface({ input, output });
  const closed = new Promise<null>((done) => {
    terminal.once('close', () => done(null));
  });
  const answer = terminal.question(question).catch((error: unknown) => {
    if ((error as Error).name === 'AbortError') return null;
    throw error;
  });
  try {
    const text = await Promise.race([answer, closed]);
    if (text !== null) return text;
    throw new Refusal(
      '\nNo answer. Nothing was changed.',
      'Run the command again, or pass the values as options.',
    );
  } finally {
    terminal.close();
  }
}
