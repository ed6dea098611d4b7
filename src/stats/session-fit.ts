import { testDifference } from './difference-test.ts';
import { fewestValues, levelStarts } from './level-start.ts';
import { mean, squaredDeviations } from './moments.ts';
import { numberAt } from './numbers.ts';
import { oddValues, type OddValue } from './odd-values.ts';
import type { Variance } from './variance-prior.ts';

/** Values of repeats, session by session. */
export type Sessions = readonly (readonly number[])[];

/** One metric of two builds. Effects are what each run did to all metrics; absent where that is unknown. */
export interface SessionValues {
  /** Sessions of the level that the base stands on, oldest first. */
  readonly base: Sessions;
  /** Sessions of the build under test. */
  readonly head: Sessions;
  /** The sessions of each level before, which only show the spread; absent where the last level shows it. */
  readonly earlier?: readonly Sessions[];
  readonly effects?: { readonly base: Sessions; readonly head: Sessions; readonly slope: Slope };
  /** A variance below this is not seen, because values are rounded. Default: 0. */
  readonly least?: number;
}

/** How a metric follows the run effect, before its history is looked at: it changes by `slope` per unit of effect. */
export interface Slope {
  readonly mean: number;
  /** Standard deviation of the slopes of such metrics; 0 where the slope is known. */
  readonly deviation: number;
}

/** A difference between two builds and the parts of its variance. */
export interface SessionFit {
  /** Head less base, after the run effect. */
  readonly difference: number;
  /** Variance of session means around the level, with repeats inside it as the base's sessions have them. */
  readonly sessions: Variance;
  /** Variance of repeats within a session; 0 degrees of freedom where no session has two. */
  readonly repeats: Variance;
  /** How often the variance of a session mean is in the variance of the difference: 1/H + 1/n + leverage. */
  readonly weight: number;
  /** How often the variance of repeats is, beyond that: the head's sessions have fewer repeats than the base's. */
  readonly repeatWeight: number;
  /** As `repeatWeight`, where nothing is known of the spread between sessions. */
  readonly repeatsAlone: number;
  /** Variance of the difference from not knowing how the metric follows the effect, where no history shows it. */
  readonly unknownSlope: number;
  /** How the metric follows the run effect. */
  readonly slope: number;
  /** Mean of the base's sessions on its last level, and each run of the head, after the run effect. */
  readonly level: number;
  readonly headRuns: readonly number[];
  /** Sessions on each side. Of the base, those of the level that its last sessions are on. */
  readonly countBase: number;
  readonly countHead: number;
  /** Sessions of the base, those of earlier levels included, and how many of them show the spread: one less per level. */
  readonly countAll: number;
  readonly baseDf: number;
  /** Sessions of the base that stand alone, by their 0-based place in it; the fit is of the others. */
  readonly setAside: readonly OddValue[];
  /** The last session of the base, if it is unlike those before it. */
  readonly oddLast: OddLast | null;
}

/**
 * A last session that is unlike those before it. It may begin a new level or be one bad night: what is like it is no
 * change. The p values are of the head's difference from this session alone, and from the others of its level.
 */
export interface OddLast {
  readonly pFromLast: number;
  readonly pFromOthers: number;
}

/** A session of one run, as most are, is its own mean. */
const meanOf = (session: readonly number[]): number =>
  session.length === 1 ? (session[0] ?? NaN) : mean(session);

const meansOf = (sessions: Sessions): number[] => sessions.map(meanOf);

const inverseCounts = (sessions: Sessions): number => mean(sessions.map((session) => 1 / session.length));

const less = (values: Sessions, effects: Sessions | undefined, slope: number): Sessions =>
  effects === undefined || slope === 0
    ? values
    : values.map((session, i) => session.map((value, k) => value - slope * (effects[i]?.[k] ?? 0)));

function repeatVariance(base: Sessions, head: Sessions): Variance {
  let [df, squares] = [0, 0];
  for (const side of [base, head])
    for (const session of side) {
      if (session.length < 2) continue;
      df += session.length - 1;
      squares += squaredDeviations(session);
    }
  return { df, variance: df === 0 ? 0 : squares / df };
}

interface Line {
  readonly slope: number;
  /** Leverage of the head: (effect of the head - mean effect)^2 / (Scc + lambda). */
  readonly leverage: number;
  /** Degrees of freedom that the slope takes. */
  readonly df: number;
}

const flat: Line = { slope: 0, leverage: 0, df: 0 };

const rounds = 4;

/**
 * The slope of what the expected slope leaves over, shrunk to 0: ridge regression with lambda = noise variance / prior
 * variance of slopes, which is the posterior mean of a normal prior. Noise and slope are found in turns. Values are those
 * around 0, so the mean of the effects drops out of their product.
 */
function lineOf(values: readonly number[], effects: readonly number[], at: number, deviation: number): Line {
  const centre = mean(effects);
  const spread = squaredDeviations(effects);
  const product = values.reduce((sum, value, i) => sum + value * numberAt(effects, i), 0);
  let squares = squaredDeviations(values);
  let line = flat;
  for (let round = 0; round < rounds; round++) {
    const noise = squares / Math.max(1, values.length - 1 - line.df);
    const weight = spread + noise / deviation ** 2;
    if (!(weight > 0)) return flat;
    line = { slope: product / weight, leverage: (at - centre) ** 2 / weight, df: spread / weight };
    squares = squaredDeviations(values.map((value, i) => value - line.slope * numberAt(effects, i)));
  }
  return line;
}

/** The parts of a list that begin at 0 and at `starts`. */
function partsOf(values: readonly number[], starts: readonly number[]): (readonly number[])[] {
  return [0, ...starts].map((start, i) => values.slice(start, starts[i] ?? values.length));
}

/** Values around 0: each less the mean of its part. */
const aroundLevels = (values: readonly number[], starts: readonly number[]): readonly number[] =>
  partsOf(values, starts).flatMap((part) => {
    const level = mean(part);
    return part.map((value) => value - level);
  });

/** A fit with the base's session means, after the run effect, and where levels begin in them. */
interface LevelFit {
  readonly fit: SessionFit;
  readonly means: readonly number[];
  readonly starts: readonly number[];
}

/**
 * Head against base, session by session. Repeats within a session share their hour, so a session's mean is one value
 * (Kalibera & Jones, Rigorous benchmarking in reasonable time, ISMM 2013). Where run effects are known, a metric is
 * expected to follow them by `slope`; how far it really does is estimated from the base's sessions and shrunk to that.
 * If the base's sessions are clearly on several levels, such as before and after a regression that is fixed now, the last
 * level is compared, and the sessions of the others only show the spread. One bad night would hide every change after it:
 * sessions that stand alone, far off all others, are set aside.
 */
export function fitSessions(values: SessionValues): SessionFit {
  const all = fitLevels(values);
  const { means, starts } = all;
  const setAside = oddValues(means, { starts, least: values.least ?? 0 });
  if (setAside.length === 0) return { ...all.fit, oddLast: oddLastOf(values, all) };
  const kept = without(values, new Set(setAside.map(({ index }) => index)));
  const found = fitLevels(kept);
  return { ...found.fit, setAside, oddLast: oddLastOf(kept, found) };
}

/** Values without some sessions of the base. */
function without(values: SessionValues, odd: ReadonlySet<number>): SessionValues {
  const keep = (sessions: Sessions): Sessions => sessions.filter((_, i) => !odd.has(i));
  const { base, effects } = values;
  const kept = { ...values, base: keep(base) };
  return effects === undefined ? kept : { ...kept, effects: { ...effects, base: keep(effects.base) } };
}

/** Of fewer sessions on a level none is unlike the others. */
const fewestOnSameLevel = 3;

/** No t of a session that stands out is below 2.5: that has p above 0.01 whatever its degrees of freedom. */
const leastSquare = 2.5 ** 2;

/** From this p value on, the last session of the base is not like those before it. */
const lastStandsOut = 0.01;

/** The last session of a fit, if it is odd: the spread is that of the other sessions. */
function oddLastOf(values: SessionValues, { fit, means, starts }: LevelFit): OddLast | null {
  const { least = 0 } = values;
  const last = means.length - 1;
  // A level of two sessions is one already.
  const onLevel = means.length - (starts.at(-1) ?? 0);
  if (means.length < fewestValues || onLevel < fewestOnSameLevel) return null;
  const lastValue = means[last] ?? NaN;
  // What the others leave without it, before they are fitted anew: most last sessions are like them.
  const off = ((lastValue - fit.level) * onLevel) / (onLevel - 1);
  const { df, variance } = fit.sessions;
  const others = Math.max(0, variance * df - (off ** 2 * (onLevel - 1)) / onLevel) / (df - 1);
  if (off ** 2 <= leastSquare * Math.max(least, others)) return null;
  const { sessions, headRuns, level, countBase, countHead } = fitLevels(without(values, new Set([last]))).fit;
  const spread = Math.max(least, sessions.variance);
  const p = (difference: number, sharesOfSpread: number): number =>
    testDifference(difference, spread * sharesOfSpread, sessions.df).p;
  if (p(lastValue - level, 1 + 1 / countBase) > lastStandsOut) return null;
  const head = mean(headRuns);
  return {
    pFromLast: p(head - lastValue, 1 + 1 / countHead),
    pFromOthers: p(head - level, 1 / countBase + 1 / countHead),
  };
}

/** How the sessions of an earlier level spread, without those that stand alone. */
function spreadOf(sessions: Sessions, least: number): { readonly df: number; readonly squares: number } {
  const means = meansOf(sessions);
  const odd = new Set(oddValues(means, { least }).map(({ index }) => index));
  const kept = means.filter((_, i) => !odd.has(i));
  return kept.length < 2 ? { df: 0, squares: 0 } : { df: kept.length - 1, squares: squaredDeviations(kept) };
}

function fitLevels({ base, head, effects, least = 0, earlier = [] }: SessionValues): LevelFit {
  const slope = effects?.slope ?? { mean: 0, deviation: 0 };
  const first = less(base, effects?.base, slope.mean);
  const second = less(head, effects?.head, slope.mean);
  const [values, heads] = [meansOf(first), meansOf(second)];
  const [baseEffects, headEffects] = [meansOf(effects?.base ?? []), meansOf(effects?.head ?? [])];
  const at = effects === undefined ? 0 : mean(headEffects);
  // So many sessions of the head may lie on several levels themselves.
  const starts = head.length < fewestValues ? levelStarts(values, least) : [];
  const line =
    effects === undefined ? flat : lineOf(aroundLevels(values, starts), baseEffects, at, slope.deviation);
  const follow = (means: readonly number[], by: readonly number[]): readonly number[] =>
    line.slope === 0 ? means : means.map((value, i) => value - line.slope * numberAt(by, i));
  const means = follow(values, baseEffects);
  const levels = partsOf(means, starts);
  const level = levels.at(-1) ?? [];
  const lastStart = starts.at(-1) ?? 0;
  const steadyHeads = follow(heads, headEffects);
  const spreads = earlier.map((one) => spreadOf(one, least));
  const earlierDf = spreads.reduce((sum, one) => sum + one.df, 0);
  const df = Math.max(0, base.length - 1 - starts.length - line.df + head.length - 1) + earlierDf;
  const away = effects === undefined ? 0 : at - mean(baseEffects.slice(lastStart));
  const squares = [...levels, steadyHeads].reduce(
    (sum, part) => sum + squaredDeviations(part),
    spreads.reduce((sum, one) => sum + one.squares, 0),
  );
  const fewer = inverseCounts(head) - inverseCounts(base);
  const fit: SessionFit = {
    difference: mean(steadyHeads) - mean(level),
    level: mean(level),
    headRuns: less(second, effects?.head, line.slope).flat(),
    slope: slope.mean + line.slope,
    unknownSlope: (slope.deviation * away) ** 2,
    sessions: { df, variance: df === 0 ? 0 : squares / df },
    repeats: repeatVariance(first.slice(lastStart), second),
    weight: 1 / head.length + 1 / level.length + line.leverage,
    repeatWeight: Math.max(0, fewer) / head.length,
    repeatsAlone: inverseCounts(head) / head.length + inverseCounts(base.slice(lastStart)) / level.length,
    countBase: level.length,
    countHead: head.length,
    countAll: base.length + earlier.flat().length,
    baseDf: base.length - 1 - starts.length + earlierDf,
    setAside: [],
    oddLast: null,
  };
  return { fit, means, starts };
}
