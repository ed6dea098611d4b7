import { createInterface } from 'node:readline/promises';
import { Refusal } from '../../project/refusal.ts';

/** Where a command reads from and writes to; passed in, so that tests run commands without a process. */
export interface Io {
  /** The folder that relative paths resolve against: where the user stands. */
  readonly cwd: string;
  /** Results. With --json exactly one document goes here and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and messages. */
  readonly err: (text: string) => void;
  /** True when stderr is a terminal, so that progress may overwrite its own line. */
  readonly isInteractive: boolean;
  /** Asks a person; left out where nobody can be asked. Throws a Refusal where the person leaves instead. */
  readonly ask?: (question: string) => Promise<string>;
  /** Sets the exit code: 0 fine, 1 the data says no, 2 wrong usage. */
  readonly exit: (code: 0 | 1 | 2) => void;
}

/** The io of a real process. npm changes the working directory; INIT_CWD still says where the user stands. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', unlessClosed);
  return {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isInteractive: process.stderr.isTTY,
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    exit: (code) => {
      process.exitCode = code;
    },
  };
}

/** Whoever reads may stop reading (`| head`): the command goes on, so that its exit code still says what it found. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Asks in the terminal; on stderr, since stdout is for results. */
const ask = (question: string): Promise<string> => askOf(question, process.stdin, process.stderr);

/** Asks through two streams. Whoever ends the input (Ctrl+D, Ctrl+C) would leave the question open for ever. */
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
    const said = await Promise.race([answer, closed]);
    if (said !== null) return said;
    throw new Refusal(
      '\nThere was no answer: nothing was changed.',
      'Run it again and answer, or give what it asks for as options.',
    );
  } finally {
    terminal.close();
  }
}
