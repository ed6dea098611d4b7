import { Refusal, WrongUsage } from '../../project/refusal.ts';
import type { Io } from './io.ts';
import { faultOf } from './machine-faults.ts';
import { problemText } from '../../project/validate/problems-text.ts';

/**
 * Runs an action. If it throws a Refusal, or fails because of the machine (a full disk, no permission), prints reason and
 * hint and sets the exit code: 2 for wrong usage, else 1.
 */
export async function reportRefusals(io: Io, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const refusal = error instanceof Refusal ? error : faultOf(error);
    if (refusal === null) throw error;
    for (const one of refusal.problems) io.err(problemText(one));
    io.err(`${refusal.message}\n${refusal.hint === null ? '' : `  ${refusal.hint}\n`}`);
    io.exit(refusal instanceof WrongUsage ? 2 : 1);
  }
}
