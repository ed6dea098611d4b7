import { digamma, trigamma, trigammaInverse } from './polygamma.ts';

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

/**
 * The scaled inverse chi-squared prior of one more variance of the kind, from those of others: moment match of log
 * variances (Smyth, Stat. Appl. Genet. Mol. Biol. 3 (2004) article 3, section 6.2). Two departures, both for few
 * metrics: the spread of the true variances is shrunk to `usualSpread`, and the error of the prior's own centre is
 * added to it. Variances of 0 have no logarithm and are left out; without any other there is no prior. If most are 0, the
 * kind is exact, such as counts of allocations, and the few that vary say nothing of one more.
 */
export function variancePrior(others: readonly Variance[]): VariancePrior {
  const seen = others.filter(({ df }) => df > 0);
  const known = seen.filter(({ variance }) => variance > 0);
  const count = known.length;
  if (count === 0 || count < seen.length / 2) return noPrior;
  const logs = known.map(({ variance, df }) => Math.log(variance) - digamma(df / 2) + Math.log(df / 2));
  const centre = meanOf(logs);
  const noise = meanOf(known.map(({ df }) => trigamma(df / 2)));
  const squares = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0);
  const shown = squares - (count - 1) * noise;
  const spread = Math.max(0.02, (shown + usualSpreadWeight * usualSpread) / (count - 1 + usualSpreadWeight));
  const df = 2 * trigammaInverse(spread + (spread + noise) / count);
  return { df, variance: Math.exp(centre + digamma(df / 2) - Math.log(df / 2)) };
}

/** A variance shrunk towards its prior: the mean of both, weighted by degrees of freedom, which add up. */
export function moderated(own: Variance, prior: VariancePrior): Variance {
  const df = own.df + prior.df;
  if (df === 0) return own;
  return { df, variance: (own.df * own.variance + prior.df * prior.variance) / df };
}
