import { erfc } from './special-functions.ts';
import type { Interval } from './interval.ts';
import { newcombe } from './proportion.ts';
import { minimumHistory } from './prediction.ts';

/** Requests and errors of one run. */
export interface ErrorCount {
  errors: number;
  count: number;
}

/** A difference between two error rates, as shares from -1 to 1. */
export interface ErrorRateEvidence {
  base: number;
  head: number;
  /** head - base: 0.01 is one more failed request in a hundred. */
  difference: number;
  /** 95 % interval of `difference` (Newcombe's method 10, on the effective number of requests). */
  interval: Interval;
  /** Two-sided p value of the score test on the effective number of requests. */
  p: number;
  /** How much more the rates of the base's runs vary than independent requests would; at least 1. */
  dispersion: number;
  /** True when fewer than 5 base runs leave the dispersion unknown: then at most suspected. */
  isWithinRuns: boolean;
}

const total = (runs: readonly ErrorCount[]): ErrorCount => ({
  errors: runs.reduce((sum, run) => sum + run.errors, 0),
  count: runs.reduce((sum, run) => sum + run.count, 0),
});

/** Pearson's chi squared over its degrees of freedom: 1 for independent requests, more when errors come in clusters. */
function dispersionOf(runs: readonly ErrorCount[]): number {
  const { errors, count } = total(runs);
  const rate = errors / count;
  if (runs.length < minimumHistory || rate === 0 || rate === 1) return 1;
  const chiSquared = runs.reduce(
    (sum, run) => sum + (run.errors - run.count * rate) ** 2 / (run.count * rate * (1 - rate)),
    0,
  );
  return Math.max(1, chiSquared / (runs.length - 1));
}

/**
 * Compares error rates of two builds, runs of each pooled. Errors cluster, so requests are divided by the dispersion
 * that the base's runs show (5 or more of them), as in quasi-binomial models (McCullagh & Nelder, 4.5).
 * null when a side has no requests.
 */
export function compareErrorRates(
  baseRuns: readonly ErrorCount[],
  headRuns: readonly ErrorCount[],
): ErrorRateEvidence | null {
  const usable = baseRuns.filter(({ count }) => count > 0);
  const base = total(usable);
  const head = total(headRuns);
  if (base.count === 0 || head.count === 0) return null;
  const dispersion = dispersionOf(usable);
  const effective = ({ errors, count }: ErrorCount): [number, number] => [
    errors / dispersion,
    count / dispersion,
  ];
  const [headErrors, headCount] = effective(head);
  const [baseErrors, baseCount] = effective(base);
  const difference = head.errors / head.count - base.errors / base.count;
  const pooled = (headErrors + baseErrors) / (headCount + baseCount);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / headCount + 1 / baseCount));
  return {
    base: base.errors / base.count,
    head: head.errors / head.count,
    difference,
    interval: newcombe(headErrors, headCount, baseErrors, baseCount),
    p: difference === 0 ? 1 : erfc(Math.abs(difference) / error / Math.SQRT2),
    dispersion,
    isWithinRuns: usable.length < minimumHistory,
  };
}
