import { mean, sampleVariance } from './moments.ts';
import { testDifference, type DifferenceTest } from './difference-test.ts';
import { moderated, type VariancePrior } from './variance-prior.ts';

/**
 * The paired t test of differences head - base, on logarithms where they are ratios (Student, Biometrika 6 (1908)
 * 1-25), with the variance moderated by those of other metrics of the kind. null for a single pair: nothing shows its
 * spread. Interleaved runs as pairs: Bulej et al., Duet benchmarking (ICPE 2020).
 */
export function pairedTest(differences: readonly number[], prior: VariancePrior): DifferenceTest | null {
  const own = sampleVariance(differences);
  if (own === null) return null;
  const { variance, df } = moderated({ variance: own, df: differences.length - 1 }, prior);
  return testDifference(mean(differences), variance / differences.length, df);
}
