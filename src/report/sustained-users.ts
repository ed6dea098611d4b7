import type { Bounds } from '../model/metric-value.ts';
import type { StepMeasures } from '../model/run-measures.ts';
import { sustainedLoad } from '../stats/capacity.ts';

/** The demonstrated number of users of a scenario, with its uncertainty between load steps. */
export interface SustainedUsers {
  /**
   * Users of the highest step that met the targets with none below it that failed; 0 if the lowest step failed already;
   * null if no step is known to meet them, but one below the first failing step may.
   */
  readonly users: number | null;
  /** From there, or 0, to the first failing step; without an upper side if no step failed. */
  readonly interval: Bounds;
}

/** True if at least one target could be judged at the step. */
export const isJudged = ({ meetsTargets, isInconclusive }: StepMeasures): boolean =>
  meetsTargets !== null || isInconclusive === true;

/** What the load steps of a scenario say about the users that it carries; null if no step could be judged. */
export function sustainedUsers(steps: readonly StepMeasures[]): SustainedUsers | null {
  const judged = steps.filter(isJudged);
  if (judged.length === 0) return null;
  const { atLeast, firstFailing } = sustainedLoad(
    judged.map((step) => ({ load: step.users, isMet: step.meetsTargets })),
  );
  const mayBeMet = judged.some(
    ({ users, isInconclusive }) => isInconclusive === true && users < (firstFailing ?? Infinity),
  );
  return {
    users: atLeast ?? (mayBeMet ? null : 0),
    interval: { lower: atLeast ?? 0, upper: firstFailing },
  };
}
