import type { MetricId } from '../model/metrics.ts';
import type { RunMeasures } from '../model/run-measures.ts';
import { independentBatches } from '../stats/batch-means.ts';
import type { Interval } from '../stats/interval.ts';
import { mean } from '../stats/moments.ts';
import { minimumHistory } from '../stats/prediction.ts';
import { moreSessionsToSettle } from '../stats/runs-to-compare.ts';
import {
  fitSessions,
  halfWidth,
  testRepeats,
  testSessions,
  type DifferenceTest,
  type SessionFit,
  type Sessions,
  type Slope,
} from '../stats/session-fit.ts';
import { moderated, noPrior, variancePrior, type VariancePrior } from '../stats/variance-prior.ts';
import { welch } from '../stats/welch.ts';
import type { Place } from './annotation-scope.ts';
import type { ComparedSides } from './compared-sides.ts';
import { isComparedByDifference, minimumEffectOf } from './history-analysis.ts';
import type { LevelValues, RunValue } from './level-values.ts';
import { batchesOf } from './metric-batches.ts';
import { figureAt, placeNumber } from './metric-index.ts';
import type { EffectByRun } from './run-effects.ts';

/** A difference and what it rests on, not yet judged. */
export interface Evidence {
  /**
   * head / base - 1 against the base's level, after the run effect; for shares the difference; infinite from a level
   * of 0. Null when it cannot be said.
   */
  readonly relative: number | null;
  /** 95 % bounds of the change as measured, the run effect in it; in the metric's unit where the base is 0. */
  readonly interval: Interval | null;
  readonly p: number | null;
  /** True where too few sessions show how builds differ by themselves: never more than suspected. */
  readonly isWithinRuns: boolean;
  /** Runs of the head that it rests on. */
  readonly countHead: number;
  /** Share of these runs that show the difference by themselves. */
  readonly agreement?: number;
  readonly basis: string;
  /** The logarithm by which the two runs differ on account of the machine; absent where that is unknown. */
  readonly machine?: number;
  /** The change against the level as measured: what `relative` is before the run effect is taken out. */
  readonly measured?: number;
  /** True for the response times of a control. */
  readonly isControl?: boolean;
  /** Pairs of interleaved runs that it rests on, where it does. */
  readonly pairs?: number;
  /** More sessions of the head that would be likely to settle it, called at p <= alpha; see `moreSessionsToSettle`. */
  readonly moreRuns?: (alpha: number) => number | null;
}

/** A metric of both sides, fitted; its variances wait for those of its kind. */
export interface Draft {
  readonly place: Place;
  readonly sides: ComparedSides;
  readonly values: LevelValues;
  readonly isLog: boolean;
  readonly adjusted: SessionFit;
  readonly measured: SessionFit;
  readonly effects: EffectByRun | null;
  /** No variance is below what rounding hides. */
  readonly leastVariance: number;
}

/** Standard deviation between sessions that is taken for granted where too few show it: without and with run effects. */
const assumedSpread = { measured: 0.05, adjusted: 0.03 };

/** So many sessions of the base show how builds differ. */
const fewestSessions = 3;

/** All endpoints follow the run effect; how far each does differs. Load and processor use may follow it either way. */
function slopeOf(metric: MetricId): Slope {
  return metric.startsWith('response.') ? { mean: 1, deviation: 0.25 } : { mean: 0, deviation: 1 };
}

/** True for the metrics that a run effect may move. */
export const followsRunEffect = (metric: MetricId): boolean =>
  /^(?:response\.|throughput\.|cpu\.)/.test(metric);

const numbersOf = (sessions: readonly (readonly RunValue[])[], of: (one: RunValue) => number): Sessions =>
  sessions.map((session) => session.map(of));

/** Half a unit of the last digit that either side prints; 0 where values are not rounded. */
function roundingOf({ base, head }: ComparedSides, place: Place): number {
  const number = placeNumber(place);
  return Math.max(...[base, head].map((run) => figureAt(run, number)?.tolerance ?? 0));
}

/**
 * The variance of a value anywhere within its rounding: uniform over +- r, so r^2 / 3. Runs that all print 6 ms do not
 * show that they spread less than that.
 */
function roundingVariance(rounding: number, base: Sessions, isLog: boolean): number {
  const half = isLog ? rounding / mean(base.flat()) : rounding;
  return half ** 2 / 3;
}

/** Fits a metric; `effects` are what each run did to it, where that is known. */
export function draftOf(
  sides: ComparedSides,
  place: Place,
  values: LevelValues,
  effects: EffectByRun | null,
): Draft {
  const isLog = [...values.base, ...values.head].flat().every(({ value }) => value > 0);
  const to = ({ value }: RunValue): number => (isLog ? Math.log(value) : value);
  const [base, head] = [numbersOf(values.base, to), numbersOf(values.head, to)];
  const known =
    isLog && effects !== null && [...values.base, ...values.head].flat().every(({ run }) => effects.has(run));
  const by = ({ run }: RunValue): number => effects?.get(run) ?? 0;
  const rounding = roundingOf(sides, place);
  const measured = fitSessions({ base, head });
  return {
    place,
    sides,
    values,
    isLog,
    measured,
    adjusted: known
      ? fitSessions({
          base,
          head,
          effects: {
            base: numbersOf(values.base, by),
            head: numbersOf(values.head, by),
            slope: slopeOf(place.metric),
          },
        })
      : measured,
    effects: known ? effects : null,
    leastVariance: roundingVariance(
      rounding,
      numbersOf(values.base, ({ value }) => value),
      isLog,
    ),
  };
}

/** Variances of metrics of one kind, from which each is moderated. */
export interface Priors {
  readonly sessions: VariancePrior;
  readonly repeats: VariancePrior;
}

/** The priors of one draft from the others of its kind; only logarithms are alike. */
export function priorsFrom(draft: Draft, kind: readonly Draft[]): Priors {
  const others = draft.isLog ? kind.filter((one) => one !== draft && one.isLog) : [];
  return {
    sessions: variancePrior(others.map(({ adjusted }) => adjusted.sessions)),
    repeats: variancePrior(others.map(({ adjusted }) => adjusted.repeats)),
  };
}

type Method = 'history' | 'repeats' | 'batches' | 'none';

interface Tested {
  readonly method: Method;
  readonly test: DifferenceTest | null;
  readonly count: number;
}

/** Welch's test of stretches of time of one run of each side, with an assumed spread between runs. */
function testBatches({ place, sides, isLog, adjusted, effects, values }: Draft, isAdjusted: boolean): Tested {
  const to = (run: RunMeasures): number[] =>
    independentBatches(batchesOf(run, place).map((value) => (isLog ? Math.log(value) : value)));
  const [first, second] = [to(sides.base), to(sides.head)];
  const none: Tested = { method: 'none', test: null, count: 0 };
  if (first.length < 5 || second.length < 5 || [...first, ...second].some((one) => !Number.isFinite(one)))
    return none;
  const unit = isLog ? 1 : Math.abs(mean(first));
  const machine = isAdjusted && effects !== null ? machineOf(values, effects, adjusted.slope) : 0;
  const spread = assumedSpread[isAdjusted && effects !== null ? 'adjusted' : 'measured'];
  const extra = 2 * (spread * unit) ** 2 + (isAdjusted ? adjusted.unknownSlope : 0);
  const found = welch(
    first,
    second.map((value) => value - machine),
    0.95,
    extra,
  );
  if (found === null) return none;
  const { difference, df, p } = found;
  const error = Math.abs(difference / (found.t || Infinity));
  return {
    method: 'batches',
    test: { difference, error, df, p },
    count: Math.min(first.length, second.length),
  };
}

/** By how much the last run of each side differs through the machine. */
function machineOf({ base, head }: LevelValues, effects: EffectByRun, slope: number): number {
  const last = (sessions: readonly (readonly RunValue[])[]): number => {
    const run = sessions.at(-1)?.at(-1)?.run;
    return run === undefined ? 0 : (effects.get(run) ?? 0);
  };
  return slope * (last(head) - last(base));
}

function testOf(draft: Draft, priors: Priors, isAdjusted: boolean): Tested {
  const fit = isAdjusted ? draft.adjusted : draft.measured;
  const sessions = moderated(fit.sessions, isAdjusted ? priors.sessions : noPrior);
  const repeats = moderated(fit.repeats, priors.repeats);
  if (fit.countBase === 0 || fit.countHead === 0) return { method: 'none', test: null, count: 0 };
  if (fit.countBase >= fewestSessions)
    return {
      method: 'history',
      test: testSessions(fit, sessions, repeats, draft.leastVariance),
      count: fit.countBase,
    };
  if (fit.repeats.df < 2) return testBatches(draft, isAdjusted);
  const unit = draft.isLog ? 1 : Math.abs(fit.level);
  const assumed = assumedSpread[isAdjusted && draft.effects !== null ? 'adjusted' : 'measured'] * unit;
  return {
    method: 'repeats',
    test: testRepeats(fit, repeats, assumed, draft.leastVariance),
    count: fit.countBase,
  };
}

const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const runsIn = (sessions: readonly (readonly RunValue[])[]): number =>
  sessions.reduce((sum, session) => sum + session.length, 0);

/** Where repeats show it, how the variance between runs divides into that of repeats and that of sessions. */
function sharesText({ sessions, repeats }: SessionFit, { base }: LevelValues): string {
  const total = sessions.variance + repeats.variance * (1 - base.length / runsIn(base));
  if (repeats.df < 4 || !(total > 0)) return '';
  const share = Math.round(100 * Math.min(1, repeats.variance / total));
  return `; ${share}% of the run-to-run variance is between repeats, ${100 - share}% between sessions`;
}

function basisOf({ method, count }: Tested, { adjusted, values }: Draft): string {
  const [before, after] = [runsIn(values.base), runsIn(values.head)];
  switch (method) {
    case 'history':
      return before === values.base.length
        ? `history of ${countOf(before, 'run')}`
        : `history of ${countOf(before, 'run')} in ${countOf(values.base.length, 'session')}${sharesText(adjusted, values)}`;
    case 'repeats':
      return `${countOf(before, 'run')} against ${after}, made in ${countOf(values.base.length, 'session')}`;
    case 'batches':
      return `one run against one, in ${count} stretches of time`;
    case 'none':
      return 'one value of each run, whose spread is unknown';
  }
}

/** A difference on the draft's scale as a change: relative, or in the metric's unit for shares. */
function changeOf(draft: Draft, fit: SessionFit, difference: number): number | null {
  if (draft.isLog && !isComparedByDifference(draft.place.metric)) return Math.expm1(difference);
  const level = draft.isLog ? Math.exp(fit.level) : fit.level;
  const absolute = draft.isLog ? level * Math.expm1(difference) : difference;
  if (isComparedByDifference(draft.place.metric)) return absolute;
  if (level !== 0) return absolute / Math.abs(level);
  return absolute === 0 ? 0 : Math.sign(absolute) * Infinity;
}

/** The interval of the change as measured; in the metric's unit where the base's own value is 0. */
function intervalOf(draft: Draft, { test }: Tested): Interval | null {
  if (test === null) return null;
  const half = halfWidth(test);
  const base = figureAt(draft.sides.base, placeNumber(draft.place))?.value;
  const bounds = [test.difference - half, test.difference + half].map((bound) =>
    base === 0 && !isComparedByDifference(draft.place.metric)
      ? bound
      : changeOf(draft, draft.measured, bound),
  );
  const [lower, upper] = bounds;
  if (lower == null || upper == null || !Number.isFinite(lower) || !Number.isFinite(upper)) return null;
  // What is never negative cannot fall by more than all of it, whatever a symmetric interval says.
  const isRelative = base !== 0 && !isComparedByDifference(draft.place.metric);
  const isNeverNegative = [...draft.values.base, ...draft.values.head]
    .flat()
    .every(({ value }) => value >= 0);
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

const isShort = ({ countBase, countHead }: SessionFit): boolean =>
  countBase < minimumHistory && !(countBase >= fewestSessions && countHead >= fewestSessions);

/** What a draft comes to with the variances of its kind. */
export function evidenceOf(draft: Draft, priors: Priors): Evidence {
  const { adjusted, sides, place, effects, values } = draft;
  const tested = testOf(draft, priors, true);
  const measured = draft.effects === null ? tested : testOf(draft, priors, false);
  const { method, test } = tested;
  const minimumEffect = minimumEffectOf(place.metric, sides.project);
  const relative = changeOf(draft, adjusted, test?.difference ?? adjusted.difference);
  const variance = moderated(adjusted.sessions, priors.sessions);
  return {
    relative,
    interval: intervalOf(draft, measured),
    p: relative === null ? null : (test?.p ?? null),
    isWithinRuns: method !== 'history' || isShort(adjusted),
    countHead: method === 'batches' ? 1 : runsIn(values.head),
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
