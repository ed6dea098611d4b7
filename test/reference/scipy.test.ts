import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '../../src/stats/benjamini-hochberg.ts';
import { brunnerMunzel } from '../../src/stats/brunner-munzel.ts';
import {
  binomialCdf,
  normalQuantile,
  studentQuantile,
  studentTwoSided,
} from '../../src/stats/distributions.ts';
import { mannKendall } from '../../src/stats/mann-kendall.ts';
import { wilson } from '../../src/stats/proportion.ts';
import { quantile, quantileRanks, quantileRankSides, type QuantileType } from '../../src/stats/quantile.ts';
import { theilSen } from '../../src/stats/theil-sen.ts';
import { halfWidth } from '../../src/stats/difference-test.ts';
import { welch } from '../../src/stats/welch.ts';
import { correctDigits, referenceFixture } from './fixture.ts';

interface Scipy {
  quantiles: { name: string; values: number[]; probs: number[]; byType: Record<string, number[]> }[];
  ranks: { n: number; p: number; lower: number | null; upper: number | null }[];
  distributions: {
    tQuantile: [df: number, p: number, t: number][];
    tTwoSided: [df: number, t: number, p: number][];
    normalQuantile: [p: number, z: number][];
    binomialCdf: [k: number, n: number, p: number, probability: number][];
  };
  twoSamples: {
    a: number[];
    b: number[];
    welch: { t: number; df: number; p: number; lower: number; upper: number };
    brunnerMunzel: { statistic: number; p: number };
    probability: number;
  }[];
  trends: {
    values: number[];
    s: number;
    variance: number;
    z: number;
    p: number;
    slope: number;
    intercept: number;
    lower: number;
    upper: number;
  }[];
  wilson: { k: number; n: number; level: number; lower: number; upper: number }[];
  benjaminiHochberg: { p: number[]; adjusted: number[] };
}

const scipy = referenceFixture('scipy') as Scipy;
const digits = (actual: number, expected: number, least = 11): void =>
  expect(correctDigits(actual, expected), `${actual} for ${expected}`).toBeGreaterThanOrEqual(least);

describe('values computed by numpy and scipy', () => {
  it.each(scipy.quantiles)('quantiles of all nine types: $name', ({ values, probs, byType }) => {
    const sorted = [...values].sort((a, b) => a - b);
    for (const [type, expected] of Object.entries(byType))
      probs.forEach((p, i) => digits(quantile(sorted, p, Number(type) as QuantileType), expected[i]!, 14));
  });

  it.each(scipy.ranks)('ranks of the interval of the $p quantile of $n values', ({ n, p, lower, upper }) => {
    expect(quantileRankSides(n, p)).toEqual({ lower, upper });
    expect(quantileRanks(n, p)).toEqual(lower === null || upper === null ? null : { lower, upper });
  });

  it('distribution functions', () => {
    for (const [df, p, t] of scipy.distributions.tQuantile) digits(studentQuantile(p, df), t, 10);
    for (const [df, t, p] of scipy.distributions.tTwoSided) digits(studentTwoSided(t, df), p);
    for (const [p, z] of scipy.distributions.normalQuantile) digits(normalQuantile(p), z, 12);
    for (const [k, n, p, probability] of scipy.distributions.binomialCdf)
      digits(binomialCdf(k, n, p), probability, 8);
  });

  it.each(scipy.twoSamples)('Welch and Brunner-Munzel, sample %#', ({ a, b, welch: expected, ...rest }) => {
    const { difference, error, df, p } = welch(a, b)!;
    const half = halfWidth({ difference, error, df, p });
    digits(difference / error, expected.t);
    digits(df, expected.df);
    digits(p, expected.p, 10);
    digits(difference - half, expected.lower, 10);
    digits(difference + half, expected.upper, 10);
    const tendency = brunnerMunzel(a, b)!;
    digits(tendency.statistic, rest.brunnerMunzel.statistic);
    digits(tendency.p, rest.brunnerMunzel.p, 10);
    digits(tendency.probability, rest.probability);
  });

  it.each(scipy.trends)('Mann-Kendall and Theil-Sen, series %#', ({ values, ...expected }) => {
    const trend = mannKendall(values);
    expect(trend.s).toBe(expected.s);
    digits(trend.variance, expected.variance);
    digits(trend.p, expected.p);
    const line = theilSen(values);
    digits(line.slope, expected.slope);
    digits(line.intercept, expected.intercept);
    digits(line.interval.lower, expected.lower);
    digits(line.interval.upper, expected.upper);
  });

  it.each(scipy.wilson)('Wilson interval of $k of $n at $level', ({ k, n, level, lower, upper }) => {
    digits(wilson(k, n, level).lower, lower);
    digits(wilson(k, n, level).upper, upper);
  });

  it('Benjamini-Hochberg with ties', () => {
    benjaminiHochberg(scipy.benjaminiHochberg.p).forEach((p, i) =>
      digits(p, scipy.benjaminiHochberg.adjusted[i]!),
    );
  });
});
