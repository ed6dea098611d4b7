import type { Interval } from './interval.ts';

/** Requests and those that were not good; the bounds differ where data leave some open. */
export interface BadRequests {
  readonly count: number;
  readonly least: number;
  readonly most: number;
}

/** The error budget of several runs together. */
export interface ErrorBudget {
  /** How many bad requests the objective allows: (1 - share) x requests. */
  readonly allowed: number;
  /** What is left, as a share of what is allowed: 1 - bad / allowed. Negative once it is overspent. */
  readonly left: Interval;
  readonly verdict: 'met' | 'not met' | 'inconclusive';
}

/**
 * The error budget of an objective (Beyer et al., Site Reliability Engineering, 2016, chapter 3): (1 - share) of all
 * requests may be bad. It counts what was measured, so it has no sampling error; its bounds are those of the counts.
 * Null without requests.
 */
export function errorBudget(share: number, runs: readonly BadRequests[]): ErrorBudget | null {
  const sum = (of: (run: BadRequests) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const count = sum((run) => run.count);
  if (count === 0) return null;
  // Rounded, so that 1% of 1,000 requests is 10 and not a little less.
  const allowed = Number(((1 - share) * count).toPrecision(12));
  const [least, most] = [sum((run) => run.least), sum((run) => run.most)];
  return {
    allowed,
    left: { lower: 1 - most / allowed, upper: 1 - least / allowed },
    verdict: most <= allowed ? 'met' : least > allowed ? 'not met' : 'inconclusive',
  };
}
