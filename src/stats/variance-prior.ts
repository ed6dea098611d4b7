import { digamma, trigamma, trigammaInverse } from './polygamma.ts';
import { incompleteBeta } from './special-functions.ts';

/** A variance and how well it is known. */
export interface Variance {
  readonly variance: number;
  readonly df: number;
}

/** What is known of a variance before its own values are looked at: `df` values' worth of `variance`. */
export type VariancePrior = Variance;

/** No knowledge: variances stay what they are. */
export const noPrior: VariancePrior = { variance: 1, df: 0 };

/**
 * How far true variances of metrics of one kind differ where too few metrics show it: log variances with a standard
 * deviation of 0.53, as from 8 degrees of freedom. Weighs as much as four metrics.
 */
const usualSpread = trigamma(4);
const usualSpreadWeight = 4;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How rarely the most unlike variance of a kind is so far off by chance: from where on it counts less, and nothing. */
const unlikely = { less: 0.005, nothing: 0.0005 };

/** The true log variance as a sample estimates it, and the variance of that estimate. */
const logVariance = ({ variance, df }: Variance): { readonly log: number; readonly noise: number } => ({
  log: Math.log(variance) - digamma(df / 2) + Math.log(df / 2),
  noise: trigamma(df / 2),
});

/**
 * How much a prior of so many others counts for a variance, 0 to 1: not at all where the two contradict each other. If the
 * prior holds, their ratio has the F distribution.
 */
function agreement(own: Variance | null, prior: VariancePrior, others: number): number {
  if (own === null || !(own.variance > 0 && own.df > 0)) return 1;
  const scaled = (own.variance / prior.variance) * (own.df / prior.df);
  const below = incompleteBeta(scaled / (1 + scaled), own.df / 2, prior.df / 2);
  const p = 2 * Math.min(below, 1 - below) * (others + 1);
  const { less, nothing } = unlikely;
  return Math.min(1, Math.max(0, Math.log(p / nothing) / Math.log(less / nothing)));
}

/**
 * The scaled inverse chi-squared prior of one more variance of the kind, from those of others: moment match of log
 * variances (Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) article 3, section 6.2). Two departures, both for few
 * metrics: the spread of the true variances is shrunk to `usualSpread`, and the error of the prior's own centre is
 * added to it. Variances of 0 have no logarithm and are left out; without any other there is no prior. `own` is the variance that
 * the prior is for: one that is clearly unlike the others learns nothing from them, so a noisy endpoint hides no change of
 * a steady one.
 */
export function variancePrior(others: readonly Variance[], own: Variance | null = null): VariancePrior {
  const known = others.filter(({ variance, df }) => variance > 0 && df > 0);
  const count = known.length;
  if (count === 0) return noPrior;
  const logs = known.map(logVariance);
  const centre = meanOf(logs.map(({ log }) => log));
  const noise = meanOf(logs.map((one) => one.noise));
  const squares = logs.reduce((sum, { log }) => sum + (log - centre) ** 2, 0);
  const shown = squares - (count - 1) * noise;
  const spread = Math.max(0.02, (shown + usualSpreadWeight * usualSpread) / (count - 1 + usualSpreadWeight));
  const df = 2 * trigammaInverse(spread + (spread + noise) / count);
  const prior = { df, variance: Math.exp(centre + digamma(df / 2) - Math.log(df / 2)) };
  return { ...prior, df: df * agreement(own, prior, count) };
}

/** A variance shrunk towards its prior: the mean of both, weighted by degrees of freedom, which add up. */
export function moderated(own: Variance, prior: VariancePrior): Variance {
  const df = own.df + prior.df;
  if (df === 0) return own;
  return { df, variance: (own.df * own.variance + prior.df * prior.variance) / df };
}
