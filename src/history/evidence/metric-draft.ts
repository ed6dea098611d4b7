import { toleranceOf } from '../../model/metrics/metric-value.ts';
import type { MetricRef } from '../../model/metrics/metrics.ts';
import { isTimeMeasure } from '../../model/metrics/time-measure.ts';
import { mean } from '../../stats/moments.ts';
import { fitSessions, type SessionFit, type Sessions, type Slope } from '../../stats/session-fit.ts';
import { noPrior, variancePrior, type Variance, type VariancePrior } from '../../stats/variance-prior.ts';
import type { Place } from '../runs/annotation-scope.ts';
import type { ComparedSides } from '../compare/compared-sides.ts';
import { isComparedByDifference } from '../trends/history-analysis.ts';
import { areAllPositive, type LevelValues, type SideValues } from '../trends/level-values.ts';
import { valueAt, placeNumber } from '../runs/metric-index.ts';
import { excessVariance } from './own-spread.ts';
import type { EffectByRun } from './run-effects.ts';
import { largest } from '../../model/long-lists.ts';

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
  /** By how much a session of the head is less certain than one of the base: `excessVariance`. */
  readonly excess: number;
}

/**
 * All endpoints follow the run effect; how far each does differs. A measure of time may be one of their calls, or of
 * something that waits. Load and processor use may follow it either way.
 */
function slopeOf(of: MetricRef): Slope {
  if (of.metric.startsWith('response.')) return { mean: 1, deviation: 0.25 };
  return isTimeMeasure(of) ? { mean: 0.5, deviation: 0.5 } : { mean: 0, deviation: 1 };
}

/** True for the metrics that a run effect may move. */
export const followsRunEffect = (of: MetricRef): boolean =>
  /^(?:response\.|throughput\.|cpu\.)/.test(of.metric) || isTimeMeasure(of);

/** Half a unit of the last digit that either side prints, or half a bucket of its histogram; 0 for exact values. */
export function roundingOf({ base, head }: ComparedSides, place: Place): number {
  const number = placeNumber(place);
  const values = [base, head].flatMap((run) => valueAt(run, number) ?? []);
  return largest([0, ...values.map(toleranceOf)]);
}

/**
 * The variance of a value anywhere within its rounding: uniform over +- r, so r^2 / 3. Runs that all print 6 ms do not
 * show that they spread less than that.
 */
function roundingVariance(rounding: number, base: Sessions, isLog: boolean): number {
  if (rounding === 0) return 0;
  const half = isLog ? rounding / mean(base.flat()) : rounding;
  return half ** 2 / 3;
}

const logarithms = ({ values }: SideValues): Sessions => values.map((session) => session.map(Math.log));

/** What the runs of a side did, session by session; null where that of one is unknown. */
function effectsOn({ runs }: SideValues, effects: EffectByRun): Sessions | null {
  const found: number[][] = [];
  for (const session of runs) {
    const own: number[] = [];
    for (const run of session) {
      const effect = effects.get(run);
      if (effect === undefined) return null;
      own.push(effect);
    }
    found.push(own);
  }
  return found;
}

/** Fits a metric; `effects` are what each run did to it, where that is known. */
export function draftOf(
  sides: ComparedSides,
  place: Place,
  values: LevelValues,
  effects: EffectByRun | null,
): Draft {
  const isLog = areAllPositive(values);
  const base = isLog ? logarithms(values.base) : values.base.values;
  const head = isLog ? logarithms(values.head) : values.head.values;
  const baseEffects = isLog && effects !== null ? effectsOn(values.base, effects) : null;
  const headEffects = isLog && effects !== null ? effectsOn(values.head, effects) : null;
  const least = roundingVariance(roundingOf(sides, place), values.base.values, isLog);
  const { earlier } = values;
  const before = earlier && { earlier: earlier.map((one) => (isLog ? logarithms(one) : one.values)) };
  const measured = fitSessions({ base, head, least, ...before });
  const isKnown = baseEffects !== null && headEffects !== null;
  const adjusted = isKnown
    ? fitSessions({
        base,
        head,
        least,
        ...before,
        effects: { base: baseEffects, head: headEffects, slope: slopeOf(place) },
      })
    : measured;
  return {
    place,
    sides,
    values,
    isLog,
    measured,
    adjusted,
    effects: isKnown ? effects : null,
    leastVariance: least,
    excess: isLog ? excessVariance(values, place, adjusted.difference) : 0,
  };
}

/** A difference on the draft's scale as a change: relative, or in the metric's unit for shares. */
export function changeOf(draft: Draft, fit: SessionFit, difference: number): number | null {
  if (draft.isLog && !isComparedByDifference(draft.place)) return Math.expm1(difference);
  const level = draft.isLog ? Math.exp(fit.level) : fit.level;
  const absolute = draft.isLog ? level * Math.expm1(difference) : difference;
  if (isComparedByDifference(draft.place)) return absolute;
  if (level !== 0) return absolute / Math.abs(level);
  return absolute === 0 ? 0 : Math.sign(absolute) * Infinity;
}

/** Variances of metrics of one kind, from which each is moderated. */
export interface Priors {
  readonly sessions: VariancePrior;
  readonly repeats: VariancePrior;
}

/** True if sessions seem not to spread only because their values are rounded. */
const isHidden = ({ adjusted, leastVariance }: Draft): boolean =>
  leastVariance > 0 && adjusted.sessions.variance === 0;

/** True of a kind that is exact, such as counts of allocations: the few that vary say nothing of one more. */
const isExact = (variances: readonly Variance[]): boolean =>
  variances.filter(({ df, variance }) => df > 0 && variance === 0).length > variances.length / 2;

/** The priors of one draft from the others of its kind; only logarithms are alike. */
export function priorsFrom(draft: Draft, kind: readonly Draft[]): Priors {
  const others = draft.isLog ? kind.filter((one) => one !== draft && one.isLog && !isHidden(one)) : [];
  const priorOf = (part: 'sessions' | 'repeats'): VariancePrior => {
    const variances = others.map(({ adjusted }) => adjusted[part]);
    return isExact(variances) ? noPrior : variancePrior(variances, draft.adjusted[part]);
  };
  return { sessions: priorOf('sessions'), repeats: priorOf('repeats') };
}
