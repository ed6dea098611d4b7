import { betaQuantile, normalQuantile, studentTwoSided } from './distributions.ts';
import { dispersionOf, sumOfCounts, usualDispersion, type Dispersion } from './dispersion.ts';
import type { ErrorCount } from './error-count.ts';
import type { Interval } from './interval.ts';
import { minimumHistory } from './prediction.ts';
import { newcombe } from './proportion.ts';
import { incompleteBeta } from './special-functions.ts';
import { moderated } from './variance-prior.ts';
import { largest } from '../model/long-lists.ts';

/** A difference between two error rates, as shares from -1 to 1. */
export interface ErrorRateEvidence {
  readonly base: number;
  readonly head: number;
  /** head - base: 0.01 is one more failed request in a hundred. */
  readonly difference: number;
  /** 95% interval of `difference` (Newcombe's method 10, on the effective number of requests); without 0 if p is below 0.05. */
  readonly interval: Interval;
  /** Two-sided. */
  readonly p: number;
  /** By how much the number of requests was divided; at least 1. */
  readonly dispersion: number;
  /** True where too few sessions show how rates differ by themselves: then at most suspected. */
  readonly isWithinRuns: boolean;
}

/**
 * Two-sided mid-p of the conditional test of two rates (Przyborowski & Wilenski, Biometrika 31 (1940) 313-323; mid-p:
 * Lancaster, JASA 56 (1961) 223-234): given all errors, those of the head are binomial with the head's share of the
 * requests. Counts need not be whole, so the tail is that of the beta distribution with half an error on either side,
 * the continuous counterpart of the mid-p (Jeffreys' interval; Brown, Cai & DasGupta, Stat. Sci. 16 (2001) 101-133).
 */
export function conditionalTest(head: ErrorCount, base: ErrorCount): number {
  if (head.errors + base.errors === 0) return 1;
  const share = head.count / (head.count + base.count);
  const atLeast = incompleteBeta(share, head.errors + 0.5, base.errors + 0.5);
  // The tail on the side of the observed difference: after a thousand times as many requests without an error, the half
  // errors alone leave little in the other one, and a fall to 0 of 100 requests is none.
  const isRise = head.errors * base.count > base.errors * head.count;
  return Math.min(1, 2 * (isRise ? atLeast : 1 - atLeast));
}

/** Rates near 1 are compared by what did not fail: the test takes its counts as rare. */
function rarer(runs: readonly ErrorCount[], isFlipped: boolean): ErrorCount {
  const { errors, count } = sumOfCounts(runs);
  return { errors: isFlipped ? count - errors : errors, count };
}

const scaled = ({ errors, count }: ErrorCount, dispersion: number): ErrorCount => ({
  errors: errors / dispersion,
  count: count / dispersion,
});

/** The error rate of one run moves from run to run by about so much of itself where no history shows by how much. */
const assumedRateSpread = 0.3;

/** Evidence this strong needs no history: nearly everything fails that did not. */
const beyondDoubt = 1e-4;

/** The dispersion of two sides whose spread no history shows: what is seen inside the runs, and the assumed spread. */
function dispersionWithin(base: readonly ErrorCount[], head: readonly ErrorCount[]): number {
  const runs = [...base, ...head];
  const known = runs.flatMap(({ dispersion, errors }) =>
    dispersion === undefined || errors === 0 ? [] : dispersion,
  );
  if (known.length === 0) return usualDispersion;
  const inside = Math.max(1, largest(known));
  return inside + assumedRateSpread ** 2 * (sumOfCounts(runs).errors / runs.length);
}

interface Tested {
  readonly p: number;
  readonly dispersion: number;
  readonly isWithinRuns: boolean;
}

function testRates(base: readonly ErrorCount[], head: readonly ErrorCount[], prior: Dispersion): Tested {
  const all = sumOfCounts([...base, ...head]);
  const isFlipped = all.errors > all.count / 2;
  const p = (dispersion: number): number =>
    conditionalTest(scaled(rarer(head, isFlipped), dispersion), scaled(rarer(base, isFlipped), dispersion));
  if (base.length < minimumHistory) {
    const dispersion = dispersionWithin(base, head);
    return { p: p(dispersion), dispersion, isWithinRuns: p(usualDispersion) > beyondDoubt };
  }
  const own = dispersionOf(base);
  const { variance, df } = moderated(own, prior);
  const dispersion = Math.max(1, variance);
  const exact = p(dispersion);
  // The dispersion is an estimate, so the normal deviate of the exact p is one of t. The usual dispersion is none.
  const t = normalQuantile(exact / 2);
  return {
    p: own.df === 0 ? exact : studentTwoSided(t, df),
    dispersion,
    isWithinRuns: false,
  };
}

/** Two-sided level of the intervals. */
const outside = 0.05;

/** The difference nearest to 0 that the conditional test does not reject: its share of all errors as a ratio of rates. */
function nearestToZero(head: ErrorCount, base: ErrorCount): number {
  const isFall = head.errors / head.count < base.errors / base.count;
  const share = betaQuantile(isFall ? 1 - outside / 2 : outside / 2, head.errors + 0.5, base.errors + 0.5);
  const ratio = (share / (1 - share)) * (base.count / head.count);
  // From the larger rate, since the smaller one may be 0.
  return isFall ? (base.errors / base.count) * (ratio - 1) : (head.errors / head.count) * (1 - 1 / ratio);
}

/**
 * Newcombe's interval. The test and it are two approximations: where the test rejects equal rates and the interval holds
 * 0, its bound near 0 is that of the test.
 */
function intervalOf(head: ErrorCount, base: ErrorCount, { p, dispersion }: Tested): Interval {
  const [to, from] = [scaled(head, dispersion), scaled(base, dispersion)];
  const interval = newcombe(to.errors, to.count, from.errors, from.count);
  if (p >= outside || interval.lower > 0 || interval.upper < 0) return interval;
  const isFlipped = head.errors + base.errors > (head.count + base.count) / 2;
  const bound = isFlipped
    ? -nearestToZero(scaled(rarer([head], true), dispersion), scaled(rarer([base], true), dispersion))
    : nearestToZero(to, from);
  const isFall = head.errors / head.count < base.errors / base.count;
  return isFall ? { ...interval, upper: bound } : { ...interval, lower: bound };
}

/**
 * Compares the error rates of two builds, given session by session. Errors cluster, so requests are divided by a
 * dispersion as in quasi-binomial models (McCullagh & Nelder, 4.5), and the test of what is left is exact and
 * conditional, which holds for few errors, too. With 5 sessions of the base or more the dispersion is estimated from
 * them and shrunk to `prior`; where they have no errors it is the prior alone. null when a side has no requests.
 */
export function compareErrorRates(
  baseRuns: readonly ErrorCount[],
  headRuns: readonly ErrorCount[],
  prior: Dispersion = { variance: usualDispersion, df: 4 },
): ErrorRateEvidence | null {
  const [baseSide, headSide] = [baseRuns, headRuns].map((runs) => runs.filter(({ count }) => count > 0));
  const [base, head] = [sumOfCounts(baseSide ?? []), sumOfCounts(headSide ?? [])];
  if (base.count === 0 || head.count === 0) return null;
  const tested = testRates(baseSide ?? [], headSide ?? [], prior);
  const { p, dispersion, isWithinRuns } = tested;
  const difference = head.errors / head.count - base.errors / base.count;
  return {
    base: base.errors / base.count,
    head: head.errors / head.count,
    difference,
    interval: intervalOf(head, base, tested),
    p: difference === 0 ? 1 : p,
    dispersion,
    isWithinRuns,
  };
}
