import type { MetricId } from '../../model/metrics/metrics.ts';
import type { Target } from '../../model/documents/project.ts';
import type { StepMeasures } from '../../model/run-measures.ts';
import type { Interval } from '../../stats/interval.ts';
import { targetVerdict, withinBound, type Bound, type TargetVerdict } from '../../stats/target-verdict.ts';
import { boundOf } from '../targets/target-scope.ts';

/** A metric as a load step gives it. An absent interval means that the value is judged as it is. */
export interface StepValue {
  readonly value: number;
  readonly interval: Interval | null;
  readonly tolerance?: number;
}

/** The values of a step for one endpoint, or for all of its requests. */
export type StepValues = Readonly<Partial<Record<MetricId, StepValue>>>;

/** How a step's value fared: with its interval, and as measured. */
export interface JudgedValue {
  readonly verdict: TargetVerdict;
  readonly isWithinBound: boolean;
}

/** The verdict on a target for each of these values; nothing for those that the step does not give. */
export const verdictsOf = (target: Target, scopes: readonly (StepValues | null)[]): JudgedValue[] =>
  scopes.flatMap((values) => {
    const found = values?.[target.metric];
    if (found === undefined || Number.isNaN(found.value)) return [];
    return judgedValue(boundOf(target), found);
  });

/** Judges one value, with its interval and as measured. */
export const judgedValue = (bound: Bound, { value, interval, tolerance }: StepValue): JudgedValue => ({
  verdict: targetVerdict(bound, value, interval, tolerance ?? 0),
  isWithinBound: withinBound(bound, value),
});

/**
 * Whether a step meets the targets, by the rules of any target: not if one is missed, open if one is inconclusive, null
 * without a mark if nothing could be judged.
 */
export function stepVerdict(
  values: readonly JudgedValue[],
): Pick<StepMeasures, 'meetsTargets' | 'isInconclusive' | 'isWithinTargets'> {
  const has = (wanted: TargetVerdict): boolean => values.some(({ verdict }) => verdict === wanted);
  if (has('not met')) return { meetsTargets: false };
  if (has('inconclusive')) {
    const isWithinTargets = values.every(({ isWithinBound }) => isWithinBound);
    return { meetsTargets: null, isInconclusive: true, isWithinTargets };
  }
  return { meetsTargets: values.length === 0 ? null : true };
}
