import type { MetricId } from '../model/metrics.ts';
import type { Target } from '../model/project.ts';
import type { StepMeasures } from '../model/run-measures.ts';
import type { Interval } from '../stats/interval.ts';
import { targetVerdict, type TargetVerdict } from '../stats/target-verdict.ts';
import { boundOf } from './target-scope.ts';

/** A metric as a load step gives it. An absent interval means that the value is judged as it is. */
export interface StepValue {
  readonly value: number;
  readonly interval: Interval | null;
  readonly tolerance?: number;
}

/** The values of a step for one endpoint, or for all of its requests. */
export type StepValues = Readonly<Partial<Record<MetricId, StepValue>>>;

/** The verdict on a target for each of these values; nothing for those that the step does not give. */
export const verdictsOf = (target: Target, scopes: readonly (StepValues | null)[]): TargetVerdict[] =>
  scopes.flatMap((values) => {
    const found = values?.[target.metric];
    if (found === undefined || Number.isNaN(found.value)) return [];
    return targetVerdict(boundOf(target), found.value, found.interval, found.tolerance ?? 0);
  });

/**
 * Whether a step meets the targets, by the rules of any target: not if one is missed, open if one is inconclusive, null
 * without a mark if nothing could be judged.
 */
export function stepVerdict(
  verdicts: readonly TargetVerdict[],
): Pick<StepMeasures, 'meetsTargets' | 'isInconclusive'> {
  if (verdicts.includes('not met')) return { meetsTargets: false };
  if (verdicts.includes('inconclusive')) return { meetsTargets: null, isInconclusive: true };
  return { meetsTargets: verdicts.length === 0 ? null : true };
}
