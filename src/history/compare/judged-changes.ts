import { isCalled } from '../../model/metrics/called.ts';
import { withReason, type Basis, type Reason } from '../../model/text/basis.ts';
import { at } from '../../model/checked.ts';
import { metricOf, type MetricId } from '../../model/metrics/metrics.ts';
import type { Project } from '../../model/documents/project.ts';
import type { CommonChange, MetricChange } from '../../model/run-report.ts';
import {
  doDisagree,
  judgeComparisons,
  type Candidate,
  type Judgement,
} from '../../stats/comparison-verdict.ts';
import { isDirected, searchDirection } from '../../stats/direction.ts';
import type { Interval } from '../../stats/interval.ts';
import { moreRunsText } from '../../stats/runs-to-compare.ts';
import { isComparedByDifference, minimumEffectOf } from '../trends/history-analysis.ts';
import type { Evidence } from '../evidence/metric-evidence.ts';
import { familyOf } from './metric-family.ts';
import { oddBaselineReason } from './odd-baseline.ts';
import { openReason } from './open-reason.ts';
import type { Pending } from './pending-change.ts';

/** A metric of both sides with its evidence. */
export interface Judged extends Pending {
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
  return isComparedByDifference(place) ? -Math.abs(base ?? Infinity) : -1;
}

/** The change to all requests failing: an error rate rises no further. */
const changeToAll = ({ place, base }: Pending): number =>
  place.metric === 'errors.rate' && base !== null ? 1 - base : Infinity;

/**
 * The evidence's interval, widened where the base stands so far off its level that its own change lies outside, and
 * cut at the change to 0, or of an error rate to 100%.
 */
function hull(judged: Judged): Interval | null {
  const { own, evidence } = judged;
  const { interval } = evidence;
  if (interval === null || own === null) return interval;
  return {
    lower: Math.max(Math.min(changeToZero(judged), own), Math.min(interval.lower, own)),
    upper: Math.max(Math.min(interval.upper, changeToAll(judged)), own),
  };
}

/** The change between the two values themselves, less what the machine did to both. */
function ownChange({ own, base, head, evidence: { machine } }: Judged): number | null {
  if (machine === undefined || base === null || head === null || !(base > 0 && head > 0)) return own;
  return Math.expm1(Math.log(head / base) - machine);
}

/** True if rounding by the tool alone may have made the difference. */
const isWithinRounding = ({ base, head, rounding }: Judged): boolean =>
  base !== null && head !== null && base !== head && Math.abs(head - base) <= rounding;

/** A change is called only where the two values themselves differ that way too, by enough and beyond rounding. */
function isOwnChange(judged: Judged, project: Project): boolean {
  const { base, head, evidence, place } = judged;
  const own = ownChange(judged);
  if (isWithinRounding(judged) || (base !== null && base === head) || evidence.oddBase?.isLikeHead === true)
    return false;
  if (own === null || evidence.relative === null) return own === null;
  return Math.sign(own) === Math.sign(evidence.relative) && Math.abs(own) >= minimumEffectOf(place, project);
}

/**
 * What only lags behind a change of all the others has not changed itself: beside a common change that is called, the
 * change as measured must go the same way.
 */
function lagsBehind({ evidence, place }: Judged, common: CommonChange | null, project: Project): boolean {
  const { relative, measured, machine } = evidence;
  if (common?.certainty == null || machine === undefined || relative === null || measured === undefined)
    return false;
  return Math.sign(measured) !== Math.sign(relative) || Math.abs(measured) < minimumEffectOf(place, project);
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

const rounded: Reason = {
  id: 'rounding',
  text: 'its values are rounded, or counted in buckets, by more than they differ',
};

/** Why a change is not called although its values or its interval suggest one; null where they do not. */
function whyNotCalled(judged: Judged, common: CommonChange | null, project: Project): Reason | null {
  const { own, evidence, place } = judged;
  const minimumEffect = minimumEffectOf(place, project);
  const isLarge = [own, evidence.relative].some((size) => Math.abs(size ?? 0) >= minimumEffect);
  const uncalled = { relative: own, interval: hull(judged) };
  return (isLarge ? oddBaselineReason(own, evidence) : null) ?? openReason(uncalled, common, minimumEffect);
}

/** "4 of 6 repeats above the level"; null for fewer than three. */
const repeatsText = ({ agreement, countHead, relative }: Evidence): string | null =>
  agreement === undefined || countHead < 3
    ? null
    : `${Math.round(agreement * countHead)} of ${countHead} repeats ${(relative ?? 0) > 0 ? 'above' : 'below'} the level`;

/** The basis of a change that is called, with what keeps it from being confirmed. */
function basisOfCalled(evidence: Evidence): Basis {
  const { basis, thin } = evidence;
  const repeats = repeatsText(evidence);
  const withRepeats =
    repeats === null
      ? basis
      : doDisagree(evidence)
        ? withReason(basis, { id: 'repeats-disagree', text: repeats })
        : { ...basis, details: [...(basis.details ?? []), repeats] };
  return thin === undefined ? withRepeats : withReason(withRepeats, thin);
}

function verdictOf(
  judged: Judged,
  judgement: Judgement,
  common: CommonChange | null,
  project: Project,
): MetricChange['verdict'] {
  const { settled, evidence, base, head } = judged;
  if (settled !== null) return settled.verdict;
  if (evidence.isControl === true || (evidence.p === null && base === head)) return 'no-change-shown';
  if (!isCalled(judgement)) return judgement.verdict;
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
  const isUndirected = isCalled({ verdict: found }) && !isDirected(metricOf(place).direction);
  const verdict = isUndirected ? 'cannot-tell' : found;
  const isOpen =
    !isUndirected && settled === null && (verdict === 'no-change-shown' || verdict === 'cannot-tell');
  const isRounded = isOpen && isWithinRounding(judged);
  const why = isRounded
    ? rounded
    : isOpen && verdict === 'no-change-shown' && evidence.isControl !== true
      ? whyNotCalled(judged, common, project)
      : null;
  const basis = isCalled({ verdict: found }) ? basisOfCalled(evidence) : evidence.basis;
  const advice =
    isOpen && !isRounded && judgement.bar !== null
      ? moreRunsText(evidence.moreRuns?.(judgement.bar) ?? null)
      : null;
  return {
    ...place,
    ...(judged.isTransaction === true && { isTransaction: true as const }),
    base,
    head,
    relative: own,
    interval: hull(judged),
    verdict,
    certainty: found === judgement.verdict ? judgement.certainty : null,
    basis: why === null ? basis : withReason(basis, why),
    ...(base === 0 && own === null && { isAbsolute: true }),
    ...(isUndirected && { isUndirected: true as const }),
    ...(settled?.isOtherUnit === true && { isOtherUnit: true as const }),
    ...(evidence.pairs !== undefined && { pairs: evidence.pairs }),
    ...(advice !== null && { settle: advice }),
  };
}

const candidateOf = (one: Judged, project: Project): Candidate => ({
  family: familyOf(one.place),
  relative: one.evidence.relative,
  interval: hull(one),
  p: one.settled === null ? one.evidence.p : null,
  direction: searchDirection(metricOf(one.place).direction),
  minimumEffect: minimumEffectOf(one.place, project),
  isWithinRuns: one.evidence.isWithinRuns,
  isThin: one.evidence.thin !== undefined,
  countHead: one.evidence.countHead,
  ...(one.evidence.agreement !== undefined && { agreement: one.evidence.agreement }),
});

/** Judges metrics together: the more of them are asked, the more each has to show. */
export function judgeAll(
  judged: readonly Judged[],
  common: CommonChange | null,
  project: Project,
): MetricChange[] {
  const judgements = judgeComparisons(
    judged.map((one) => candidateOf(one, project)),
    project.comparison.falseDiscoveryRate,
  );
  return judged.map((one, i) => changeFrom(one, at(judgements, i), common, project));
}
