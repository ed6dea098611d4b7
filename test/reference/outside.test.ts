/** Runs every file of a folder of reference values beside the checkout, where there is one; else it says so. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { autocorrelation } from '../../src/stats/autocorrelation.ts';
import { benjaminiHochberg } from '../../src/stats/benjamini-hochberg.ts';
import { brunnerMunzel } from '../../src/stats/brunner-munzel.ts';
import { linearRegression } from '../../src/stats/linear-regression.ts';
import { mannKendall } from '../../src/stats/mann-kendall.ts';
import { mean, standardDeviation } from '../../src/stats/moments.ts';
import { newcombe, wilson } from '../../src/stats/proportion.ts';
import { quantile, quantileRankSides, type QuantileType } from '../../src/stats/quantile.ts';
import { theilSen } from '../../src/stats/theil-sen.ts';
import { fitScalability } from '../../src/stats/usl.ts';
import { welch } from '../../src/stats/welch.ts';
import { correctDigits } from './fixture.ts';

const folder = new URL('../../../shared/reference-stats/', import.meta.url);
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
if (files.length === 0) console.info('No reference folder beside the checkout: its tests are skipped.');

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call -- files of many shapes, each checked below */
type Loose = any;

const digits = (actual: number, expected: number | string, least: number): void =>
  expect(correctDigits(actual, Number(expected)), `${actual} for ${expected}`).toBeGreaterThanOrEqual(least);

function checkQuantiles({ values, probs, byType }: Loose): void {
  const sorted = [...values].sort((a: number, b: number) => a - b);
  for (const [type, rows] of Object.entries<Loose>(byType)) {
    rows.forEach((row: Loose, i: number) => {
      const [p, expected] = Array.isArray(row) ? row : [probs[i], row];
      expect(quantile(sorted, p, Number(type) as QuantileType)).toBeCloseTo(expected, 9);
    });
  }
}

function checkLinear({ name, rows, certified }: Loose): void {
  const keys = Object.keys(certified.coefficients);
  const predictors = (rows as number[][]).map((row) => row.slice(1));
  const isPolynomial = predictors[0]!.length === 1;
  const column = (key: string): number[] =>
    predictors.map((row) => {
      const power = Number(key.slice(1));
      return isPolynomial ? row[0]! ** power : power === 0 ? 1 : row[power - 1]!;
    });
  const fit = linearRegression(
    keys.map(column),
    (rows as number[][]).map((row) => row[0]!),
  );
  const least = name === 'Filip' ? 7 : /Longley|Wampler/.test(name) ? 9 : 12;
  keys.forEach((key, k) => {
    digits(fit.coefficients[k]!, certified.coefficients[key].estimate, least);
    digits(fit.standardErrors[k]!, certified.coefficients[key].sd, least);
  });
}

function checkUnivariate({ name, values, certified }: Loose): void {
  const least: Record<string, number> = { Mavro: 12, Michelso: 12, NumAcc3: 9, NumAcc4: 8 };
  digits(mean(values), certified.mean, 14);
  digits(standardDeviation(values)!, certified.sd, least[name] ?? 14);
  digits(autocorrelation(values), certified.lag1Autocorrelation, 8);
}

function checkTwoSamples({ a, b, expected }: Loose): void {
  const test = welch(b, a)!;
  digits(test.difference / test.error, expected.welch.t, 11);
  digits(test.df, expected.welch.df, 11);
  digits(test.p, expected.welch.p, 10);
  digits(brunnerMunzel(a, b)!.statistic, expected.brunnerMunzel.statistic, 11);
  digits(brunnerMunzel(a, b)!.p, expected.brunnerMunzel.pT, 10);
  digits(brunnerMunzel(a, b)!.probability, expected.probBgtA, 11);
}

function checkTrend({ values, expected }: Loose): void {
  const trend = mannKendall(values);
  expect(trend.s).toBe(expected.mannKendall.S);
  digits(trend.variance, expected.mannKendall.varS, 12);
  digits(trend.p, expected.mannKendall.p, 10);
  const line = theilSen(values);
  digits(line.slope, expected.theilSen.slope, 9);
  digits(line.intercept, expected.theilSen.intercept, 9);
  digits(line.interval.lower, expected.theilSen.ci95[0], 9);
  digits(line.interval.upper, expected.theilSen.ci95[1], 9);
}

function checkProportions({ wilson: shares, newcombe: pairs }: Loose): void {
  for (const { x, n, wilson95 } of shares) {
    expect(wilson(x, n).lower).toBeCloseTo(wilson95[0], 4);
    expect(wilson(x, n).upper).toBeCloseTo(wilson95[1], 4);
  }
  for (const { x1, n1, x2, n2, newcombe95 } of pairs) {
    expect(newcombe(x1, n1, x2, n2).lower).toBeCloseTo(newcombe95[0], 4);
    expect(newcombe(x1, n1, x2, n2).upper).toBeCloseTo(newcombe95[1], 4);
  }
}

function checkScalability({ load, throughput, published }: Loose): void {
  const { fit } = fitScalability(load, throughput);
  expect(fit).not.toBeNull();
  for (const name of ['alpha', 'beta', 'gamma'] as const)
    expect(Math.abs(fit![name].value - published[name])).toBeLessThan(0.003 * published[name]);
}

const checks: [start: string, check: (document: Loose) => void][] = [
  [
    'benjamini',
    ({ p, expected }) => benjaminiHochberg(p).forEach((value, i) => digits(value, expected.adjusted[i], 12)),
  ],
  ['nist-linear', checkLinear],
  ['nist-univariate', checkUnivariate],
  ['proportions', checkProportions],
  ['quantiles', checkQuantiles],
  ['trend', checkTrend],
  ['twosample', checkTwoSamples],
  ['usl', checkScalability],
];

function checkRanks(rows: Loose): void {
  for (const { n, p, lowerRank, upperRank } of rows)
    expect(quantileRankSides(n, p)).toEqual({ lower: lowerRank, upper: upperRank });
}

describe.skipIf(files.length === 0)('reference values beside the checkout', () => {
  it.each(files)('%s', (name) => {
    const document: Loose = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    if (name.startsWith('quantile-ci')) {
      checkRanks(Object.values(document).find((value) => Array.isArray(value)));
      return;
    }
    const found = checks.find(([start]) => name.startsWith(start));
    expect(found, `no check for ${name}`).toBeDefined();
    found![1](document);
  });
});
