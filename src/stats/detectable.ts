import { studentQuantile } from './distributions.ts';
import type { Variance } from './variance-prior.ts';

/** What a comparison of two means would rest on, on logarithms. */
export interface Design {
  /** Of one value: a session around its level, or the difference of a pair. */
  readonly variance: Variance;
  /** How often that variance is in the variance of the difference: 1/k + 1/n for k against n sessions, 1/k for k pairs. */
  readonly weight: number;
  /** The p value at which a change is called. */
  readonly alpha: number;
}

const power = 0.8;

/**
 * The smallest difference that a comparison calls with a chance of 80%: (t(1 - alpha / 2) + t(0.8)) standard errors, the
 * usual minimum detectable effect (Bloom, Evaluation Review 19 (1995) 547-556). null where the spread is unknown.
 */
export function detectableDifference({ variance, weight, alpha }: Design): number | null {
  if (!(variance.df > 0) || !(variance.variance > 0)) return null;
  const error = Math.sqrt(variance.variance * weight);
  return error * (studentQuantile(1 - alpha / 2, variance.df) + studentQuantile(power, variance.df));
}

/** The same of logarithms, as a share. */
export function detectableChange(design: Design): number | null {
  const difference = detectableDifference(design);
  return difference === null ? null : Math.expm1(difference);
}
