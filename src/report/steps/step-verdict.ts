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

/** The verdicts on a step, and the metrics of the targets that it gives no value for, of some endpoint at least. */
export interface JudgedStep {
  readonly values: readonly JudgedValue[];
  readonly unjudged: readonly MetricId[];
}

/**
 * Judges a target by each endpoint that it holds for. `undefined` stands for an endpoint whose values nobody knows, null
 * for one that had no requests.
 */
export function judgeByEndpoint(
  target: Target,
  endpoints: readonly (StepValues | null | undefined)[],
): JudgedStep {
  const known = endpoints.filter((values) => values !== undefined);
  const isUnjudged = endpoints.some((values) => values !== null && !isGiven(values?.[target.metric]));
  return { values: verdictsOf(target, known), unjudged: isUnjudged ? [target.metric] : [] };
}

const isGiven = (value: StepValue | undefined): boolean => value !== undefined && !Number.isNaN(value.value);

/** Several targets of one step. */
export const joinJudged = (parts: readonly JudgedStep[]): JudgedStep => ({
  values: parts.flatMap(({ values }) => values),
  unjudged: [...new Set(parts.flatMap(({ unjudged }) => unjudged))],
});

/** Judges one value, with its interval and as measured. */
export const judgedValue = (bound: Bound, { value, interval, tolerance }: StepValue): JudgedValue => ({
  verdict: targetVerdict(bound, value, interval, tolerance ?? 0),
  isWithinBound: withinBound(bound, value),
});

/**
 * Whether a step meets the targets, by the rules of any target: not if one is missed, unknown if one cannot be judged,
 * open if one is inconclusive, null without a mark if nothing could be judged.
 */
export function stepVerdict({
  values,
  unjudged,
}: JudgedStep): Pick<StepMeasures, 'meetsTargets' | 'isInconclusive' | 'isWithinTargets' | 'unjudged'> {
  const has = (wanted: TargetVerdict): boolean => values.some(({ verdict }) => verdict === wanted);
  if (has('not met')) return { meetsTargets: false };
  if (unjudged.length > 0) return { meetsTargets: null, unjudged };
  if (has('inconclusive')) {
    const isWithinTargets = values.every(({ isWithinBound }) => isWithinBound);
    return { meetsTargets: null, isInconclusive: true, isWithinTargets };
  }
  return { meetsTargets: values.length === 0 ? null : true };
}

/**
 * True of targets on response times, errors and Apdex. Throughput and a number of requests are of the whole run: no low
 * step can reach them.
 */
export const isOfSteps = ({ metric }: Pick<Target, 'metric'>): boolean =>
  metric === 'apdex' || /^(response|errors)\./.test(metric);
