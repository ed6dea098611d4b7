import type { Problem } from '../model/problem.ts';

/** Stops a command before it changes anything, with the reason and what to do. */
export class Refusal extends Error {
  readonly hint: string | null;
  /** The problems in files that are the reason, if any. */
  readonly problems: readonly Problem[];

  constructor(message: string, hint: string | null = null, problems: readonly Problem[] = []) {
    super(message);
    this.hint = hint;
    this.problems = problems;
  }
}

/** A refusal because of invalid arguments: exit code 2. */
export class WrongUsage extends Refusal {}
