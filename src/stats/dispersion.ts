import type { ErrorCount } from './error-count.ts';
import { moderated, variancePrior, type Variance } from './variance-prior.ts';

/** How much more error counts vary than independent requests would: a variance ratio, and how well it is known. */
export type Dispersion = Variance;

/** Errors come in bursts: without a history that shows otherwise, of up to ten. */
export const usualDispersion = 10;

/** So many degrees of freedom the usual dispersion weighs beside those that a project's own errors show. */
const usualWeight = 4;

/** The requests and errors of several sessions together. */
export function sumOfCounts(counts: readonly ErrorCount[]): { errors: number; count: number } {
  let [errors, count] = [0, 0];
  for (const one of counts) {
    errors += one.errors;
    count += one.count;
  }
  return { errors, count };
}

/**
 * Pearson's chi squared over its degrees of freedom (McCullagh & Nelder, Generalized Linear Models, 4.5): 1 for
 * independent requests. Sessions with less than one expected error show little, so the degrees of freedom are cut to
 * the number of errors.
 */
export function dispersionOf(sessions: readonly ErrorCount[]): Dispersion {
  const { errors, count } = sumOfCounts(sessions);
  const rate = errors / count;
  const df = sessions.length - 1;
  if (df < 1 || errors === 0 || errors === count) return { variance: usualDispersion, df: 0 };
  const chiSquared = sessions.reduce(
    (sum, one) => sum + (one.errors - one.count * rate) ** 2 / (one.count * rate * (1 - rate)),
    0,
  );
  return { variance: Math.max(1, chiSquared / df), df: Math.min(df, errors) };
}

/**
 * What the errors of other endpoints show of the dispersion of one more, shrunk to the usual one: the more alike they
 * are, the more they weigh.
 */
export function dispersionPrior(others: readonly Dispersion[]): Dispersion {
  return moderated(variancePrior(others), { variance: usualDispersion, df: usualWeight });
}
