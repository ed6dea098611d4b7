import { studentCdf, studentQuantile } from './distributions.ts';
import { mean, squaredDeviations } from './moments.ts';
import { maximumHistory, minimumHistory } from './prediction.ts';

/** Two sets of runs whose comparison has settled nothing. Every value is one run's. */
export interface Unsettled {
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** The smallest change worth reporting, as a share of the base. */
  readonly minimumEffect: number;
}

/** More runs than this are no advice: by then the machine, the data or the code have changed. */
export const mostMoreRuns = 50;

/** How likely the advised runs are to settle the comparison, if levels and spread are what they seem. */
const power = 0.8;

/** Fewest base runs whose spread, pooled with the head's, a comparison uses. */
const fewestBase = 3;

/** What two sets of runs come to: on logarithms when all values are positive. */
interface Levels {
  readonly difference: number;
  readonly effect: number;
  /** The run-to-run standard deviation, pooled over both sides. */
  readonly deviation: number;
}

function levelsOf({ base, head, minimumEffect }: Unsettled): Levels {
  const isLog = [...base, ...head].every((value) => value > 0);
  const [first, second] = [base, head].map((values) => (isLog ? values.map(Math.log) : [...values]));
  const squares = squaredDeviations(first!) + squaredDeviations(second!);
  return {
    difference: Math.abs(mean(second!) - mean(first!)),
    effect: isLog ? Math.log1p(minimumEffect) : minimumEffect * Math.abs(mean(base)),
    deviation: Math.sqrt(squares / (base.length + head.length - 2)),
  };
}

const halfWidths = new Map<number, number>();

/** t(0.975), kept: a project asks for few degrees of freedom and for each of them often. */
function halfWidth(df: number): number {
  const known = halfWidths.get(df) ?? studentQuantile(0.975, df);
  halfWidths.set(df, known);
  return known;
}

/** The probability that the comparison settles, with a given standard error of the difference. */
function likelihood({ difference, effect }: Levels, error: number, df: number): number {
  const half = halfWidth(df);
  const within = (room: number): number => studentCdf(room / error - half, df);
  return difference >= effect
    ? within(difference)
    : within(effect - difference) + within(effect + difference) - 1;
}

/**
 * How many more runs of the head would be likely to settle a comparison: the smallest k with which, at the levels and
 * the pooled run-to-run spread s seen so far, the 95 % interval d +- t(0.975) s sqrt(1/m + 1/(n + k)), with m + n + k - 2
 * degrees of freedom, has a chance of 80 %
 * - to leave out 0, where the difference d is worth reporting: F(d / error - t) >= 0.8;
 * - else to lie within +- the minimum effect e: F((e - d) / error - t) + F((e + d) / error - t) - 1 >= 0.8,
 * with F the distribution function of t. It is the usual sample size of a two-sample t test (NIST Handbook 7.2.2.2) and
 * of two one-sided ones (Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987) 657-680), for the side that can still grow.
 *
 * Infinity where more than 50 would be needed: more runs alone do not settle it. Null where the spread is unknown (fewer
 * than 3 base runs, or none spreads), or where this comparison alone is settled already and only its company keeps it
 * from being called.
 */
export function moreRunsToCompare({ base, head, minimumEffect }: Unsettled): number | null {
  const recent = base.slice(-maximumHistory);
  if (recent.length < fewestBase || head.length === 0) return null;
  const levels = levelsOf({ base: recent, head, minimumEffect });
  if (!(levels.deviation > 0)) return null;
  const chance = (more: number): number => {
    const count = head.length + more;
    const error = levels.deviation * Math.sqrt(1 / recent.length + 1 / count);
    return likelihood(levels, error, recent.length + count - 2);
  };
  // A chance of a half: the interval as it stands just reaches the bound.
  if (chance(0) > 0.5) return null;
  // With a short history a comparison needs three runs of the head, whatever they say.
  const fewest = recent.length >= minimumHistory ? 1 : Math.max(1, 3 - head.length);
  if (chance(mostMoreRuns) < power) return Infinity;
  // The chance grows with the runs: halve the range.
  let [low, high] = [fewest, mostMoreRuns];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (chance(middle) >= power) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The advice in a few words; null where there is none. */
export function moreRunsText(more: number | null): string | null {
  if (more === null) return null;
  if (more === Infinity) return 'more runs alone will not settle it';
  return `about ${more} more ${more === 1 ? 'run' : 'runs'} would be likely to settle it`;
}
