import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToHistogram, emptyHistogram, filledBuckets, type Buckets } from '../../src/stats/histogram.ts';
import { shareInterval, wilson } from '../../src/stats/proportion.ts';
import { quantileInflations } from '../../src/stats/quantile-inflation.ts';
import { quantileRankSides } from '../../src/stats/quantile.ts';
import { shareInflation, varianceInflation } from '../../src/stats/variance-inflation.ts';
import { present } from '../../src/model/checked.ts';

const batches = (sums: readonly number[], loads: readonly (number | null)[] = []) =>
  sums.map((sum, i) => ({ count: 30, sum, load: loads[i] ?? null }));
const half = (low: number, high: number): number[] =>
  Array.from({ length: 10 }, (_, i) => (i < 5 ? low : high));
const byTurns = (low: number, high: number) =>
  Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? low : high));

describe('how much dependence widens an interval', () => {
  it('is the scatter of stretches against that of independent samples, with Student’s t', () => {
    // numpy: 10 / 9 sum d^2 / (n p (1 - p)) = 25 / 6; scipy: (t(9) / z)^2 = 1.3321.
    expect(shareInflation(batches(byTurns(5, 15)))).toBeCloseTo(5.550577, 5);
  });

  it('is none where independent samples give as much by chance', () => {
    // numpy: 10 / 9 sum d^2 / (n p (1 - p)) = 1.5; scipy: chi2.ppf(0.9, 9) / 9 = 1.6315.
    expect(shareInflation(batches(byTurns(7, 13)))).toBe(1);
  });

  it('grows where stretches follow each other', () => {
    // Lag-1 autocorrelation 0.7, with its bias beyond the limit of 0.8: (1 + 0.8) / (1 - 0.8) = 9 times as much.
    expect(shareInflation(batches(half(5, 15)))).toBeCloseTo(49.955192, 4);
  });

  it('is none where only the load differs that the test set', () => {
    expect(shareInflation(batches(half(5, 15), half(10, 20)))).toBe(1);
  });

  it('compares neighbours in a ramp, with Satterthwaite’s degrees of freedom', () => {
    const ramp = [4, 8, 6, 14, 3, 5].map((sum, i) => ({ count: 20, sum, load: i }));
    expect(shareInflation(ramp)).toBeCloseTo(24.357553, 5);
  });

  it('is unknown with fewer than five stretches, and none without errors', () => {
    expect(shareInflation(batches([1, 2, 3, 4]))).toBeNull();
    expect(shareInflation(batches(Array<number>(20).fill(0)))).toBe(1);
    expect(varianceInflation([], 1)).toBeNull();
  });

  it('is never below 1 and does not depend on the unit', () => {
    const sums = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 5, maxLength: 20 });
    fc.assert(
      fc.property(sums, fc.double({ min: 0.1, max: 10, noNaN: true }), (list, factor) => {
        const plain = present(varianceInflation(batches(list), 0.2), 'five stretches');
        const scaled = varianceInflation(batches(list.map((sum) => sum * factor)), 0.2 * factor ** 2);
        expect(plain).toBeGreaterThanOrEqual(1);
        expect(Math.abs(present(scaled, 'five stretches') / plain - 1)).toBeLessThan(1e-6);
      }),
    );
  });
});

const latencies = (values: readonly number[]): { histogram: Buckets } => {
  const histogram = emptyHistogram();
  for (const value of values) addToHistogram(histogram, value);
  return { histogram: filledBuckets(histogram) };
};

describe('the inflation of quantiles', () => {
  it('is that of the share below them', () => {
    // 5 and 15 of 30 above 100 ms by turns: p(2/3) falls between the values, as in the first test.
    const runs = byTurns(5, 15).map((slow) =>
      latencies([...Array<number>(30 - slow).fill(50), ...Array<number>(slow).fill(200)]),
    );
    expect(quantileInflations(runs, [2 / 3])[0]).toBeCloseTo(5.550577, 5);
  });

  it('of several quantiles is that of each, inside a bucket in part', () => {
    // 10 values of 20 ms in each run, 5 or 15 of 200 ms, the others 50 ms. Up to p(1/3) all runs are alike. p(5/6) is in the
    // middle of those of 200 ms: half of their scatter, and a quarter of the variance of one.
    const runs = byTurns(5, 15).map((slow) =>
      latencies([
        ...Array<number>(10).fill(20),
        ...Array<number>(20 - slow).fill(50),
        ...Array<number>(slow).fill(200),
      ]),
    );
    const [first, second, third] = quantileInflations(runs, [1 / 3, 2 / 3, 5 / 6]);
    expect(first).toBe(1);
    expect(second).toBeCloseTo(5.550577, 5);
    expect(third).toBeCloseTo(5.550577, 5);
  });

  it('counts zeros like any value', () => {
    const runs = byTurns(5, 15).map((slow) =>
      latencies([...Array<number>(30 - slow).fill(0), ...Array<number>(slow).fill(200)]),
    );
    // All zeros, and half of them.
    for (const inflation of quantileInflations(runs, [1 / 3, 2 / 3]))
      expect(inflation).toBeCloseTo(5.550577, 5);
  });

  it('is none where all values tie, zeros too', () => {
    const same = Array.from({ length: 20 }, () => latencies([5, 5, 5]));
    const zeros = Array.from({ length: 20 }, () => latencies([0, 0]));
    expect([...quantileInflations(same, [0.5, 0.99]), ...quantileInflations(zeros, [0.5])]).toEqual([
      1, 1, 1,
    ]);
  });

  it('is unknown for nothing', () => {
    expect(quantileInflations([], [0.5])).toEqual([null]);
    expect(
      quantileInflations(
        Array.from({ length: 20 }, () => latencies([])),
        [0.5, 0.9],
      ),
    ).toEqual([null, null]);
  });
});

describe('intervals of dependent or unseen samples', () => {
  const count = fc.integer({ min: 1, max: 5_000 });
  const inflation = fc.double({ min: 1, max: 50, noNaN: true });
  const unseen = fc.integer({ min: 0, max: 50 });

  it('never lie inside those of as many independent ones', () => {
    fc.assert(
      fc.property(
        count,
        inflation,
        unseen,
        fc.double({ min: 0.01, max: 0.999, noNaN: true }),
        (n, factor, lost, p) => {
          const weak = quantileRankSides(n, p, 0.95, { inflation: factor, unseen: lost });
          const plain = quantileRankSides(n, p);
          expect(weak.lower ?? 0).toBeLessThanOrEqual(plain.lower ?? 0);
          expect(weak.upper ?? Infinity).toBeGreaterThanOrEqual(plain.upper ?? Infinity);
        },
      ),
    );
    fc.assert(
      fc.property(count, inflation, unseen, fc.nat(), (n, factor, lost, seed) => {
        const hits = seed % (n + 1);
        const weak = shareInterval(hits, n, { inflation: factor, unseen: lost });
        const plain = wilson(hits, n);
        expect(weak.lower).toBeLessThanOrEqual(plain.lower);
        expect(weak.upper).toBeGreaterThanOrEqual(plain.upper);
      }),
    );
  });

  it('reach from none of the unseen failed to all did', () => {
    // Wilson for 0 and for 1 of 1,000 (scipy: proportion 0.00564 above).
    expect(shareInterval(0, 999, { unseen: 1 }).upper).toBeCloseTo(wilson(1, 1_000).upper, 12);
    expect(shareInterval(0, 999, { unseen: 1 }).lower).toBe(0);
  });

  it('of a percentile reach to where all unseen values would move it', () => {
    // p95 of 900 values and 100 that may all be slower: rank 0.95 x 999 + 1 = 950.05, beyond the 900 that were seen.
    expect(quantileRankSides(900, 0.95, 0.95, { unseen: 100 }).upper).toBeNull();
    // p50: rank 500.5 with all above, and 100 less with all below.
    expect(quantileRankSides(900, 0.5, 0.95, { unseen: 100 })).toEqual({ lower: 400, upper: 501 });
  });
});
