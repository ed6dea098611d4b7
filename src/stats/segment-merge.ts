import { at } from '../model/checked.ts';
import { numberAt } from './numbers.ts';
import { median } from './robust.ts';
import { smallest } from '../model/long-lists.ts';

/** How strong a step is by a further rule: at least 1 keeps it. Gets the medians before and after. */
export type StepScore = (before: number, after: number) => number;

/** The working state of a merge: segment starts, medians, and each step's score (1 = just strong enough). */
class Steps {
  private readonly starts: number[];
  private readonly medians: number[];
  private readonly scores: number[];
  private readonly values: Float64Array;
  private readonly scoreBetween: StepScore;

  constructor(values: Float64Array, steps: readonly number[], scoreBetween: StepScore) {
    this.values = values;
    this.scoreBetween = scoreBetween;
    this.starts = [0, ...steps];
    this.medians = this.starts.map((_, i) => this.medianOf(i));
    this.scores = steps.map((_, i) => this.scoreOf(i));
  }

  get indices(): number[] {
    return this.starts.slice(1);
  }

  /** Removes the weakest step that fails a rule; false when all steps hold. */
  removeWeakest(): boolean {
    const weakest = this.scores.indexOf(smallest(this.scores));
    if (weakest < 0 || at(this.scores, weakest) >= 1) return false;
    this.starts.splice(weakest + 1, 1);
    this.medians.splice(weakest + 1, 1);
    this.scores.splice(weakest, 1);
    this.medians[weakest] = this.medianOf(weakest);
    for (const step of [weakest - 1, weakest])
      if (step >= 0 && step < this.scores.length) this.scores[step] = this.scoreOf(step);
    return true;
  }

  private medianOf(segment: number): number {
    return median(this.values.subarray(this.starts[segment], this.starts[segment + 1]));
  }

  private scoreOf(step: number): number {
    const [before, after] = [numberAt(this.medians, step), numberAt(this.medians, step + 1)];
    return before === after ? 0 : this.scoreBetween(before, after);
  }
}

/**
 * The steps of at least `minimumStep` between the medians of their levels (in units of the values), and of a score of
 * at least 1: the others are merged away one at a time, weakest first.
 */
export function mergeSteps(
  values: Float64Array,
  steps: readonly number[],
  minimumStep: number,
  score: StepScore | null = null,
): number[] {
  const state = new Steps(values, steps, (before, after) =>
    Math.min(Math.abs(after - before) / minimumStep, score?.(before, after) ?? Infinity),
  );
  while (state.removeWeakest());
  return state.indices;
}
