import { createInterface } from 'node:readline/promises';

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
  /** Asks a person; left out where nobody can be asked. */
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
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
