import type { LoadStep } from '../../model/documents/manifest.ts';
import type { MetricValue } from '../../model/metrics/metric-value.ts';
import type { Target } from '../../model/documents/project.ts';
import type { ScenarioMeasures, StepMeasures } from '../../model/run-measures.ts';
import type { GatheredScenario } from '../measure/gather.ts';
import { meansEndpoint } from '../../model/text/url-name.ts';
import {
  isOfSteps,
  joinJudged,
  judgedValue,
  stepVerdict,
  type JudgedStep,
  type JudgedValue,
  type StepValue,
} from './step-verdict.ts';
import { boundOf, valuesInScope } from '../targets/target-scope.ts';
import { opened } from '../targets/targets.ts';
import { largest } from '../../model/long-lists.ts';

/**
 * The one step of a scenario whose load did not change: the users of its manifest, else those that the tool says it had
 * (ab -c, autocannon -c, k6's VUs). null if the users over time are recorded, since they then say more, or if they changed.
 */
export function constantLoad(
  { pooled, endpoints }: GatheredScenario,
  { users, durationSeconds }: ScenarioMeasures,
): LoadStep | null {
  const isRecorded = pooled?.digest.slices?.items.some((slice) => slice.users !== null) ?? false;
  if (isRecorded || durationSeconds === null || durationSeconds <= 0) return null;
  const rows = [...endpoints, ...(pooled === null ? [] : [pooled])].map(({ digest }) => digest);
  if (users === null && rows.some(({ usersVary }) => usersVary === true)) return null;
  const seen = rows.flatMap(({ maxUsers }) => maxUsers ?? []);
  const most = users ?? (seen.length === 0 ? null : largest(seen));
  return most === null ? null : { users: most, startSeconds: 0, durationSeconds };
}

/** A step over a whole scenario without samples over time, judged by the scenario's own values. */
export function wholeScenarioStep(
  { id, total }: GatheredScenario,
  step: LoadStep,
  targets: readonly Target[],
  values: readonly MetricValue[],
): StepMeasures | null {
  const { count, errors, requestsPerSecond } = total;
  if (count === null || requestsPerSecond === null) return null;
  const own = values.filter(({ scenario }) => scenario === id);
  const pooled = (metric: string): number | null =>
    own.find((one) => one.metric === metric && one.endpoint === '*')?.value ?? null;
  const judged = targets.filter(isOfSteps).map((target) => judgeWhole(id, target, own));
  const rates = rateVerdicts(id, requestsPerSecond, targets);
  return {
    scenario: id,
    ...step,
    count,
    requestsPerSecond,
    errorRate: errors === null ? null : errors / count,
    p50: pooled('response.p50'),
    p95: pooled('response.p95'),
    p99: pooled('response.p99'),
    source: 'reported',
    ...withRate(stepVerdict(joinJudged(judged)), rates),
  };
}

type Verdict = ReturnType<typeof stepVerdict>;

/**
 * A least rate that a load reaches counts for it. One that it misses says nothing of how many users are too many: fewer of
 * them would send fewer requests.
 */
function withRate(verdict: Verdict, rates: readonly JudgedValue[]): Verdict | MissedRate {
  const { meetsTargets, unjudged, isInconclusive } = verdict;
  if (meetsTargets === false || rates.length === 0) return verdict;
  if (rates.some((one) => one.verdict !== 'met')) return { meetsTargets: null, missesRate: true };
  return unjudged === undefined && isInconclusive === undefined ? { meetsTargets: true } : verdict;
}

type MissedRate = Pick<StepMeasures, 'meetsTargets' | 'missesRate'>;

/**
 * Judges a target by the scenario's own values. A metric that the tool did not print leaves it unjudged: wrk has no 95th
 * percentile.
 */
function judgeWhole(id: string, target: Target, own: readonly MetricValue[]): JudgedStep {
  const values = valuesInScope(target, own).map((one) => judgedValue(boundOf(target), stepValueOf(one)));
  const applies =
    (target.scenario === undefined || target.scenario === id) &&
    (target.endpoint === undefined ||
      own.some(({ endpoint }) => meansEndpoint(target.endpoint ?? '', endpoint)));
  return { values, unjudged: applies && values.length === 0 ? [target.metric] : [] };
}

const stepValueOf = (one: MetricValue): StepValue => ({
  value: one.value,
  interval: opened(one),
  tolerance: one.tolerance ?? 0,
});

/** Verdicts on the rate, which is no value of an endpoint. */
function rateVerdicts(scenario: string, rate: number, targets: readonly Target[]): JudgedValue[] {
  return targets
    .filter(
      (target) =>
        target.metric === 'throughput.requestsPerSecond' &&
        target.endpoint === undefined &&
        (target.scenario === undefined || target.scenario === scenario),
    )
    .map((target) => judgedValue(boundOf(target), { value: rate, interval: null }));
}
