import { describe, expect, it } from 'vitest';
import { present } from '../../src/model/checked.ts';
import {
  compareErrorRates,
  conditionalTest,
  type ErrorRateEvidence,
} from '../../src/stats/compare-error-rates.ts';
import type { ErrorCount } from '../../src/stats/error-count.ts';

/** Expected values are of test/reference-scripts/error_rates.py, unless something else is said. */
type Rate = readonly [errors: number, count: number];

const oneRun = ([errors, count]: Rate): ErrorCount[] => [{ errors, count, dispersion: 1 }];

const compare = (base: Rate, head: Rate): ErrorRateEvidence =>
  present(compareErrorRates(oneRun(base), oneRun(head)), 'both sides have requests');

describe('the conditional test', () => {
  // 2 * min(scipy.stats.beta.cdf(q, h + 0.5, b + 0.5), beta.sf(...)), q the head's share of the requests.
  it.each<readonly [head: Rate, base: Rate, p: number]>([
    [[1, 50], [0, 50], 0.36338022763],
    [[5, 100], [5, 500], 0.01282583116],
  ])('of %j after %j has p = %f', ([head, headCount], [base, baseCount], p) => {
    expect(
      conditionalTest({ errors: head, count: headCount }, { errors: base, count: baseCount }),
    ).toBeCloseTo(p, 10);
  });

  it('has nothing to say where nothing failed, however many requests either side has', () => {
    expect(conditionalTest({ errors: 0, count: 1_000 }, { errors: 0, count: 10 })).toBe(1);
  });
});

describe('one run of each side', () => {
  it.each<readonly [base: Rate, head: Rate, p: number]>([
    [[70, 200], [90, 200], 0.5820839293485557],
    [[70, 200], [120, 200], 0.23984624136693988],
    [[200, 200], [120, 200], 0.01183130061363331],
  ])('compares what is rarer: %j with %j', (base, head, p) => {
    expect(compare(base, head).p).toBeCloseTo(p, 10);
  });

  it('compares errors where exactly half fails', () => {
    expect(compare([10, 100], [140, 200]).p).toBeCloseTo(0.0054820716694648644, 10);
  });

  it('takes the larger dispersion that either shows, even by one error', () => {
    const base = [{ errors: 1, count: 200, dispersion: 8 }];
    const head = [{ errors: 3, count: 200, dispersion: 2 }];
    // 8 + 0.3^2 * 4 / 2.
    expect(compareErrorRates(base, head)?.dispersion).toBeCloseTo(8.18, 12);
  });

  it('is enough for what has a p below 0.0001 even in bursts of ten', () => {
    // p = 0.000116 for 114 errors and 0.0000998 for 116.
    const isWithinRuns = (errors: number): boolean => compare([0, 600], [errors, 600]).isWithinRuns;
    expect([isWithinRuns(114), isWithinRuns(116)]).toEqual([true, false]);
  });

  it('is no change where the rates are equal', () => {
    expect(compare([5, 100], [10, 200])).toMatchObject({ base: 0.05, head: 0.05, difference: 0, p: 1 });
  });

  it('counts no run that has no requests', () => {
    // 1 + 0.3^2 * 4 / 2.
    const base = [...oneRun([4, 200]), ...oneRun([0, 0])];
    expect(compareErrorRates(base, oneRun([0, 200]))?.dispersion).toBeCloseTo(1.18, 12);
  });

  it('knows nothing without requests on either side', () => {
    expect(compareErrorRates(oneRun([0, 0]), oneRun([0, 0]))).toBeNull();
    expect(compareErrorRates([...oneRun([0, 0]), ...oneRun([1, 1])], oneRun([0, 1]))?.base).toBe(1);
  });
});

describe('the interval', () => {
  it('is Newcombe’s where the test does not reject equal rates', () => {
    const { interval } = compare([70, 200], [90, 200]);
    expect(interval.lower).toBeCloseTo(-0.16512259778666755, 10);
    expect(interval.upper).toBeCloseTo(0.3466313238490731, 10);
  });

  it('is Newcombe’s where that leaves 0 out', () => {
    const rise = compare([10, 100], [140, 200]).interval;
    expect(rise.lower).toBeCloseTo(0.27444431460377994, 10);
    expect(rise.upper).toBeCloseTo(0.7615449033575319, 10);
    const fall = compare([200, 200], [120, 200]).interval;
    expect(fall.lower).toBeCloseTo(-0.6579998729919497, 10);
    expect(fall.upper).toBeCloseTo(-0.08823328761795213, 10);
  });

  it('ends at the bound of the test where only Newcombe’s holds 0', () => {
    const rise = compare([0, 200], [6, 300]).interval;
    expect(rise.lower).toBeCloseTo(0.000375365085059447, 10);
    expect(rise.upper).toBeCloseTo(0.046984691071899246, 10);
    const fall = compare([6, 300], [0, 200]).interval;
    expect(fall.lower).toBeCloseTo(-0.046984691071899246, 10);
    expect(fall.upper).toBeCloseTo(-0.000375365085059447, 10);
    const some = compare([1, 200], [12, 300]).interval;
    expect(some.lower).toBeCloseTo(0.002373975883983901, 10);
    expect(some.upper).toBeCloseTo(0.0735124888802916, 10);
    const fewer = compare([9, 200], [3, 300]).interval;
    expect(fewer.lower).toBeCloseTo(-0.08608564562319379, 10);
    expect(fewer.upper).toBeCloseTo(-0.0007437884315163656, 10);
  });

  it('ends at the bound of what did not fail where most fails', () => {
    // Five sessions, and a dispersion that is known to be 1.
    const known = { variance: 1, df: 1e9 };
    const fortyEach = (...errors: readonly number[]): ErrorCount[] =>
      errors.map((one) => ({ errors: one, count: 40 }));
    const fall = compareErrorRates(fortyEach(40, 40, 40, 40, 40), [{ errors: 294, count: 300 }], known);
    expect(fall?.p).toBeCloseTo(0.022808592749543218, 8);
    expect(fall?.interval.lower).toBeCloseTo(-0.04293962081786051, 8);
    expect(fall?.interval.upper).toBeCloseTo(-0.00519787469172943, 8);
    const rise = compareErrorRates(fortyEach(40, 40, 39, 39, 39), [{ errors: 300, count: 300 }], known);
    expect(rise?.p).toBeCloseTo(0.028491506087705787, 6);
    expect(rise?.interval.lower).toBeCloseTo(0.0034676158855206436, 8);
    expect(rise?.interval.upper).toBeCloseTo(0.04316572879269032, 8);
  });
});

describe('five sessions or more', () => {
  const base = [20, 25, 15, 22, 18, 20].map((errors) => ({ errors, count: 1_000 }));

  it('show a dispersion that is an estimate, so the test is one of t', () => {
    const found = present(compareErrorRates(base, [{ errors: 60, count: 1_000 }]), 'both have requests');
    // They vary less than independent requests: (5 * 1 + 4 * 10) / 9 with the usual dispersion, 9 degrees of freedom.
    expect(found.dispersion).toBeCloseTo(5, 12);
    expect(found.p).toBeCloseTo(0.017013008576640606, 10);
    expect(found.isWithinRuns).toBe(false);
  });

  it('never divide requests by less than 1', () => {
    const found = compareErrorRates(base, [{ errors: 60, count: 1_000 }], { variance: 0.5, df: 4 });
    expect(found?.dispersion).toBe(1);
  });

  it('are certain of what has no probability at all', () => {
    // All of a million requests fail after none of six million did.
    const many = base.map(() => ({ errors: 1, count: 1_000_000 }));
    expect(compareErrorRates(many, [{ errors: 1_000_000, count: 1_000_000 }])?.p).toBe(0);
  });
});
