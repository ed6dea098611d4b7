import { detectableDifference } from './detectable.ts';
import { mean, squaredDeviations } from './moments.ts';
import type { Variance } from './variance-prior.ts';
import { largest } from '../model/long-lists.ts';

/** Values on both sides of a change, and of commits in between, on a scale on which the change is a difference. */
export interface BisectionValues {
  /** Of the level before, one per session. */
  readonly before: readonly number[];
  /** Of the level after it. */
  readonly after: readonly number[];
  /** One list per commit in between, oldest first; empty for a commit without runs. */
  readonly between: readonly (readonly number[])[];
}

/** A spread below this share of the values is rounding. */
const rounding = 1e-9;

/**
 * How probable each commit is to be the first on the new level: entry i is for commit i in between, the last entry for
 * the commit of the level after. If one commit changed the level, the values are normal around two means with one
 * spread, and nothing is known of means, spread and place before (prior 1 / variance), then with n values before the
 * place, m from it on and their squared deviations S from both means, the probability is proportional to
 *   (n m)^(-1/2) S^(-(n + m - 2) / 2)
 * (Smith, Biometrika 62 (1975) 407-416). Both levels need a value, and three values in all.
 */
export function firstChangedProbabilities({ before, after, between }: BisectionValues): number[] {
  const all = [...before, ...between.flat(), ...after];
  const least = all.length * (rounding * largest(all.map(Math.abs))) ** 2;
  const weights: number[] = [];
  let split = before.length;
  for (let i = 0; i <= between.length; i++) {
    const [old, fresh] = [all.slice(0, split), all.slice(split)];
    const squares = Math.max(squaredDeviations(old) + squaredDeviations(fresh), least, Number.MIN_VALUE);
    weights.push(-Math.log(old.length * fresh.length) / 2 - ((all.length - 2) / 2) * Math.log(squares));
    split += between[i]?.length ?? 0;
  }
  const top = largest(weights);
  const likely = weights.map((weight) => Math.exp(weight - top));
  const total = likely.reduce((sum, one) => sum + one, 0);
  return likely.map((one) => one / total);
}

/** Pooled variance of two levels around their own means. */
export function varianceOfLevels({ before, after }: Pick<BisectionValues, 'before' | 'after'>): Variance {
  const df = before.length + after.length - 2;
  const squares = squaredDeviations(before) + squaredDeviations(after);
  return { variance: df > 0 ? squares / df : 0, df };
}

/** More sessions per commit than this are no advice. */
const mostSessions = 50;

/**
 * The fewest sessions of one commit with which a comparison with the level before finds the change with a chance of 80%,
 * by `detectableDifference`. Infinity where more than 50 would be needed, null where the spread is unknown.
 */
export function sessionsPerCommit(values: Pick<BisectionValues, 'before' | 'after'>): number | null {
  const variance = varianceOfLevels(values);
  const difference = Math.abs(mean(values.after) - mean(values.before));
  if (variance.df <= 0) return null;
  if (variance.variance === 0) return 1;
  for (let k = 1; k <= mostSessions; k++) {
    const weight = 1 / k + 1 / values.before.length;
    const found = detectableDifference({ variance, weight, alpha: 0.05 });
    if (found !== null && found <= difference) return k;
  }
  return Infinity;
}

/**
 * The commits whose runs tell most, as indices: those that the change is as likely to be up to as after. With several
 * runs at once, those that divide the probability into equal parts. The last entry of `probabilities`, the commit that
 * is known to be on the new level, is never one.
 */
export function mostTelling(probabilities: readonly number[], count: number): number[] {
  let sum = 0;
  const upTo = probabilities.slice(0, -1).map((one) => (sum += one));
  const nearest = (part: number): number =>
    upTo.reduce((best, one, i) => (Math.abs(one - part) < Math.abs((upTo[best] ?? 0) - part) ? i : best), 0);
  if (upTo.length === 0) return [];
  const wanted = Array.from({ length: count }, (_, i) => nearest((i + 1) / (count + 1)));
  return [...new Set(wanted)];
}
