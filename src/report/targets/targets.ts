import type { BoundedValue, MetricValue } from '../../model/metrics/metric-value.ts';
import { formatValue } from '../../model/text/format.ts';
import { metricOf, type MetricId, type MetricRef, type MetricTerms } from '../../model/metrics/metrics.ts';
import { termsOfKind, type RunKind } from '../../model/run-kind.ts';
import type { Project, Target } from '../../model/documents/project.ts';
import type { WithinTarget } from '../../model/run-measures.ts';
import type { TargetResult, Verdict } from '../../model/run-report.ts';
import type { Interval } from '../../stats/interval.ts';
import { targetMargin, targetVerdict, type Bound } from '../../stats/target-verdict.ts';
import { betweenText } from './between-text.ts';
import { rampText } from './ramp-misses.ts';
import { settleText } from './samples-to-settle.ts';
import { boundOf, valuesInScope } from './target-scope.ts';

const operators: Record<Bound['op'], string> = {
  below: 'below',
  atMost: 'at most',
  above: 'above',
  atLeast: 'at least',
};

/** A bound as text: "below 500 ms". */
export const boundText = (bound: Bound, metric: MetricId | MetricRef): string =>
  `${operators[bound.op]} ${formatValue(bound.value, metricOf(metric).unit)}`;

/** What readers know a target by. */
export const targetName = ({ id, label = id }: Pick<Target, 'id' | 'label'>): string => label;

/**
 * Judges every target: each result is the worst of all values that the target applies to. `within` gives the share of
 * samples within the bound, from which an inconclusive result states how many samples would settle it.
 */
export function judgeTargets(
  project: Project,
  metricValues: readonly (MetricValue | BoundedValue)[],
  within: readonly WithinTarget[] = [],
  kind: RunKind = 'load',
): TargetResult[] {
  return project.targets.map((target) =>
    judge(
      target,
      metricValues,
      within.filter((one) => one.target === target.id),
      termsOfKind(kind, target.metric),
    ),
  );
}

/**
 * A percentile that its tool left out is not measured, unless what is known of it decides, or lies so close that reported
 * percentiles stand on both sides of the bound.
 */
const saysMore = ({ metricValue, verdict }: Judged): boolean =>
  metricValue.value !== null ||
  metricValue.between === undefined ||
  verdict !== 'inconclusive' ||
  [metricValue.between.lower, metricValue.between.upper].every(
    (one) => one !== null && one.share > 0 && one.share < 1,
  );

/** True if a verdict rests on values that a tool reported, without an interval of samples. */
const isAsReported = (value: MetricValue | BoundedValue): boolean =>
  value.source === 'reported' &&
  (value.interval === null || (value.value === null && value.between !== undefined));

/** Verdicts from worst to best: a target is as good as its worst value. */
const badness: readonly Verdict[] = ['not met', 'inconclusive', 'met', 'not measured'];

interface Judged {
  readonly metricValue: MetricValue | BoundedValue;
  readonly verdict: Verdict;
  readonly margin: number | null;
}

function judge(
  target: Target,
  metricValues: readonly (MetricValue | BoundedValue)[],
  within: readonly WithinTarget[],
  terms: MetricTerms | undefined,
): TargetResult {
  const bound = boundOf(target);
  const all = valuesInScope(target, metricValues)
    .map((one) => judgeValue(one, bound))
    .filter(saysMore);
  const judged = bestOfRun(target, all).toSorted(worstFirst);
  const [worst] = judged;
  const named = { metric: target.metric, terms: worst?.metricValue.terms ?? terms };
  return {
    id: target.id,
    label: targetName(target),
    ...named,
    scenario: worst?.metricValue.scenario ?? target.scenario ?? null,
    endpoint: worst?.metricValue.endpoint ?? target.endpoint ?? null,
    scope: { scenario: target.scenario ?? null, endpoint: target.endpoint ?? null },
    bound,
    achieved: worst?.metricValue.value ?? null,
    interval: worst?.metricValue.interval ?? null,
    margin: worst?.margin ?? null,
    verdict: worst?.verdict ?? 'not measured',
    asReported: worst !== undefined && isAsReported(worst.metricValue),
    judged: judged.length,
    failing: judged
      .filter(({ verdict }) => verdict === 'not met')
      .map(({ metricValue: { scenario, endpoint, value } }) => ({ scenario, endpoint, value })),
    settle: worst === undefined ? notMeasured(target, named) : toSettle(worst, bound, within),
    metricValue: worst?.metricValue ?? null,
  };
}

/**
 * A target on users applies to the run, so its best scenario counts. A scenario that never tried the wanted load says
 * nothing about it, so it counts only if no other scenario did. Every other target applies to each value.
 */
function bestOfRun(target: Target, judged: readonly Judged[]): readonly Judged[] {
  if (!target.metric.startsWith('users.') || target.scenario !== undefined) return judged;
  const tried = judged.filter(hasTriedBound);
  const best = (tried.length > 0 ? tried : judged).toSorted(
    (a, b) => goodness(b) - goodness(a) || (b.metricValue.value ?? 0) - (a.metricValue.value ?? 0),
  )[0];
  return best === undefined ? [] : [best];
}

const hasTriedBound = ({ verdict, metricValue: { interval } }: Judged): boolean =>
  verdict !== 'inconclusive' || interval === null || interval.upper !== null;

const goodness = ({ verdict }: Judged): number => badness.indexOf(verdict);

function judgeValue(metricValue: MetricValue | BoundedValue, bound: Bound): Judged {
  return {
    metricValue,
    verdict: verdictOf(metricValue, bound),
    margin: targetMargin(bound, metricValue.value),
  };
}

/** Whether a value is on the right side of a bound, given its interval or its rounding. */
export function verdictOf(
  value: Pick<MetricValue | BoundedValue, 'value' | 'interval' | 'tolerance'>,
  bound: Bound,
): Verdict {
  const interval = opened(value);
  const tolerance = value.tolerance ?? 0;
  // The ends of an interval without a value are printed numbers themselves, each of them rounded.
  const rounded =
    value.value === null && interval !== null
      ? { lower: interval.lower - tolerance, upper: interval.upper + tolerance }
      : interval;
  return targetVerdict(bound, value.value, rounded, tolerance);
}

/** The interval with missing sides at infinity, as the statistics expect it. */
export function opened({ interval }: Pick<MetricValue | BoundedValue, 'interval'>): Interval | null {
  return interval === null ? null : { lower: interval.lower ?? -Infinity, upper: interval.upper ?? Infinity };
}

function worstFirst(a: Judged, b: Judged): number {
  const byVerdict = badness.indexOf(a.verdict) - badness.indexOf(b.verdict);
  if (byVerdict !== 0) return byVerdict;
  // Not the difference of two infinities, which is no order.
  if (a.margin !== b.margin) return (a.margin ?? Infinity) - (b.margin ?? Infinity);
  return widthOf(a) === widthOf(b) ? 0 : widthOf(b) - widthOf(a);
}

/** Of equal values, the one that is known least is the worst: 0 errors of 900 requests, not of 5,000. */
function widthOf({ metricValue: { interval } }: Judged): number {
  return interval === null ? 0 : (interval.upper ?? Infinity) - (interval.lower ?? -Infinity);
}

function notMeasured(target: Target, named: MetricRef): string {
  if (named.metric === 'users.sustained')
    return 'No load step of this run could be judged against the other targets.';
  return `No file of this run contains ${metricOf(named).label.toLowerCase()}${target.endpoint === undefined ? '' : ` of ${target.endpoint}`}.`;
}

function toSettle(
  { metricValue, verdict }: Judged,
  bound: Bound,
  within: readonly WithinTarget[],
): string | null {
  if (verdict !== 'inconclusive') return null;
  const own = within.find(
    ({ scenario, endpoint }) => scenario === metricValue.scenario && endpoint === metricValue.endpoint,
  );
  const text =
    betweenText(metricValue, { bound, verdict }) ?? settleText(metricValue, bound, own?.share ?? null);
  return own?.ramp === undefined ? text : `${text} ${rampText(own.ramp)}`;
}

/** One verdict over all targets: not met if one is not, inconclusive if one is, met if all measured ones are. */
export function overallVerdict(targets: readonly TargetResult[]): Verdict {
  const measured = targets.filter((target) => target.verdict !== 'not measured');
  if (measured.length === 0) return 'not measured';
  if (measured.some((target) => target.verdict === 'not met')) return 'not met';
  if (measured.some((target) => target.verdict === 'inconclusive') || measured.length < targets.length)
    return 'inconclusive';
  return 'met';
}
