import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { isWorse, type Direction } from './direction.ts';
import type { Interval } from './interval.ts';
import { numberAt } from './numbers.ts';
import { smallest } from '../model/long-lists.ts';

/** What a comparison says. `same` only by equivalence; `no-change-shown` is not `same`. */
export type ChangeVerdict = 'worse' | 'better' | 'same' | 'no-change-shown' | 'cannot-tell';

/** How sure `worse` or `better` is; null for the other verdicts. */
export type Certainty = 'confirmed' | 'suspected' | null;

/** One comparison of a report, ready to be judged together with the others. */
export interface Candidate {
  /**
   * Comparisons that one change would move together: the percentiles of an endpoint, the error rates of a scenario.
   * Without a family it is one of its own.
   */
  family?: string;
  /** head / base - 1 (for error rates: the difference of rates); null when it cannot be said. */
  relative: number | null;
  interval: Interval | null;
  p: number | null;
  direction: Direction;
  /** Changes smaller than this are not worth a verdict; in the unit of `relative`. */
  minimumEffect: number;
  /** True when the evidence comes from inside two single runs: never more than suspected. */
  isWithinRuns: boolean;
  /** True for a percentile that rests on too few requests of the head beyond it: never more than suspected. */
  isThin?: boolean;
  /** Runs of the head; unknown counts as one. */
  countHead?: number;
  /** Share of the head's runs that show the change, each by itself; unknown counts as all. */
  agreement?: number;
}

/** The verdict on one comparison. */
export interface Judgement {
  verdict: ChangeVerdict;
  certainty: Certainty;
  /** Adjusted for the other comparisons of the list; null when there was no test. */
  adjustedP: number | null;
  /** The p at which this comparison would be called, the others being what they are; null when there was no test. */
  bar: number | null;
}

/** Smaller differences are the computer's, not the build's. */
const roundingError = 1e-9;

/**
 * A confirmed change may block, and a report is made of each pull request: only evidence this strong confirms (Benjamin
 * et al., "Redefine statistical significance", Nature Human Behaviour 2 (2018) 6-10).
 */
export const strongEvidence = 0.005;

/** Three repeats or more confirm a change only where so many of them show it: a mean may rest on a few odd runs. */
const leastAgreement = 0.75;

/** True if three repeats or more do not agree on a change. */
export const doDisagree = ({
  countHead = 1,
  agreement = 1,
}: Pick<Candidate, 'countHead' | 'agreement'>): boolean => countHead >= 3 && agreement < leastAgreement;

function certaintyOf(candidate: Candidate, adjustedP: number): Certainty {
  if (candidate.isWithinRuns || candidate.isThin === true || doDisagree(candidate)) return 'suspected';
  return adjustedP <= strongEvidence ? 'confirmed' : 'suspected';
}

function isEquivalent(interval: Interval | null, minimumEffect: number): boolean {
  return interval !== null && interval.lower > -minimumEffect && interval.upper < minimumEffect;
}

function judge(candidate: Candidate, adjusted: Adjusted | null, falseDiscoveryRate: number): Judgement {
  const { relative, interval, minimumEffect, direction, isWithinRuns } = candidate;
  if (adjusted === null || relative === null)
    return { verdict: 'cannot-tell', certainty: null, adjustedP: null, bar: null };
  const { p: adjustedP, inflation } = adjusted;
  const told = { adjustedP, bar: falseDiscoveryRate / inflation };
  if (adjustedP <= falseDiscoveryRate && Math.abs(relative) >= Math.max(minimumEffect, roundingError)) {
    const verdict = isWorse(relative, direction) ? 'worse' : 'better';
    return { verdict, certainty: certaintyOf(candidate, adjustedP), ...told };
  }
  const verdict = !isWithinRuns && isEquivalent(interval, minimumEffect) ? 'same' : 'no-change-shown';
  return { verdict, certainty: null, ...told };
}

/** An adjusted p, and by how much it is more than the raw one. */
interface Adjusted {
  readonly p: number;
  readonly inflation: number;
}

interface Member {
  readonly index: number;
  readonly p: number;
}

function familiesOf(candidates: readonly Candidate[]): Member[][] {
  const families = new Map<string, Member[]>();
  candidates.forEach(({ family, p }, index) => {
    if (p === null) return;
    const key = family ?? `alone ${index}`;
    const members = families.get(key) ?? [];
    members.push({ index, p });
    families.set(key, members);
  });
  return [...families.values()];
}

/** The weight of a family among others: the root keeps large ones from taking all of it. */
export const weightOfFamily = (members: number): number => Math.sqrt(members);

/** A p value and its share of what may go wrong. */
interface Weighted {
  readonly p: number;
  readonly weight: number;
}

/**
 * Holm's adjusted p values with weights (Scand. J. Stat. 6 (1979) 65-70, section 3), in the order given: in ascending
 * order of p / weight, each times the weights that are left.
 */
export function weightedHolm(tests: readonly Weighted[]): number[] {
  const order = tests
    .map(({ p, weight }, index) => ({ ratio: p / weight, weight, index }))
    .sort((a, b) => a.ratio - b.ratio);
  const adjusted = new Array<number>(tests.length).fill(1);
  let left = tests.reduce((sum, { weight }) => sum + weight, 0);
  let most = 0;
  for (const { ratio, weight, index } of order) {
    most = Math.max(most, Math.min(1, ratio * left));
    adjusted[index] = most;
    left -= weight;
  }
  return adjusted;
}

function adjustedBy(candidates: readonly Candidate[]): Map<number, Adjusted> {
  const families = familiesOf(candidates).map((members) => {
    const within = benjaminiHochberg(members.map(({ p }) => p));
    // The least adjusted p of a family is Simes' p of the family as a whole.
    return { members, within, whole: smallest(within), weight: weightOfFamily(members.length) };
  });
  const across = weightedHolm(families.map(({ whole, weight }) => ({ p: whole, weight })));
  const adjusted = new Map<number, Adjusted>();
  families.forEach(({ members, within, whole }, f) => {
    const factor = whole > 0 ? numberAt(across, f) / whole : families.length;
    members.forEach(({ index, p }, i) => {
      const inflated = numberAt(within, i) * factor;
      const inflation = p > 0 ? Math.max(1, inflated / p) : factor;
      adjusted.set(index, { p: Math.min(1, inflated), inflation });
    });
  });
  return adjusted;
}

/**
 * Judges all comparisons of one report together. Comparisons that one change would move are a family. A family is
 * called by Simes' test of its members (Biometrika 73 (1986) 751-754, which holds for members that vary together),
 * adjusted over the families of the report by Holm, weighted by the root of their size; its members by Benjamini & Hochberg at the level that is left to
 * their family (Benjamini & Bogomolov, J. R. Stat. Soc. B 76 (2014) 297-318). So in an unchanged report, and beside
 * what changed in a changed one, the chance of a false call is at most `falseDiscoveryRate`.
 *
 * A change is called when its adjusted p is at most that and it is at least the minimum effect. `same` needs the whole
 * 95% interval inside +- the minimum effect, and sessions as evidence. `confirmed` needs an adjusted p of at most
 * 0.005, enough requests beyond a percentile, and of three runs of the head or more, three quarters that show the change
 * by themselves.
 */
export function judgeComparisons(candidates: readonly Candidate[], falseDiscoveryRate = 0.05): Judgement[] {
  const adjusted = adjustedBy(candidates);
  return candidates.map((candidate, i) => judge(candidate, adjusted.get(i) ?? null, falseDiscoveryRate));
}
