import { describe, expect, it } from 'vitest';
import { compareErrorRates, conditionalTest } from '../../src/stats/compare-error-rates.ts';
import { dispersionOf, dispersionPrior } from '../../src/stats/dispersion.ts';
import { present } from '../../src/model/checked.ts';
import type { ErrorRateEvidence } from '../../src/stats/compare-error-rates.ts';
import type { ErrorCount } from '../../src/stats/error-count.ts';

const counts = (errors: readonly number[], count = 600): { errors: number; count: number }[] =>
  errors.map((one) => ({ errors: one, count }));

const compare = (base: readonly number[], head: readonly number[], count = 600): ErrorRateEvidence =>
  present(compareErrorRates(counts(base, count), counts(head, count)), 'both sides have requests');

const clean = Array.from({ length: 10 }, () => 0);

describe('conditionalTest', () => {
  // 2 * min(scipy.stats.beta.cdf(q, h + 0.5, b + 0.5), beta.sf(...)), q the head's share of the requests.
  it.each([
    [8, 100, 2, 300, 0.00023891],
    [1, 50, 19, 50, 0.00000992],
    [3, 100, 4, 500, 0.08706169],
  ])('%i of %i against %i of %i has p = %f', (headErrors, head, baseErrors, base, p) => {
    const found = conditionalTest({ errors: headErrors, count: head }, { errors: baseErrors, count: base });
    expect(found).toBeCloseTo(p, 7);
  });

  // 2 * beta.sf(100 / 500_100, 0.5, 1.5) is 1.964, and 2 * beta.cdf of it 0.036: that of more errors, not of none.
  it.each([
    [0, 100, 1, 500_000],
    [0, 45, 0.001, 270_000],
  ])('%i of %i after %f of %i is no change', (headErrors, head, baseErrors, base) => {
    expect(conditionalTest({ errors: headErrors, count: head }, { errors: baseErrors, count: base })).toBe(1);
    expect(conditionalTest({ errors: baseErrors, count: base }, { errors: headErrors, count: head })).toBe(1);
  });

  it('has nothing to say where nothing failed', () => {
    expect(conditionalTest({ errors: 0, count: 10 }, { errors: 0, count: 10 })).toBe(1);
  });
});

describe('the dispersion', () => {
  it('is Pearson’s chi squared over its degrees of freedom', () => {
    // By hand: mean 20 of 1,000, (400 + 400) / (20 * 0.98) / 1.
    const { variance, df } = dispersionOf(counts([0, 40], 1_000));
    expect(variance).toBeCloseTo(800 / 19.6, 10);
    expect(df).toBe(1);
  });

  it('is ten without knowledge, and that of the others with it', () => {
    expect(dispersionPrior([]).variance).toBe(10);
    expect(dispersionOf(counts(clean)).df).toBe(0);
    const even = Array.from({ length: 12 }, () => ({ variance: 1, df: 9 }));
    expect(dispersionPrior(even).variance).toBeLessThan(2.5);
    expect(dispersionPrior(even).df).toBeGreaterThan(dispersionPrior(even.slice(0, 1)).df);
  });
});

describe('compareErrorRates', () => {
  it('takes few failures after clean runs for a burst, many for a change', () => {
    expect(compare(clean, [2]).p).toBeGreaterThan(0.1);
    expect(compare(clean, [6]).p).toBeGreaterThan(0.05);
    expect(compare(clean, [60])).toMatchObject({ isWithinRuns: false });
    expect(compare(clean, [60]).p).toBeLessThan(1e-5);
  });

  it('needs no history where everything fails', () => {
    const outage = compare([0], [600]);
    expect(outage.isWithinRuns).toBe(false);
    expect(outage.p).toBeLessThan(1e-8);
    expect(compare([0], [60]).isWithinRuns).toBe(true);
  });

  it('sees bursts inside the runs where no history shows the spread', () => {
    const oneRun = (errors: number, dispersion: number): ErrorCount[] => [{ errors, count: 500, dispersion }];
    const p = (dispersion: number): number =>
      present(compareErrorRates(oneRun(0, 1), oneRun(20, dispersion)), 'both sides have requests').p;
    expect(p(1)).toBeLessThan(0.01);
    expect(p(10)).toBeGreaterThan(0.1);
  });

  it('counts less where errors come in clusters', () => {
    expect(compare([20, 20, 20, 20, 20, 20], [80], 1_000).p).toBeLessThan(0.01);
    expect(compare([0, 40, 0, 38, 1, 41], [80], 1_000).p).toBeGreaterThan(0.05);
  });

  it('compares what did not fail where most fails', () => {
    const base = [590, 592, 591, 589, 590, 591];
    expect(compare(base, [591]).p).toBeGreaterThan(0.5);
    expect(compare(base, [0]).p).toBeLessThan(1e-6);
  });

  it('has an interval that agrees with its test', () => {
    const run = (errors: number, count = 200): ErrorCount[] => [{ errors, count, dispersion: 1 }];
    const of = (base: ErrorCount[], head: ErrorCount[]): ReturnType<typeof compare> =>
      present(compareErrorRates(base, head), 'both sides have requests');
    // Newcombe's interval of 4 and 0 of 200 holds 0, the test has p = 0.048. Of scipy: s = beta.ppf(0.975, 0.5, 4 / 1.18 + 0.5)
    // is the largest share of the head, and 0.02 (s / (1 - s) - 1) the difference with it.
    expect(of(run(4), run(0)).interval.upper).toBeCloseTo(-0.00029, 5);
    expect(of(run(0), run(4)).interval.lower).toBeCloseTo(0.00029, 5);
    for (const base of [0, 1, 4, 30, 120, 199])
      for (const head of [0, 2, 5, 12, 60, 150, 200])
        for (const count of [200, 2_000]) {
          const { p, interval, difference } = of(run(base), run(Math.min(head, count), count));
          const holdsZero = interval.lower <= 0 && interval.upper >= 0;
          if (p < 0.05) expect({ base, head, count, holdsZero }).toMatchObject({ holdsZero: false });
          expect(interval.lower).toBeLessThanOrEqual(difference);
          expect(interval.upper).toBeGreaterThanOrEqual(difference);
        }
  });

  it('has the interval of what did not fail, mirrored, where most fails', () => {
    const run = (errors: number): ErrorCount[] => [{ errors, count: 200, dispersion: 1 }];
    const of = (base: number, head: number): ErrorRateEvidence =>
      present(compareErrorRates(run(base), run(head)), 'both sides have requests');
    // 4 of 200 and none, and as many that did not fail; dispersion by 0.09 x 2 or 0.09 x 198 errors per run differs.
    const few = of(0, 4);
    expect(few.dispersion).toBeCloseTo(1 + 0.09 * 2, 12);
    expect(of(200, 196).dispersion).toBeCloseTo(1 + 0.09 * 198, 12);
    const many = of(200, 120);
    const mirrored = of(0, 80);
    expect(many.difference).toBeCloseTo(-mirrored.difference, 12);
    expect(many.interval.upper).toBeLessThan(0);
    expect(mirrored.interval.lower).toBeGreaterThan(0);
  });

  it('takes an assumed spread of 30% beside what the runs show', () => {
    // 100 errors in two runs: 3 + 0.3^2 x 100 / 2.
    const run = (errors: number): ErrorCount[] => [{ errors, count: 1_000, dispersion: 3 }];
    const found = present(compareErrorRates(run(40), run(60)), 'both sides have requests');
    expect(found.dispersion).toBeCloseTo(7.5, 12);
    // scipy.stats.beta.cdf(0.5, 60 / 7.5 + 0.5, 40 / 7.5 + 0.5), twice.
    expect(found.p).toBeCloseTo(0.46681588702646604, 10);
  });

  it('knows nothing of a side without requests', () => {
    expect(compareErrorRates([], counts([1]))).toBeNull();
    expect(compareErrorRates(counts([1]), [{ errors: 0, count: 0 }])).toBeNull();
    expect(compare([1, 2], [3]).p).toBe(
      compareErrorRates([...counts([1, 2]), { errors: 0, count: 0 }], counts([3]))?.p,
    );
  });
});
