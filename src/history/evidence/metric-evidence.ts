import { counted } from '../../model/text/counted.ts';
import type { Basis, Reason } from '../../model/text/basis.ts';
import { isMeasure } from '../../model/metrics/measure-metrics.ts';
import { shareOfMetric } from '../../model/metrics/percentile-metrics.ts';
import { formatNumber } from '../../model/text/format.ts';
import type { RunKind } from '../../model/run-kind.ts';
import type { Interval } from '../../stats/interval.ts';
import { minimumHistory } from '../../stats/prediction.ts';
import { moreSessionsToSettle } from '../../stats/runs-to-compare.ts';
import { halfWidth } from '../../stats/difference-test.ts';
import type { SessionFit } from '../../stats/session-fit.ts';
import { moderated } from '../../stats/variance-prior.ts';
import { isComparedByDifference, minimumEffectOf } from '../trends/history-analysis.ts';
import type { LevelValues, SideValues } from '../trends/level-values.ts';
import { changeOf, roundingOf, type Draft, type Priors } from './metric-draft.ts';
import { valueAt, placeNumber } from '../runs/metric-index.ts';
import { fewestSessions, machineOf, testOf, type Method, type Tested } from './metric-test.ts';
import { setAsideText, wasAsFarOff } from './set-aside.ts';

/** A difference and what it rests on, not yet judged. */
export interface Evidence {
  /**
   * head / base - 1 against the base's level, after the run effect; for shares the difference; infinite from a level
   * of 0. Null when it cannot be said.
   */
  readonly relative: number | null;
  /** 95% bounds of the change as measured, the run effect in it; in the metric's unit where the base is 0. */
  readonly interval: Interval | null;
  readonly p: number | null;
  /** True where too few sessions show how builds differ by themselves: never more than suspected. */
  readonly isWithinRuns: boolean;
  /**
   * Why it is never more than suspected: the head has fewer than ten requests beyond a percentile, or one run of the base
   * was as far off by itself.
   */
  readonly thin?: Reason;
  /** Runs of the head that it rests on. */
  readonly countHead: number;
  /** Share of these runs that show the difference by themselves. */
  readonly agreement?: number;
  readonly basis: Basis;
  /** The logarithm by which the two runs differ on account of the machine; absent where that is unknown. */
  readonly machine?: number;
  /** The change against the level as measured: what `relative` is before the run effect is taken out. */
  readonly measured?: number;
  /** Where the base's own session is unlike those before it: whether the head is like it, and like the others. */
  readonly oddBase?: { readonly isLikeHead: boolean; readonly areOthersLikeHead: boolean };
  /** True for the response times of a control. */
  readonly isControl?: boolean;
  /** Pairs of interleaved runs that it rests on, where it does. */
  readonly pairs?: number;
  /** More sessions of the head that would be likely to settle it, called at p <= alpha; see `moreSessionsToSettle`. */
  readonly moreRuns?: (alpha: number) => number | null;
}

const runsIn = ({ runs }: SideValues): number => runs.reduce((sum, session) => sum + session.length, 0);

/** Where repeats show it, how the variance between runs divides into that of repeats and that of sessions. */
function sharesText({ sessions, repeats }: SessionFit, { base }: LevelValues): string | null {
  const total = sessions.variance + repeats.variance * (1 - base.runs.length / runsIn(base));
  if (repeats.df < 4 || !(total > 0)) return null;
  const share = Math.round(100 * Math.min(1, repeats.variance / total));
  return `${share}% of the run-to-run variance is between repeats, ${100 - share}% between sessions`;
}

/** Which sessions of a history are compared, if not all are. */
function levelText(draft: Draft): string {
  const { countBase, countAll } = draft.adjusted;
  const lastLevel =
    countBase === countAll ? '' : `, compared with the last ${countBase}: those before were on another level`;
  return setAsideText(draft) + lastLevel;
}

/** Repeats of the level's few sessions against those of the head. */
function repeatsBasis(sessions: SideValues['runs'], countHead: number): string {
  const count = sessions.reduce((sum, session) => sum + session.length, 0);
  return `${counted(count, 'run')} against ${countHead}, made in ${counted(sessions.length, 'session')}`;
}

/** The history that a head is compared with. */
function historyBasis(draft: Draft): Basis {
  const { adjusted, values } = draft;
  const known = [values.base, ...(values.earlier ?? [])];
  const before = known.reduce((sum, side) => sum + runsIn(side), 0);
  const sessions = known.reduce((sum, { runs }) => sum + runs.length, 0);
  const runs = `history of ${counted(before, 'run')}`;
  if (before === sessions) return { evidence: runs + levelText(draft) };
  const shares = sharesText(adjusted, values);
  return {
    evidence: `${runs} in ${counted(sessions, 'session')}${levelText(draft)}`,
    ...(shares !== null && { details: [shares] }),
  };
}

/** The samples of one run of each side; a single one each is exact. */
function samplesText(count: number | null): string {
  if (count === 1) return 'one value of each run, of a kind that hardly varies';
  return count === null
    ? 'one run against one, by the spread that the tool prints'
    : `one run against one, by the spread of ${formatNumber(count)} samples`;
}

function basisOf({ method, count }: Tested, draft: Draft): Basis {
  const { adjusted, values, place } = draft;
  switch (method) {
    case 'history':
      return historyBasis(draft);
    case 'repeats':
      return {
        evidence: repeatsBasis(values.base.runs.slice(-adjusted.countBase), runsIn(values.head)),
      };
    case 'batches':
      return {
        evidence: `one run against one, in ${count} ${isMeasure(place.metric) ? 'readings' : 'stretches of time'}`,
      };
    case 'samples':
      return { evidence: samplesText(count) };
    case 'assumed':
      return { evidence: 'one value of each run, with an assumed spread' };
    case 'none':
      return {
        evidence: 'one value of each run',
        reasons: [{ id: 'unknown-spread', text: 'its spread is unknown' }],
      };
  }
}

/** The interval of the change as measured; in the metric's unit where the base's own value is 0. */
function intervalOf(draft: Draft, { test }: Tested): Interval | null {
  if (test === null) return null;
  const half = halfWidth(test);
  const base = valueAt(draft.sides.base, placeNumber(draft.place))?.value;
  const bounds = [test.difference - half, test.difference + half].map((bound) =>
    base === 0 && !isComparedByDifference(draft.place) ? bound : changeOf(draft, draft.measured, bound),
  );
  const [lower, upper] = bounds;
  if (lower == null || upper == null || !Number.isFinite(lower) || !Number.isFinite(upper)) return null;
  // What is never negative cannot fall by more than all of it, whatever a symmetric interval says.
  const isRelative = base !== 0 && !isComparedByDifference(draft.place);
  const isNeverNegative = [draft.values.base, draft.values.head].every(({ values }) =>
    values.every((session) => session.every((value) => value >= 0)),
  );
  return { lower: isRelative && isNeverNegative ? Math.max(-1, lower) : lower, upper };
}

/** The share of the head's runs that differ from the level the same way, by the minimum effect and beyond rounding. */
function agreementOf(draft: Draft, minimumEffect: number, rounding: number): number {
  const { adjusted } = draft;
  const sign = Math.sign(adjusted.difference);
  const hidden = draft.isLog ? rounding / Math.exp(adjusted.level) : rounding;
  const shows = adjusted.headRuns.filter((value) => {
    const difference = (value - adjusted.level) * sign;
    const change = changeOf(draft, adjusted, difference) ?? 0;
    return difference > 2 * hidden && change >= minimumEffect;
  });
  return shows.length / Math.max(1, adjusted.headRuns.length);
}

/** Fewer requests beyond a percentile than this, and a stall or two decide where it lies. */
const fewestBeyond = 10;

/**
 * How many requests of the head lie beyond a percentile; null where the metric is none, or their number unknown. The median
 * of benchmarks is no tail: each of its samples is a measurement of its own, ten of them are usual, and their spread counts.
 */
function countBeyond({ place, values, sides }: Draft): number | null {
  const share = shareOfMetric(place.metric);
  if (share === null || (share === 0.5 && sides.head.kind === 'benchmark')) return null;
  const number = placeNumber(place);
  const counts = values.head.runs.flat().map((run) => valueAt(run, number)?.n ?? NaN);
  const count = counts.reduce((sum, one) => sum + one, 0);
  return Number.isNaN(count) ? null : Math.round(count * Math.min(share, 1 - share));
}

const fewBeyond = (beyond: number, kind: RunKind): Reason => ({
  id: 'few-beyond-percentile',
  text: `${counted(beyond, kind === 'load' ? 'request' : 'sample')} ${beyond === 1 ? 'lies' : 'lie'} beyond this percentile: not enough to confirm it`,
});

const asFarOff: Reason = {
  id: 'earlier-run-as-far-off',
  text: 'an earlier run was as far off by itself: another run is needed to confirm it',
};

/** Why a difference is never more than suspected, if anything keeps it there. */
function thinness(draft: Draft, difference: number): Pick<Evidence, 'thin'> {
  const beyond = countBeyond(draft);
  if (beyond !== null && beyond < fewestBeyond) return { thin: fewBeyond(beyond, draft.sides.head.kind) };
  return wasAsFarOff(draft, difference) ? { thin: asFarOff } : {};
}

/** From this p value on, a run is like others. */
const isLike = 0.01;

const isShort = ({ baseDf, countHead }: SessionFit): boolean =>
  baseDf < minimumHistory - 1 && !(baseDf >= fewestSessions - 1 && countHead >= fewestSessions);

/** Methods that compare one run with one. */
const oneRun: ReadonlySet<Method> = new Set(['batches', 'samples', 'assumed']);

/** What a draft comes to with the variances of its kind. */
export function evidenceOf(draft: Draft, priors: Priors): Evidence {
  const { adjusted, sides, place, effects, values } = draft;
  const tested = testOf(draft, priors, true);
  const measured = draft.effects === null ? tested : testOf(draft, priors, false);
  const { method, test } = tested;
  const minimumEffect = minimumEffectOf(place, sides.project);
  const relative = changeOf(draft, adjusted, test?.difference ?? adjusted.difference);
  const variance = moderated(adjusted.sessions, priors.sessions);
  return {
    relative,
    interval: intervalOf(draft, measured),
    p: relative === null ? null : (test?.p ?? null),
    isWithinRuns: method !== 'history' || isShort(adjusted),
    ...thinness(draft, test?.difference ?? 0),
    ...(adjusted.oddLast !== null && {
      oddBase: {
        isLikeHead: adjusted.oddLast.pFromLast > isLike,
        areOthersLikeHead: adjusted.oddLast.pFromOthers > isLike,
      },
    }),
    countHead: oneRun.has(method) ? 1 : runsIn(values.head),
    agreement: agreementOf(draft, minimumEffect, roundingOf(sides, place)),
    basis: basisOf(tested, draft),
    ...(effects !== null && { machine: machineOf(values, effects, adjusted.slope) }),
    measured: changeOf(draft, draft.measured, draft.measured.difference) ?? 0,
    ...(method === 'history' && {
      moreRuns: (alpha: number) =>
        moreSessionsToSettle({
          difference: adjusted.difference,
          effect: draft.isLog ? Math.log1p(minimumEffect) : minimumEffect * Math.abs(adjusted.level),
          variance,
          countBase: adjusted.countBase,
          countHead: adjusted.countHead,
          alpha,
        }),
    }),
  };
}
