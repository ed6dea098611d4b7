import { describe, expect, it } from 'vitest';
import { autocorrelation } from '../../src/stats/autocorrelation.ts';
import { linearRegression } from '../../src/stats/linear-regression.ts';
import { mean, standardDeviation } from '../../src/stats/moments.ts';
import { correctDigits, referenceFixture } from './fixture.ts';

interface Univariate {
  name: string;
  values: number[] | { first: number; thenAlternating: number[]; pairs: number };
  certified: { mean: string; sd: string; lag1Autocorrelation: string };
}

interface Linear {
  name: string;
  rows: [y: number, x: number][];
  certified: {
    coefficients: Record<string, { estimate: string; sd: string }>;
    residualSd: string;
    rSquared: string;
  };
}

const univariate = (referenceFixture('nist-univariate') as { sets: Univariate[] }).sets;
const linear = (referenceFixture('nist-linear') as { sets: Linear[] }).sets;

const valuesOf = ({ values }: Univariate): number[] =>
  Array.isArray(values)
    ? values
    : [values.first, ...Array.from({ length: values.pairs }, () => values.thenAlternating).flat()];

/** Digits that double precision can give; NumAcc3's data are not representable. */
const deviationDigits: Record<string, number> = { Lew: 14, Mavro: 12, NumAcc1: 14, NumAcc3: 9 };
const linearDigits: Record<string, number> = {
  Norris: 12,
  NoInt1: 12,
  Filip: 7,
  Wampler1: 9,
  Wampler3: 9,
  Wampler5: 9,
};

describe('NIST univariate reference datasets', () => {
  it.each(univariate)('$name: mean, deviation and autocorrelation have the certified digits', (set) => {
    const values = valuesOf(set);
    expect(correctDigits(mean(values), Number(set.certified.mean))).toBeGreaterThanOrEqual(14);
    expect(correctDigits(standardDeviation(values)!, Number(set.certified.sd))).toBeGreaterThanOrEqual(
      deviationDigits[set.name]!,
    );
    expect(correctDigits(autocorrelation(values), Number(set.certified.lag1Autocorrelation))).toBeGreaterThan(
      9,
    );
  });
});

describe('NIST linear regression reference datasets', () => {
  it.each(linear)(
    '$name: coefficients and their standard errors have the certified digits',
    ({ name, rows, certified }) => {
      const names = Object.keys(certified.coefficients);
      const columns = names.map((key) => rows.map(([, x]) => x ** Number(key.slice(1))));
      const fit = linearRegression(
        columns,
        rows.map(([y]) => y),
      );
      names.forEach((key, k) => {
        const { estimate, sd } = certified.coefficients[key]!;
        expect(correctDigits(fit.coefficients[k]!, Number(estimate)), key).toBeGreaterThanOrEqual(
          linearDigits[name]!,
        );
        expect(correctDigits(fit.standardErrors[k]!, Number(sd)), `sd of ${key}`).toBeGreaterThanOrEqual(
          linearDigits[name]!,
        );
      });
      expect(correctDigits(fit.residualDeviation, Number(certified.residualSd))).toBeGreaterThanOrEqual(
        linearDigits[name]!,
      );
      expect(correctDigits(fit.rSquared, Number(certified.rSquared))).toBeGreaterThanOrEqual(
        linearDigits[name]!,
      );
    },
  );
});
