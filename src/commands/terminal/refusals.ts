import { Refusal, WrongUsage } from '../../project/refusal.ts';
import type { Io } from './io.ts';
import { problemText } from '../../project/validate/problems-text.ts';

/** Runs an action. If it throws a Refusal, prints reason and hint and sets the exit code: 2 for wrong usage, else 1. */
export async function reportRefusals(io: Io, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const one of error.problems) io.err(problemText(one));
    io.err(`${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
    io.exit(error instanceof WrongUsage ? 2 : 1);
  }
}
