import { studentCdf, studentQuantile } from './distributions.ts';
import { minimumHistory } from './prediction.ts';
import type { Variance } from './variance-prior.ts';

/** Two sets of sessions whose comparison has settled nothing, on the scale on which they were compared. */
export interface Unsettled {
  /** Head less base. */
  readonly difference: number;
  /** The smallest difference worth reporting. */
  readonly effect: number;
  /** Of a session around its level. */
  readonly variance: Variance;
  readonly countBase: number;
  readonly countHead: number;
  /** The p value at which this comparison would be called, after what is allowed for the others of the report. */
  readonly alpha: number;
}

/** More runs than this are no advice: by then the machine, the data or the code have changed. */
export const mostMoreRuns = 50;

/** How likely the advised runs are to settle the comparison, if levels and spread are what they seem. */
const power = 0.8;

/** Degrees of freedom at which the t quantile is taken. */
type Rounded = (df: number) => number;

/**
 * True if the chance that the comparison settles with `more` further sessions of the head is at least `chance`. That
 * F(x - t(1 - alpha / 2)) reaches it is asked as whether F(x - t(chance)) reaches 1 - alpha / 2: alpha differs between
 * reports, and a t quantile takes as long as fifty values of F.
 */
function hasChance(unsettled: Unsettled, more: number, chance: number, rounded: Rounded): boolean {
  const { effect, variance, countBase, countHead, alpha } = unsettled;
  const difference = Math.abs(unsettled.difference);
  const df = variance.df + more;
  const error = Math.sqrt(variance.variance * (1 / countBase + 1 / (countHead + more)));
  const probability = (room: number, p: number): number =>
    studentCdf(room / error - studentQuantile(p, rounded(df)), df);
  if (difference >= effect) return probability(difference, chance) >= 1 - alpha / 2;
  return probability(effect - difference, 0.975) + probability(effect + difference, 0.975) - 1 >= chance;
}

/**
 * The same at the exact degrees of freedom, where the whole ones around them disagree: fewer make the chance smaller, and
 * only the t quantiles of whole ones are cached.
 */
function isLikely(unsettled: Unsettled, more: number, chance: number): boolean {
  if (hasChance(unsettled, more, chance, Math.floor)) return true;
  if (!hasChance(unsettled, more, chance, Math.ceil)) return false;
  return hasChance(unsettled, more, chance, (df) => df);
}

/**
 * How many more sessions of the head would be likely to settle a comparison: the smallest k with which, at the levels
 * and the variance s^2 seen so far, and with the standard error e = s sqrt(1/m + 1/(n + k)) and its degrees of freedom,
 * there is a chance of 80%
 * - to call the difference d, where it is worth reporting: F(|d| / e - t(1 - alpha / 2)) >= 0.8;
 * - else to show that it lies within +- the minimum effect u by its 95% interval:
 *   F((u - |d|) / e - t(0.975)) + F((u + |d|) / e - t(0.975)) - 1 >= 0.8,
 * with F the distribution function of t. It is the usual sample size of a two-sample t test (NIST Handbook 7.2.2.2) and
 * of two one-sided ones (Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987) 657-680), for the side that can still grow.
 *
 * Infinity where more than 50 would be needed: more runs alone do not settle it. Null where the spread is unknown, or
 * where it is settled as it stands.
 */
export function moreSessionsToSettle(unsettled: Unsettled): number | null {
  const { variance, countBase, countHead } = unsettled;
  if (!(variance.variance > 0) || !(variance.df > 0) || countBase === 0 || countHead === 0) return null;
  // A chance of a half: the difference as it stands just reaches the bound.
  if (isLikely(unsettled, 0, 0.5)) return null;
  // With a short history only three sessions of the head confirm anything.
  const fewest = countBase >= minimumHistory ? 1 : Math.max(1, 3 - countHead);
  if (!isLikely(unsettled, mostMoreRuns, power)) return Infinity;
  // The chance grows with the sessions: halve the range.
  let [low, high] = [fewest, mostMoreRuns];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isLikely(unsettled, middle, power)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The advice where any number of runs is likely to leave it open. */
export const moreRunsDoNotSettle = 'more runs alone will not settle it';

/** The advice in a few words; null where there is none. */
export function moreRunsText(more: number | null): string | null {
  if (more === null) return null;
  if (more === Infinity) return moreRunsDoNotSettle;
  return `about ${more} more ${more === 1 ? 'run' : 'runs'} would be likely to settle it`;
}
