import type { Annotation } from '../model/annotations.ts';
import type { MetricValue } from '../model/metric-value.ts';
import { metricOf, type MetricId } from '../model/metrics.ts';
import type { Project } from '../model/project.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import type { MetricChange } from '../model/run-report.ts';
import { moreRunsText } from '../stats/runs-to-compare.ts';
import { judgeComparisons, type Candidate, type Judgement } from '../stats/comparison-verdict.ts';
import type { Interval } from '../stats/interval.ts';
import type { Place } from './annotation-scope.ts';
import { isComparable } from './comparability.ts';
import { figureEvidence, type Evidence, type Sides } from './figure-evidence.ts';
import { figureAt, placeNumber } from './figure-index.ts';
import { isComparedByDifference, minimumEffectOf, type HistoryAnalyses } from './history-analysis.ts';
import { buildOf } from './main-line.ts';
import { hasSameData } from './same-data.ts';
import { withoutMasked } from './masked-by-errors.ts';
import { comparableRuns, groupPoints } from './scenario-history.ts';

/** A run, what it is compared with, and the runs around both. */
export interface Comparison {
  readonly base: RunMeasures;
  readonly head: RunMeasures;
  /** Runs up to the base, in order, the base last. */
  readonly history: readonly RunMeasures[];
  /** Further runs that may be repeats of the head's build. */
  readonly besides: readonly RunMeasures[];
  readonly project: Project;
  readonly annotations: readonly Annotation[];
  /** Analyses of these runs' histories, where they are asked for again. */
  readonly analyses: HistoryAnalyses;
}

/** Fewest samples behind a percentile whose upper 95 % bound exists: n >= ln 0.05 / ln q. */
const fewestSamples: Partial<Record<MetricId, number>> = {
  'response.p50': 5,
  'response.p90': 29,
  'response.p95': 59,
  'response.p99': 299,
  'response.p999': 2_995,
};

/** What a scenario's figures are compared with; null where the scenario is not comparable. */
function sidesOf(comparison: Comparison, scenario: string | null): Sides | null {
  const { base, head, history, besides, project, annotations, analyses } = comparison;
  if (!isComparable(base, head, scenario, project)) return null;
  const build = buildOf(head);
  const isRepeat = buildOf(base) === build;
  const isOther = (run: RunMeasures): boolean => run.id !== base.id && (isRepeat || buildOf(run) !== build);
  const earlier = history.filter(isOther);
  const runs = [...comparableRuns(head, earlier, scenario, project, annotations), base];
  const repeats = besides.filter(
    (run) => buildOf(run) === build && run.id !== head.id && isComparable(run, head, scenario, project),
  );
  return {
    base,
    head,
    points: groupPoints(runs),
    baseRuns: runs.filter((run) => buildOf(run) === buildOf(base)),
    headRuns: isRepeat ? [head] : [...repeats, head],
    project,
    annotations,
    analyses,
  };
}

/** The change between the two figures themselves: relative, or the difference for shares. */
function changeOf(metric: MetricId, base: number, head: number): number | null {
  if (isComparedByDifference(metric)) return head - base;
  return base === 0 ? (head === 0 ? 0 : null) : (head - base) / Math.abs(base);
}

/** A figure of both sides with its evidence. `settled` is a reason to call no change, whatever the test would say. */
interface Pending {
  readonly place: Place;
  readonly base: number | null;
  readonly head: number | null;
  readonly own: number | null;
  readonly evidence: Evidence;
  readonly settled: 'no-change-shown' | 'cannot-tell' | null;
  /** The two printed figures may be this far apart and still be one: both were rounded. */
  readonly rounding: number;
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
function hull(pending: Pending): Interval | null {
  const { own, evidence } = pending;
  const { interval } = evidence;
  if (interval === null || own === null) return interval;
  return {
    lower: Math.max(Math.min(changeToZero(pending), own), Math.min(interval.lower, own)),
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

function tooFew(metric: MetricId, ...figures: readonly MetricValue[]): string | null {
  const fewest = fewestSamples[metric] ?? 0;
  const short = figures.find(({ n }) => n !== null && n < fewest);
  if (short === undefined) return null;
  return `${short.n ?? 0} samples are too few for this percentile: it needs ${fewest}`;
}

function pend(comparison: Comparison, sides: Sides | null, place: Place, isSameData: boolean): Pending {
  const number = placeNumber(place);
  const from = figureAt(comparison.base, number);
  const to = figureAt(comparison.head, number);
  const values = { place, base: from?.value ?? null, head: to?.value ?? null };
  const rounding = (from?.tolerance ?? 0) + (to?.tolerance ?? 0);
  const unjudged = (basis: string): Pending => ({
    ...values,
    own: null,
    evidence: unknown(basis),
    settled: 'cannot-tell',
    rounding: 0,
  });
  if (from === undefined) return unjudged('not measured in the baseline');
  if (to === undefined) return unjudged('not measured here');
  if (sides === null) return unjudged('not comparable');
  const own = changeOf(place.metric, from.value, to.value);
  if (isSameData && from.value === to.value)
    return { ...values, own, evidence: unknown('the same data'), settled: 'no-change-shown', rounding };
  const short = tooFew(place.metric, from, to);
  if (short !== null) return { ...values, own, evidence: unknown(short), settled: 'cannot-tell', rounding };
  const evidence = figureEvidence(sides, place);
  const settled = evidence.p === null && from.value === to.value ? 'no-change-shown' : null;
  return { ...values, own, evidence, settled, rounding };
}

/** A change is called only where the two figures themselves differ that way too, by enough and beyond rounding. */
function isOwnChange({ own, base, head, evidence, place, rounding }: Pending, project: Project): boolean {
  if (Math.abs(head! - base!) <= rounding) return false;
  if (own === null || evidence.relative === null) return own === null;
  return (
    Math.sign(own) === Math.sign(evidence.relative) && Math.abs(own) >= minimumEffectOf(place.metric, project)
  );
}

const isCalled = (verdict: MetricChange['verdict']): boolean => verdict === 'worse' || verdict === 'better';

/** "; 4 of 6 repeats above the level". */
const repeatsText = ({ agreement, countHead, relative }: Evidence): string =>
  agreement === undefined || countHead < 3
    ? ''
    : `; ${Math.round(agreement * countHead)} of ${countHead} repeats ${(relative ?? 0) > 0 ? 'above' : 'below'} the level`;

function judged(pending: Pending, judgement: Judgement, project: Project): MetricChange {
  const { place, base, head, own, evidence, settled } = pending;
  const verdict =
    settled ??
    (isCalled(judgement.verdict) && !isOwnChange(pending, project) ? 'no-change-shown' : judgement.verdict);
  const isOpen = settled === null && (verdict === 'no-change-shown' || verdict === 'cannot-tell');
  const advice = isOpen ? moreRunsText(evidence.moreRuns?.() ?? null) : null;
  return {
    ...place,
    base,
    head,
    relative: own,
    interval: hull(pending),
    verdict,
    certainty: verdict === judgement.verdict ? judgement.certainty : null,
    basis: isCalled(verdict) ? evidence.basis + repeatsText(evidence) : evidence.basis,
    ...(advice !== null && { settle: advice }),
  };
}

/**
 * Compares figures of two runs and judges them together (Benjamini-Hochberg over all of them).
 *
 * `base`, `head` and `relative` are the two runs' own figures. The verdict and the interval rest on the level that the
 * base's history shows, which says more of where the base stands than one run can; see docs/statistics.md.
 */
export function compareFigures(comparison: Comparison, places: readonly Place[]): MetricChange[] {
  const { base, head, project } = comparison;
  const isSameData = hasSameData(base, head);
  const sides = new Map<string | null, Sides | null>();
  const pending = places.map((place) => {
    if (!sides.has(place.scenario)) sides.set(place.scenario, sidesOf(comparison, place.scenario));
    return pend(comparison, sides.get(place.scenario) ?? null, place, isSameData);
  });
  const candidates = pending.map((one): Candidate => ({
    relative: one.evidence.relative,
    interval: hull(one),
    p: one.settled === null ? one.evidence.p : null,
    direction: metricOf(one.place.metric).direction,
    minimumEffect: minimumEffectOf(one.place.metric, project),
    isWithinRuns: one.evidence.isWithinRuns,
    countHead: one.evidence.countHead,
    ...(one.evidence.agreement !== undefined && { agreement: one.evidence.agreement }),
  }));
  const judgements = judgeComparisons(candidates, project.comparison.falseDiscoveryRate);
  const changes = pending.map((one, i) => judged(one, judgements[i]!, project));
  return withoutMasked(changes, base, head, project);
}
