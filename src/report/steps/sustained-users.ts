import type { Bounds } from '../../model/metrics/metric-value.ts';
import type { StepMeasures } from '../../model/run-measures.ts';
import { sustainedLoad } from '../../stats/capacity.ts';

/** The demonstrated number of users of a scenario, with its uncertainty between load steps. */
export interface SustainedUsers {
  /**
   * Users of the highest step that met the targets with none below it that failed. Where no step is proven to meet them,
   * of the highest one whose values as measured do; 0 if the lowest step failed already; else null, also where a lower
   * step than the failing one cannot be judged by each endpoint.
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
  return {
    users:
      atLeast ?? (isUnknownBelow(steps, firstFailing) ? null : unproven(judged, firstFailing ?? Infinity)),
    interval: { lower: atLeast ?? 0, upper: firstFailing },
  };
}

const isUnknownBelow = (steps: readonly StepMeasures[], load: number | null): boolean =>
  steps.some(({ users, unjudged }) => unjudged !== undefined && users < (load ?? Infinity));

/** The same as measured, among the inconclusive steps below the first that failed; null if none of them is within. */
function unproven(steps: readonly StepMeasures[], firstFailing: number): number | null {
  const open = steps.filter(({ users, isInconclusive }) => isInconclusive === true && users < firstFailing);
  if (open.length === 0) return 0;
  const { atLeast } = sustainedLoad(
    open.map(({ users, isWithinTargets }) => ({ load: users, isMet: isWithinTargets ?? null })),
  );
  return atLeast;
}
