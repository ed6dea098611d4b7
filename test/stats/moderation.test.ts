import { describe, expect, it } from 'vitest';
import { digamma, trigamma, trigammaInverse } from '../../src/stats/polygamma.ts';
import { runEffects } from '../../src/stats/run-effect.ts';
import { halfWidth, testDifference } from '../../src/stats/difference-test.ts';
import { fitSessions } from '../../src/stats/session-fit.ts';
import { testRepeats, testSessions } from '../../src/stats/session-test.ts';
import { moderated, variancePrior } from '../../src/stats/variance-prior.ts';

describe('polygamma functions', () => {
  // scipy.special.digamma and polygamma(1, x).
  it.each([
    [0.1, -10.423754940411076, 101.43329915079275],
    [0.5, -1.9635100260214235, 4.93480220054468],
    [2.5, 0.7031566406452432, 0.4903577561002349],
    // The series begins at 15. By sums with 40 digits: 1 + 1/2 + ... + 1/14 less 0.57721..., pi^2/6 less those of 1/k^2.
    [15, 2.6743466616607936, 0.0689382278476838],
    [20, 2.970523992242149, 0.051270822935203124],
    [100, 4.600161852738088, 0.010050166663333573],
  ])('at %f', (x, first, second) => {
    expect(Math.abs(digamma(x) / first - 1)).toBeLessThan(2e-14);
    expect(Math.abs(trigamma(x) / second - 1)).toBeLessThan(2e-14);
    expect(Math.abs(trigammaInverse(second) / x - 1)).toBeLessThan(1e-9);
  });
});

it('the inverse of trigamma has all digits', () => {
  // pi^2 / 6 is the sum of all 1 / k^2, which trigamma(n) takes from k = n on.
  const sum = Math.PI ** 2 / 6;
  expect(trigammaInverse(3 * sum)).toBeCloseTo(0.5, 14);
  expect(trigammaInverse(sum)).toBeCloseTo(1, 14);
  expect(trigammaInverse(sum - 1)).toBeCloseTo(2, 13);
  expect(trigammaInverse(sum - 1 - 1 / 4 - 1 / 9 - 1 / 16)).toBeCloseTo(5, 13);
});

describe('the prior of variances', () => {
  it('is none without others', () => {
    expect(variancePrior([]).df).toBe(0);
    expect(moderated({ variance: 3, df: 4 }, variancePrior([]))).toEqual({ variance: 3, df: 4 });
  });

  it('is none for a variance that is clearly unlike the others, and whole for one that is not', () => {
    const others = Array.from({ length: 6 }, (_, i) => ({ variance: 1 + 0.1 * (i % 2), df: 9 }));
    const free = variancePrior(others);
    for (const variance of [0.4, 1, 2.5]) expect(variancePrior(others, { variance, df: 9 })).toEqual(free);
    for (const variance of [0.01, 100]) expect(variancePrior(others, { variance, df: 9 }).df).toBe(0);
    // Seven variances, two sides: 14 * scipy.stats.f.cdf(1 / 16, 9, 31.86) is 0.00105, between 0.005 and 0.0005.
    const some = variancePrior(others, { variance: free.variance / 16, df: 9 }).df;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(free.df);
    // What has no variance, or was never measured twice, contradicts nothing.
    expect(variancePrior(others, { variance: 0, df: 9 })).toEqual(free);
    expect(variancePrior(others, { variance: 50, df: 0 })).toEqual(free);
  });

  it('weighs the more the more alike the others are', () => {
    const df = 9;
    const alike = Array.from({ length: 10 }, (_, i) => ({ variance: 1 + 0.1 * (i % 2), df }));
    const unlike = Array.from({ length: 10 }, (_, i) => ({ variance: 4 ** (i % 5), df }));
    expect(variancePrior(alike).df).toBeGreaterThan(3 * variancePrior(unlike).df);
    expect(variancePrior(alike.slice(0, 1)).df).toBeLessThan(variancePrior(alike).df);
    // The geometric mean of 1 and 1.1, give or take what log variances of few values lean.
    expect(variancePrior(alike).variance).toBeGreaterThan(0.95);
    expect(variancePrior(alike).variance).toBeLessThan(1.2);
  });

  it('averages by degrees of freedom', () => {
    expect(moderated({ variance: 1, df: 2 }, { variance: 4, df: 6 })).toEqual({ variance: 3.25, df: 8 });
  });
});

describe('runEffects', () => {
  it('leaves out the row itself, and is not moved by one row that changed', () => {
    const level = [
      [0, 0, 0, 0.1],
      [1, 1, 1, 1.1],
      [2, 2, 2, 2.1],
      [3, 3, 3, 3.1],
      [4, 4, 4, 9],
    ];
    const { ofOthers, ofAll } = runEffects(level, 3);
    expect(ofAll[3]).toBeCloseTo(0.1, 12);
    expect(ofOthers[4]?.[3]).toBeCloseTo(0.1, 12);
    expect(ofAll[0]).toBeCloseTo(0, 12);
  });

  it('separates nothing with fewer than three other rows', () => {
    const { ofOthers } = runEffects(
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
      1,
    );
    expect(ofOthers[0]?.[1]).toBeNaN();
  });

  it('gives rows that miss runs the same levels', () => {
    // Every row follows the run effect 0, 0.4, 0.8; a row without the first run is on no other level for it.
    const table = [
      [0, 0.4, 0.8, 0.4],
      [NaN, 1.4, 1.8, 1.4],
      [2, 2.4, 2.8, 2.4],
      [3, 3.4, 3.8, 3.4],
    ];
    const { ofOthers, ofAll } = runEffects(table, 3);
    expect((ofAll[3] ?? NaN) - (ofAll[1] ?? NaN)).toBeCloseTo(0, 6);
    expect((ofOthers[1]?.[2] ?? NaN) - (ofOthers[1]?.[1] ?? NaN)).toBeCloseTo(0.4, 6);
  });
});

describe('fitSessions', () => {
  it('is the two-sample t test where every session is one run', () => {
    // scipy.stats.ttest_ind([4], ...) has no spread of one value: the prediction interval of 1, 2, 3 at 6 by hand:
    // t = (6 - 2) / sqrt(1 * (1 + 1/3)) = 3.4641 with 2 degrees of freedom, p = 0.074180.
    const fit = fitSessions({ base: [[1], [2], [3]], head: [[6]] });
    expect(testSessions(fit, fit.sessions, fit.repeats).p).toBeCloseTo(0.07418, 5);
  });

  it('takes repeats of one session for one value', () => {
    const fit = fitSessions({
      base: [
        [1, 1],
        [3, 3],
        [5, 5],
      ],
      head: [[9, 9]],
    });
    expect(fit.sessions).toEqual({ variance: 4, df: 2 });
    expect(fit.repeats).toEqual({ variance: 0, df: 4 });
    const single = fitSessions({ base: [[1], [3], [5]], head: [[9]] });
    expect(testSessions(fit, fit.sessions, fit.repeats)).toEqual(
      testSessions(single, single.sessions, single.repeats),
    );
  });

  it('charges a single run against sessions of several, and credits nothing the other way', () => {
    const base = [
      [1, 2],
      [2, 3],
      [3, 4],
    ];
    const single = fitSessions({ base, head: [[9]] });
    expect(single.repeatWeight).toBeCloseTo(0.5, 12);
    // Sessions at 1.5, 2.5 and 3.5.
    expect(single.level).toBeCloseTo(2.5, 12);
    expect(single.difference).toBeCloseTo(6.5, 12);
    expect(fitSessions({ base: [[1], [2], [3]], head: [[8, 9, 10]] }).repeatWeight).toBe(0);
  });

  it('takes out what the run did to all', () => {
    const effects = { base: [[0.2], [-0.2], [0.1]], head: [[0.5]], slope: { mean: 1, deviation: 0 } };
    const fit = fitSessions({ base: [[1.2], [0.8], [1.1]], head: [[1.8]], effects });
    expect(fit.difference).toBeCloseTo(0.3, 12);
    expect(fit.sessions.variance).toBeCloseTo(0, 12);
  });

  it('learns from the history how a metric follows', () => {
    const effects = (slope: number): number[][] => [
      [0.1 * slope],
      [0.2 * slope],
      [-0.1 * slope],
      [-0.2 * slope],
    ];
    const fit = fitSessions({
      base: effects(-1),
      head: [[-0.4]],
      effects: { base: effects(1), head: [[0.4]], slope: { mean: 0, deviation: 1 } },
    });
    expect(fit.slope).toBeLessThan(-0.9);
    expect(Math.abs(fit.difference)).toBeLessThan(0.05);
  });

  it('takes a difference without spread for certain', () => {
    expect(testDifference(2, 0, 5).p).toBe(0);
    expect(testDifference(0, 0, 5).p).toBe(1);
    // scipy: 2 * t.sf(2, 10) and t.ppf(0.975, 10).
    const clear = testDifference(2, 1, 10);
    expect(clear.p).toBeCloseTo(0.07338803477074037, 12);
    expect(halfWidth(clear)).toBeCloseTo(2.2281388519649385, 10);
    expect(halfWidth(testDifference(2, 0, 0))).toBe(0);
  });

  it('assumes a spread between sessions where only one shows it', () => {
    // Repeats at 0 +- 1 and 5 +- 1 by hand: variance 2, 2 / 2 + 2 / 2, plus twice 0.5^2.
    const fit = fitSessions({ base: [[-1, 1]], head: [[4, 6]] });
    expect(testRepeats(fit, fit.repeats, 0.5).error).toBeCloseTo(Math.sqrt(2.5), 12);
  });
});
