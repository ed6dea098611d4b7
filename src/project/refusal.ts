import type { Problem } from '../model/problem.ts';

/** A command that must not go on: why, and what to do. Nothing was changed. */
export class Refusal extends Error {
  readonly hint: string | null;
  /** What is wrong in which file, where that is the reason. */
  readonly problems: readonly Problem[];

  constructor(message: string, hint: string | null = null, problems: readonly Problem[] = []) {
    super(message);
    this.hint = hint;
    this.problems = problems;
  }
}

/** A refusal of what was typed, not of what was found: wrong usage. */
export class WrongUsage extends Refusal {}
