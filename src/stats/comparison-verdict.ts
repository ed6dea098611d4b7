import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { isWorse, type Direction } from './direction.ts';
import type { Interval } from './interval.ts';

/** What a comparison says. `same` only by equivalence; `no-change-shown` is not `same`. */
export type ChangeVerdict = 'worse' | 'better' | 'same' | 'no-change-shown' | 'cannot-tell';

/** How sure `worse` or `better` is; null for the other verdicts. */
export type Certainty = 'confirmed' | 'suspected' | null;

/** One comparison of a report, ready to be judged together with the others. */
export interface Candidate {
  /** head / base - 1 (for error rates: the difference of rates); null when it cannot be said. */
  relative: number | null;
  interval: Interval | null;
  p: number | null;
  direction: Direction;
  /** Changes smaller than this are not worth a verdict; in the unit of `relative`. */
  minimumEffect: number;
  /** True when the evidence comes from inside two single runs: never more than suspected. */
  isWithinRuns: boolean;
  /** Runs of the head; unknown counts as one. */
  countHead?: number;
}

/** The verdict on one comparison. */
export interface Judgement {
  verdict: ChangeVerdict;
  certainty: Certainty;
  /** Benjamini-Hochberg adjusted over the list; null when there was no test. */
  adjustedP: number | null;
}

/** Smaller differences are the computer's, not the build's. */
const roundingError = 1e-9;

/** One or two runs may be outliers: below three, only evidence this strong is a confirmation. */
const strongEvidence = 0.01;

function certaintyOf({ isWithinRuns, countHead = 1 }: Candidate, adjustedP: number): Certainty {
  if (isWithinRuns) return 'suspected';
  return countHead >= 3 || adjustedP <= strongEvidence ? 'confirmed' : 'suspected';
}

function isEquivalent(interval: Interval | null, minimumEffect: number): boolean {
  return interval !== null && interval.lower > -minimumEffect && interval.upper < minimumEffect;
}

function judge(candidate: Candidate, adjustedP: number | null, falseDiscoveryRate: number): Judgement {
  const { relative, interval, minimumEffect, direction, isWithinRuns } = candidate;
  if (adjustedP === null || relative === null) return { verdict: 'cannot-tell', certainty: null, adjustedP };
  if (adjustedP <= falseDiscoveryRate && Math.abs(relative) >= Math.max(minimumEffect, roundingError)) {
    const verdict = isWorse(relative, direction) ? 'worse' : 'better';
    return { verdict, certainty: certaintyOf(candidate, adjustedP), adjustedP };
  }
  const verdict = !isWithinRuns && isEquivalent(interval, minimumEffect) ? 'same' : 'no-change-shown';
  return { verdict, certainty: null, adjustedP };
}

/**
 * Judges all comparisons of one report together: a change is called one when its adjusted p value (Benjamini &
 * Hochberg over the whole list) is at most `falseDiscoveryRate` and it is at least the minimum effect. `same` needs
 * the whole 95 % interval inside +- the minimum effect, and runs as evidence, not batches of one run. `confirmed`
 * needs three runs of the head or an adjusted p of at most 0.01: run-to-run noise has outliers.
 */
export function judgeComparisons(candidates: readonly Candidate[], falseDiscoveryRate = 0.05): Judgement[] {
  const tested = candidates.flatMap(({ p }, i) => (p === null ? [] : [{ p, i }]));
  const adjusted = new Map<number, number>();
  benjaminiHochberg(tested.map(({ p }) => p)).forEach((p, k) => adjusted.set(tested[k]!.i, p));
  return candidates.map((candidate, i) => judge(candidate, adjusted.get(i) ?? null, falseDiscoveryRate));
}
