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
  /** Share of the head's runs that show the change, each by itself; unknown counts as all. */
  agreement?: number;
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

/** Runs have outliers, and those of a report are looked at by the hundred: only evidence this strong confirms. */
const strongEvidence = 0.01;

/** Three repeats or more confirm a change only where so many of them show it: a mean may rest on a few odd runs. */
const leastAgreement = 0.75;

function certaintyOf(
  { isWithinRuns, countHead = 1, agreement = 1 }: Candidate,
  adjustedP: number,
): Certainty {
  if (isWithinRuns || (countHead >= 3 && agreement < leastAgreement)) return 'suspected';
  return adjustedP <= strongEvidence ? 'confirmed' : 'suspected';
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
 * needs an adjusted p of at most 0.01, since run-to-run noise has outliers; and of three runs of the head or more, three
 * quarters that show the change by themselves.
 */
export function judgeComparisons(candidates: readonly Candidate[], falseDiscoveryRate = 0.05): Judgement[] {
  const tested = candidates.flatMap(({ p }, i) => (p === null ? [] : [{ p, i }]));
  const adjusted = new Map<number, number>();
  benjaminiHochberg(tested.map(({ p }) => p)).forEach((p, k) => adjusted.set(tested[k]!.i, p));
  return candidates.map((candidate, i) => judge(candidate, adjusted.get(i) ?? null, falseDiscoveryRate));
}
