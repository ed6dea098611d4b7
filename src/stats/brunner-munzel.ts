import { studentTwoSided } from './distributions.ts';
import type { Numbers } from './numbers.ts';
import { numberAt } from './numbers.ts';
import { midRanks } from './ranks.ts';

/** How often a value of the second sample exceeds one of the first. */
export interface StochasticDifference {
  /** P(second > first) + P(equal) / 2: 0.5 is no tendency. */
  probability: number;
  statistic: number;
  df: number;
  /** Two-sided p value. */
  p: number;
}

/** Variance of the gaps between overall ranks and ranks within the sample. */
function placementVariance(overall: Float64Array, within: Float64Array, shift: number): number {
  let squares = 0;
  overall.forEach((rank, i) => (squares += (rank - numberAt(within, i) - shift) ** 2));
  return squares / (overall.length - 1);
}

/**
 * Brunner & Munzel's test (Biometrical Journal 42 (2000) 17-25): robust to unequal spread, unlike Mann-Whitney.
 * Shown as an effect size beside a verdict, never as the verdict. null for fewer than 2 values on a side.
 */
export function brunnerMunzel(first: Numbers, second: Numbers): StochasticDifference | null {
  const n = first.length;
  const m = second.length;
  if (n < 2 || m < 2) return null;
  const all = midRanks([...first, ...second]);
  const rankSum = (ranks: Float64Array): number => ranks.reduce((total, rank) => total + rank, 0);
  const meanA = rankSum(all.subarray(0, n)) / n;
  const meanB = rankSum(all.subarray(n)) / m;
  const a = placementVariance(all.subarray(0, n), midRanks(first), meanA - (n + 1) / 2);
  const b = placementVariance(all.subarray(n), midRanks(second), meanB - (m + 1) / 2);
  const probability = (meanB - (m + 1) / 2) / n;
  const spread = n * a + m * b;
  if (spread === 0) {
    const isEqual = meanA === meanB;
    return {
      probability,
      statistic: isEqual ? 0 : Infinity * (meanB - meanA),
      df: Infinity,
      p: isEqual ? 1 : 0,
    };
  }
  const statistic = (n * m * (meanB - meanA)) / ((n + m) * Math.sqrt(spread));
  const df = spread ** 2 / ((n * a) ** 2 / (n - 1) + (m * b) ** 2 / (m - 1));
  return { probability, statistic, df, p: studentTwoSided(statistic, df) };
}
