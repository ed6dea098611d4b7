import { describe, expect, it } from 'vitest';
import { betaQuantile, studentCdf } from '../../src/stats/distributions.ts';
import { newcombe } from '../../src/stats/proportion.ts';
import { logGamma } from '../../src/stats/special-functions.ts';
import { welch } from '../../src/stats/welch.ts';

describe('the gamma function', () => {
  // scipy.special.gammaln.
  it.each([
    [0.1, 2.252712651734206],
    [0.25, 1.2880225246980774],
    [0.49, 0.592249629335267],
  ])('below one half, at %f', (x, expected) => {
    expect(Math.abs(logGamma(x) / expected - 1)).toBeLessThan(1e-13);
  });
});

it('Student’s distribution has less than one degree of freedom, too', () => {
  // scipy.stats.t.cdf(x, 0.5).
  expect(studentCdf(1, 0.5)).toBeCloseTo(0.698878389158678, 12);
  expect(studentCdf(-2, 0.5)).toBeCloseTo(0.22275744509156564, 12);
});

describe('differences without spread', () => {
  it('are certain, or none at all', () => {
    expect(welch([5, 5], [7, 7, 7])).toMatchObject({ difference: 2, error: 0, p: 0 });
    expect(welch([5, 5], [5, 5, 5])).toMatchObject({ difference: 0, error: 0, p: 1 });
  });

  it('of shares are unknown where a side has no trials', () => {
    expect(newcombe(0, 0, 1, 10)).toEqual({ lower: -1, upper: 1 });
    expect(newcombe(1, 10, 0, 0)).toEqual({ lower: -1, upper: 1 });
  });
});

it('quantiles of the beta distribution are those of scipy', () => {
  // scipy.stats.beta.ppf
  expect(betaQuantile(0.975, 0.5, 5.5)).toBeCloseTo(0.37937714229903935, 12);
  expect(betaQuantile(0.975, 0.5, 4.5)).toBeCloseTo(0.4447626176576396, 12);
});
