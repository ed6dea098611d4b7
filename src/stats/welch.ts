import { testDifference, type DifferenceTest } from './difference-test.ts';
import { mean, sampleVariance } from './moments.ts';
import type { Numbers } from './numbers.ts';

/**
 * Welch's t test for means of two independent samples with unequal spread (Biometrika 34 (1947) 28-35), degrees of
 * freedom after Satterthwaite. `difference` is mean(second) - mean(first). null when a sample has fewer than 2 values.
 * `knownVariance` is added to the variance of the difference: uncertainty that the samples themselves cannot show.
 */
export function welch(first: Numbers, second: Numbers, knownVariance = 0): DifferenceTest | null {
  const a = sampleVariance(first);
  const b = sampleVariance(second);
  if (a === null || b === null) return null;
  const ofFirst = a / first.length;
  const ofSecond = b / second.length;
  const total = ofFirst + ofSecond + knownVariance;
  const df =
    total === 0
      ? Infinity
      : total ** 2 / (ofFirst ** 2 / (first.length - 1) + ofSecond ** 2 / (second.length - 1));
  return testDifference(mean(second) - mean(first), total, df);
}
