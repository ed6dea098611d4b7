import { describe, expect, it } from 'vitest';
import { moderated, variancePrior, type Variance } from '../../src/stats/variance-prior.ts';

// Expected values: test/reference-scripts/variance_prior.py.
const others: readonly Variance[] = [
  { variance: 1, df: 4 },
  { variance: 2.5, df: 9 },
  { variance: 0.4, df: 6 },
];

describe('the prior of a variance', () => {
  it('is the moment match of log variances, their spread shrunk to the usual one', () => {
    const { df, variance } = variancePrior(others);
    expect(df).toBeCloseTo(4.510480997711137, 9);
    expect(variance).toBeCloseTo(0.9506006708542618, 9);
  });

  it('of a single other one has the usual spread', () => {
    const { df, variance } = variancePrior([{ variance: 2, df: 6 }]);
    expect(df).toBeCloseTo(2.9348236215823027, 9);
    expect(variance).toBeCloseTo(1.6340360191005028, 9);
  });

  it('takes no variances for more alike than a spread of 0.02 of their logarithms', () => {
    const alike = Array.from({ length: 30 }, () => ({ variance: 1, df: 3 }));
    expect(variancePrior(alike).df).toBeCloseTo(39.5814842061612, 7);
    expect(variancePrior(alike).variance).toBeCloseTo(1.4098708268240931, 9);
  });

  it('learns nothing from what has no variance, or was not measured twice', () => {
    const empty = [
      { variance: 0, df: 4 },
      { variance: 3, df: 0 },
    ];
    expect(variancePrior([...others, ...empty])).toEqual(variancePrior(others));
    expect(variancePrior(empty).df).toBe(0);
  });

  it('learns from what has one degree of freedom', () => {
    expect(variancePrior([{ variance: 3, df: 1 }]).df).toBeGreaterThan(0);
  });
});

describe('a variance unlike the others', () => {
  // Twice the smaller tail of scipy.stats.f.cdf, times 4 variances: whole from 0.005 on, nothing at 0.0005.
  it.each([
    [40, 4.510480997711137],
    [50, 3.666817115958372],
    [80, 1.6229052475020465],
    [0.05, 2.008695414774206],
    [0.03, 0],
  ])('of %f has a prior of %f degrees of freedom', (variance, df) => {
    const prior = variancePrior(others, { variance, df: 9 });
    expect(prior.df).toBeCloseTo(df, 8);
    expect(prior.variance).toBeCloseTo(0.9506006708542618, 9);
  });

  it('of one degree of freedom is told from the others, too', () => {
    expect(variancePrior(others, { variance: 1e6, df: 1 }).df).toBe(0);
  });
});

describe('a moderated variance', () => {
  it('stays as it is where neither it nor the prior is known', () => {
    expect(moderated({ variance: 3, df: 0 }, { variance: 1, df: 0 })).toEqual({ variance: 3, df: 0 });
  });

  it('is that of the prior where it is not known', () => {
    expect(moderated({ variance: 3, df: 0 }, { variance: 2, df: 1 })).toEqual({ variance: 2, df: 1 });
  });
});
