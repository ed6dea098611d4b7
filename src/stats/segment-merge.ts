import type { Numbers } from './numbers.ts';
import { quantile } from './quantile.ts';
import { median, sortedCopy } from './robust.ts';

/** What a step must have to stay a change point. */
export interface MergeRules {
  /** Least difference of the two segment medians, in units of the series' values. */
  minimumStep: number;
  /** Least difference as a share of the range (2 % to 98 %) of the step's surroundings; 0 for no such rule. */
  minimumRangeShare: number;
  /** How many segments beyond its own two count as a step's surroundings, on each side. */
  surroundings: number;
  /** Any further rule: at least 1 keeps the step. Gets the medians before and after. */
  furtherScore?: (before: number, after: number) => number;
}

function rangeOf(values: Numbers): number {
  const sorted = sortedCopy(values);
  return quantile(sorted, 0.98) - quantile(sorted, 0.02);
}

/** The working state of a merge: segment starts, medians, and each step's score (1 = just strong enough). */
class Steps {
  private readonly starts: number[];
  private readonly medians: number[];
  private readonly scores: number[];
  private readonly values: Float64Array;
  private readonly rules: MergeRules;

  constructor(values: Float64Array, steps: readonly number[], rules: MergeRules) {
    this.values = values;
    this.rules = rules;
    this.starts = [0, ...steps];
    this.medians = this.starts.map((_, i) => this.medianOf(i));
    this.scores = steps.map((_, i) => this.scoreOf(i));
  }

  get indices(): number[] {
    return this.starts.slice(1);
  }

  /** Removes the weakest step that fails a rule; false when all steps hold. */
  removeWeakest(): boolean {
    let weakest = -1;
    let least = 1;
    this.scores.forEach((score, i) => {
      if (score < least) {
        least = score;
        weakest = i;
      }
    });
    if (weakest < 0) return false;
    this.starts.splice(weakest + 1, 1);
    this.medians.splice(weakest + 1, 1);
    this.scores.splice(weakest, 1);
    this.medians[weakest] = this.medianOf(weakest);
    const reach = this.rules.surroundings + 1;
    const end = Math.min(this.scores.length - 1, weakest + reach);
    for (let i = Math.max(0, weakest - reach); i <= end; i++) this.scores[i] = this.scoreOf(i);
    return true;
  }

  private startOf(segment: number): number {
    return segment < this.starts.length ? this.starts[Math.max(0, segment)]! : this.values.length;
  }

  private medianOf(segment: number): number {
    return median(this.values.subarray(this.startOf(segment), this.startOf(segment + 1)));
  }

  private scoreOf(step: number): number {
    const { minimumStep, minimumRangeShare, surroundings, furtherScore } = this.rules;
    const before = this.medians[step]!;
    const after = this.medians[step + 1]!;
    const size = Math.abs(after - before);
    if (size === 0) return 0;
    let score = minimumStep > 0 ? size / minimumStep : Infinity;
    if (minimumRangeShare > 0) {
      const from = this.startOf(step - surroundings);
      const to = this.startOf(step + 2 + surroundings);
      score = Math.min(score, size / (minimumRangeShare * rangeOf(this.values.subarray(from, to))));
    }
    return Math.min(score, furtherScore?.(before, after) ?? Infinity);
  }
}

/** The steps that keep every rule after the weakest have been merged away, one at a time, weakest first. */
export function mergeSteps(values: Float64Array, steps: readonly number[], rules: MergeRules): number[] {
  const state = new Steps(values, steps, rules);
  while (state.removeWeakest());
  return state.indices;
}
