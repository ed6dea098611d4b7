import { run } from '../../src/cli/main.ts';

/** What a command line printed, and its exit code. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/**
 * Runs a command line as from a folder, without a process; `answers` are given to what it asks, `stdin` is
 * piped into it.
 */
export async function perfolio(
  cwd: string,
  argv: readonly string[],
  answers: readonly string[] | null = null,
  stdin: AsyncIterable<Uint8Array> | null = null,
): Promise<Ran> {
  const ran = { out: '', err: '', code: 0 };
  const left = [...(answers ?? [])];
  await run(argv, {
    cwd,
    out: (text) => void (ran.out += text),
    err: (text) => void (ran.err += text),
    isInteractive: false,
    exit: (code) => void (ran.code = code),
    ...(stdin === null ? {} : { stdin }),
    ...(answers === null ? {} : { ask: () => Promise.resolve(left.shift() ?? '') }),
  });
  return ran;
}
