import { normalQuantile } from './distributions.ts';
import type { Interval, Weakness } from './interval.ts';

const zOf = (level: number): number => normalQuantile((1 + level) / 2);

/**
 * Wilson score interval of a share k of n (Wilson 1927; method 3 of Newcombe, Stat. Med. 17 (1998) 857-872).
 * 0 of n has a positive upper bound: never "0% +- 0". For n = 0 everything from 0 to 1.
 */
export function wilson(successes: number, n: number, level = 0.95): Interval {
  if (n <= 0) return { lower: 0, upper: 1 };
  const z = zOf(level);
  const share = successes / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    lower: successes <= 0 ? 0 : Math.max(0, (centre - half) / scale),
    upper: successes >= n ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/**
 * Wilson's interval of a share whose n trials depend on each other, as n / inflation independent ones would give it, from
 * "none of the unseen ones is a success" to "all of them are". Never narrower than `wilson` of what was seen.
 */
export function shareInterval(
  successes: number,
  n: number,
  { inflation = 1, unseen = 0 }: Weakness = {},
  level = 0.95,
): Interval {
  const trials = (n + unseen) / inflation;
  const seen = wilson(successes, n, level);
  return {
    lower: Math.min(seen.lower, wilson(successes / inflation, trials, level).lower),
    upper: Math.max(seen.upper, wilson((successes + unseen) / inflation, trials, level).upper),
  };
}

/**
 * Interval of the difference of two independent shares, k1/n1 - k2/n2: Newcombe's hybrid score interval
 * (method 10, without continuity correction; Stat. Med. 17 (1998) 873-890). -1..1 when a side has no trials.
 */
export function newcombe(k1: number, n1: number, k2: number, n2: number, level = 0.95): Interval {
  if (n1 <= 0 || n2 <= 0) return { lower: -1, upper: 1 };
  const first = k1 / n1;
  const second = k2 / n2;
  const a = wilson(k1, n1, level);
  const b = wilson(k2, n2, level);
  return {
    lower: first - second - Math.hypot(first - a.lower, b.upper - second),
    upper: first - second + Math.hypot(a.upper - first, second - b.lower),
  };
}
