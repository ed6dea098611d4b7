import { at } from '../model/checked.ts';
import type { MetricValue } from '../model/metric-value.ts';
import { metricOf, type MetricId } from '../model/metrics.ts';
import { isMeasure } from '../model/measure-metrics.ts';
import { shareOfMetric } from '../model/percentile-metrics.ts';
import type { Project } from '../model/project.ts';
import type { CommonChange, MetricChange } from '../model/run-report.ts';
import { judgeComparisons, type Candidate, type Judgement } from '../stats/comparison-verdict.ts';
import { isDirected, searchDirection } from '../stats/direction.ts';
import type { Interval } from '../stats/interval.ts';
import { moreRunsText } from '../stats/runs-to-compare.ts';
import type { Place } from './annotation-scope.ts';
import { sidesOf, type ComparedSides, type Comparison } from './compared-sides.ts';
import { errorsExplained } from './errors-explained.ts';
import { gatherEvidence, type Asked } from './gather-evidence.ts';
import { isComparedByDifference, minimumEffectOf } from './history-analysis.ts';
import { withoutMasked } from './masked-by-errors.ts';
import type { Evidence } from './metric-evidence.ts';
import { figureAt, placeNumber } from './metric-index.ts';
import { openReason } from './open-reason.ts';
import { pairedEvidence } from './paired-evidence.ts';
import { hasSameData } from './same-data.ts';
import { withLargestOpen } from './largest-open.ts';

/** The changes of a comparison. */
export interface Compared {
  readonly changes: readonly MetricChange[];
  /** What all endpoints share of their change; null where nothing can be separated. */
  readonly common: CommonChange | null;
}

/** Fewest samples behind a percentile whose upper 95 % bound exists: n >= ln 0.05 / ln q. */
function fewestSamples(metric: MetricId): number {
  const share = shareOfMetric(metric);
  return share === null ? 0 : Math.ceil(Math.log(0.05) / Math.log(Math.max(share, 1 - share)));
}

/** The change between the two values themselves: relative, or the difference for shares. */
function changeOf(metric: MetricId, base: number, head: number): number | null {
  if (isComparedByDifference(metric)) return head - base;
  return base === 0 ? (head === 0 ? 0 : null) : (head - base) / Math.abs(base);
}

/** A metric of both sides. `settled` is a reason to call no change, whatever the test would say. */
interface Pending {
  readonly place: Place;
  readonly base: number | null;
  readonly head: number | null;
  readonly own: number | null;
  readonly settled: { readonly verdict: 'no-change-shown' | 'cannot-tell'; readonly why: string } | null;
  /** The two printed values may be this far apart and still be one: both were rounded. */
  readonly rounding: number;
}

interface Judged extends Pending {
  readonly evidence: Evidence;
}

/** Differences between two readings of memory, which may be negative. */
const maySinkBelowZero: ReadonlySet<MetricId> = new Set([
  'memory.delta',
  'memory.growth',
  'memory.gcRecovered',
]);

/** The change that leads to 0: what is never negative falls no further. */
function changeToZero({ place, base }: Pending): number {
  if (maySinkBelowZero.has(place.metric)) return -Infinity;
  return isComparedByDifference(place.metric) ? -Math.abs(base ?? Infinity) : -1;
}

/**
 * The evidence's interval, widened where the base stands so far off its level that its own change lies outside, and
 * cut at the change to 0.
 */
function hull(judged: Judged): Interval | null {
  const { own, evidence } = judged;
  const { interval } = evidence;
  if (interval === null || own === null) return interval;
  return {
    lower: Math.max(Math.min(changeToZero(judged), own), Math.min(interval.lower, own)),
    upper: Math.max(interval.upper, own),
  };
}

const unknown = (basis: string): Evidence => ({
  relative: null,
  interval: null,
  p: null,
  isWithinRuns: true,
  countHead: 1,
  basis,
});

function tooFew(metric: MetricId, ...values: readonly MetricValue[]): string | null {
  const fewest = fewestSamples(metric);
  const short = values.find(({ n }) => n !== null && n < fewest);
  if (short === undefined) return null;
  return `${short.n ?? 0} samples are too few for this percentile: it needs ${fewest}`;
}

function pend(
  comparison: Comparison,
  sides: ComparedSides | null,
  place: Place,
  isSameData: boolean,
): Pending {
  const number = placeNumber(place);
  const from = figureAt(comparison.base, number);
  const to = figureAt(comparison.head, number);
  const values = { place, base: from?.value ?? null, head: to?.value ?? null };
  const unjudged = (why: string): Pending => ({
    ...values,
    own: null,
    settled: { verdict: 'cannot-tell', why },
    rounding: 0,
  });
  if (from === undefined) return unjudged('not measured in the baseline');
  if (to === undefined) return unjudged('not measured in this run');
  if (sides === null) return unjudged('not comparable');
  const rounding = (from.tolerance ?? 0) + (to.tolerance ?? 0);
  const known = { ...values, own: changeOf(place.metric, from.value, to.value), rounding };
  if (isSameData && from.value === to.value)
    return { ...known, settled: { verdict: 'no-change-shown', why: 'the same data' } };
  const why = tooFew(place.metric, from, to);
  return { ...known, settled: why === null ? null : { verdict: 'cannot-tell', why } };
}

/** The change between the two values themselves, less what the machine did to both. */
function ownChange({ own, base, head, evidence: { machine } }: Judged): number | null {
  if (machine === undefined || base === null || head === null || !(base > 0 && head > 0)) return own;
  return Math.expm1(Math.log(head / base) - machine);
}

/** A change is called only where the two values themselves differ that way too, by enough and beyond rounding. */
function isOwnChange(judged: Judged, project: Project): boolean {
  const { base, head, evidence, place, rounding } = judged;
  const own = ownChange(judged);
  if (base !== null && head !== null && Math.abs(head - base) <= rounding) return false;
  if (own === null || evidence.relative === null) return own === null;
  return (
    Math.sign(own) === Math.sign(evidence.relative) && Math.abs(own) >= minimumEffectOf(place.metric, project)
  );
}

/**
 * What only lags behind a change of all the others has not changed itself: beside a common change that is called, the
 * change as measured must go the same way.
 */
function lagsBehind({ evidence, place }: Judged, common: CommonChange | null, project: Project): boolean {
  const { relative, measured, machine } = evidence;
  if (common?.certainty == null || machine === undefined || relative === null || measured === undefined)
    return false;
  return (
    Math.sign(measured) !== Math.sign(relative) || Math.abs(measured) < minimumEffectOf(place.metric, project)
  );
}

/**
 * True where the values went one way and, less what the machine did, the other: 27 ms became 22 ms while everything else
 * fell further. Only a control could call that a regression.
 */
const isOppositeAsMeasured = ({ base, head, evidence: { relative } }: Judged): boolean =>
  base !== null &&
  head !== null &&
  relative !== null &&
  Math.sign(head - base) === -Math.sign(relative) &&
  head !== base;

const isCalled = (verdict: MetricChange['verdict']): boolean => verdict === 'worse' || verdict === 'better';

/** "; 4 of 6 repeats above the level". */
const repeatsText = ({ agreement, countHead, relative }: Evidence): string =>
  agreement === undefined || countHead < 3
    ? ''
    : `; ${Math.round(agreement * countHead)} of ${countHead} repeats ${(relative ?? 0) > 0 ? 'above' : 'below'} the level`;

function verdictOf(
  judged: Judged,
  judgement: Judgement,
  common: CommonChange | null,
  project: Project,
): MetricChange['verdict'] {
  const { settled, evidence, base, head } = judged;
  if (settled !== null) return settled.verdict;
  if (evidence.isControl === true || (evidence.p === null && base === head)) return 'no-change-shown';
  if (!isCalled(judgement.verdict)) return judgement.verdict;
  if (isOppositeAsMeasured(judged)) return 'cannot-tell';
  return isOwnChange(judged, project) && !lagsBehind(judged, common, project)
    ? judgement.verdict
    : 'no-change-shown';
}

function changeFrom(
  judged: Judged,
  judgement: Judgement,
  common: CommonChange | null,
  project: Project,
): MetricChange {
  const { place, base, head, own, evidence, settled } = judged;
  const found = verdictOf(judged, judgement, common, project);
  const isUndirected = isCalled(found) && !isDirected(metricOf(place.metric).direction);
  const verdict = isUndirected ? 'cannot-tell' : found;
  const isOpen =
    !isUndirected && settled === null && (verdict === 'no-change-shown' || verdict === 'cannot-tell');
  const why =
    isOpen && verdict === 'no-change-shown' && evidence.isControl !== true
      ? openReason({ relative: own, interval: hull(judged) }, common, minimumEffectOf(place.metric, project))
      : null;
  const advice =
    isOpen && judgement.bar !== null ? moreRunsText(evidence.moreRuns?.(judgement.bar) ?? null) : null;
  return {
    ...place,
    base,
    head,
    relative: own,
    interval: hull(judged),
    verdict,
    certainty: found === judgement.verdict ? judgement.certainty : null,
    basis: [
      isCalled(found) ? evidence.basis + repeatsText(evidence) : evidence.basis,
      ...(why === null ? [] : [why]),
    ].join('; '),
    ...(base === 0 && own === null && { isAbsolute: true }),
    ...(isUndirected && { isUndirected: true as const }),
    ...(evidence.pairs !== undefined && { pairs: evidence.pairs }),
    ...(advice !== null && { settle: advice }),
  };
}

/** Metrics that one change moves together: a benchmark's times and its operations per second. */
export function familyOf({ metric, scenario, endpoint }: Place): string {
  if (isMeasure(metric) && endpoint === null) return `${metric} ${scenario ?? ''}`;
  if (metric.startsWith('response.') || metric === 'apdex' || isMeasure(metric))
    return `response ${scenario ?? ''} ${endpoint ?? ''}`;
  if (metric.startsWith('errors.')) return `errors ${scenario ?? ''}`;
  if (metric.startsWith('memory.')) return `memory ${endpoint ?? ''}`;
  return `${metric.split('.')[0] ?? ''} ${scenario ?? ''}`;
}

const candidateOf = (one: Judged, project: Project): Candidate => ({
  family: familyOf(one.place),
  relative: one.evidence.relative,
  interval: hull(one),
  p: one.settled === null ? one.evidence.p : null,
  direction: searchDirection(metricOf(one.place.metric).direction),
  minimumEffect: minimumEffectOf(one.place.metric, project),
  isWithinRuns: one.evidence.isWithinRuns,
  countHead: one.evidence.countHead,
  ...(one.evidence.agreement !== undefined && { agreement: one.evidence.agreement }),
});

/** Metrics as pairs show them: both sides are means over the pairs. */
function pairedMetrics(
  { pairs = [], project }: Comparison,
  places: readonly Place[],
): readonly MetricChange[] {
  const found = pairedEvidence(pairs, places);
  const judged = places.map((place): Judged => {
    const one = found.get(placeNumber(place));
    if (one === undefined) {
      const why = 'not measured in the pairs';
      const settled = { verdict: 'cannot-tell', why } as const;
      return { place, base: null, head: null, own: null, rounding: 0, settled, evidence: unknown(why) };
    }
    const { base, head, evidence } = one;
    return {
      place,
      base,
      head,
      own: changeOf(place.metric, base, head),
      rounding: 0,
      settled: null,
      evidence,
    };
  });
  return withLargestOpen(judgeAll(judged, null, project));
}

function judgeAll(judged: readonly Judged[], common: CommonChange | null, project: Project): MetricChange[] {
  const judgements = judgeComparisons(
    judged.map((one) => candidateOf(one, project)),
    project.comparison.falseDiscoveryRate,
  );
  return judged.map((one, i) => changeFrom(one, at(judgements, i), common, project));
}

/**
 * Compares metrics of two runs and judges them together. Where the two builds were measured in pairs, the pairs alone
 * decide.
 *
 * `base`, `head`, `relative` and `interval` are as measured. The verdict rests on the level that the base's history
 * shows, which says more of where the base stands than one run can, and on what is left of the change once that is
 * taken out which all endpoints share; see docs/statistics.md.
 */
export function compareMetrics(comparison: Comparison, places: readonly Place[]): Compared {
  const { base, head, project } = comparison;
  if (comparison.pairs !== undefined && comparison.pairs.length > 0)
    return { changes: pairedMetrics(comparison, places), common: null };
  const isSameData = hasSameData(base, head);
  const sides = new Map<string | null, ComparedSides | null>();
  const pending = places.map((place) => {
    if (!sides.has(place.scenario)) sides.set(place.scenario, sidesOf(comparison, place.scenario));
    return pend(comparison, sides.get(place.scenario) ?? null, place, isSameData);
  });
  const asked = pending.flatMap(({ place, settled }): Asked[] => {
    const own = sides.get(place.scenario) ?? null;
    return settled !== null || own === null ? [] : [{ place, sides: own }];
  });
  const { evidence, common } = gatherEvidence(asked, comparison);
  const judged = pending.map((one): Judged => ({
    ...one,
    evidence: evidence.get(placeNumber(one.place)) ?? unknown(one.settled?.why ?? 'unknown'),
  }));
  const changes = judgeAll(judged, common, project);
  const explained = errorsExplained(changes, asked);
  return { changes: withLargestOpen(withoutMasked(explained, base, head, project)), common };
}
