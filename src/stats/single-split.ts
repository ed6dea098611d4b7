import { studentTwoSided } from './distributions.ts';
import { mean } from './moments.ts';
import { numberAt } from './numbers.ts';
import { largest } from '../model/long-lists.ts';

/** Fewer values than this say too little about a level. */
const leastRuns = 4;

/** The chance of a split in independent normal noise, at most. */
const falseSplits = 0.005;

/** Student's t of the difference between the means before and from each index, pooled variance; 0 near the ends. */
function tOfSplits(values: Float64Array): number[] {
  const n = values.length;
  const centre = mean(values);
  const total = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  let before = 0;
  return Array.from(values, (_, split) => {
    if (split > 0) before += numberAt(values, split - 1) - centre;
    if (split < leastRuns || n - split < leastRuns) return 0;
    // The sum of squares between the two means; what remains is within them.
    const between = (before ** 2 * n) / (split * (n - split));
    return Math.sqrt((between * (n - 2)) / Math.max(total - between, Number.MIN_VALUE));
  });
}

/**
 * The one split of a short history into two means, where the largest Student t over all splits has a p value of at
 * most 0.5% after Bonferroni; else none. With 10 to 20 values the noise cannot be estimated from differences alone
 * as well as from the residuals of the two levels.
 */
export function singleSplit(values: Float64Array): number[] {
  const splits = values.length - 2 * leastRuns + 1;
  if (splits < 1) return [];
  const scores = tOfSplits(values);
  const best = largest(scores);
  const p = splits * studentTwoSided(best, values.length - 2);
  return p <= falseSplits ? [scores.indexOf(best)] : [];
}
