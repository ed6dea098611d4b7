import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePoints } from '../../src/stats/change-points.ts';
import {
  addToHistogram,
  bucketBounds,
  bucketIndex,
  bucketValue,
  emptyHistogram,
  histogramCount,
  histogramEntries,
  histogramFromEntries,
  histogramQuantile,
  histogramQuantileInterval,
  mergeHistograms,
  type Histogram,
} from '../../src/stats/histogram.ts';
import { addToMoments, emptyMoments, mean, mergeMoments, type Moments } from '../../src/stats/moments.ts';
import { newcombe, wilson } from '../../src/stats/proportion.ts';
import { quantile, quantileInterval, quantileRanks, type QuantileType } from '../../src/stats/quantile.ts';
import { evidenceOfValues, judgeValues } from '../history/evidence-of-values.ts';
import { targetVerdict } from '../../src/stats/target-verdict.ts';
import { theilSen } from '../../src/stats/theil-sen.ts';
import { welch } from '../../src/stats/welch.ts';

const value = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const values = fc.array(value, { minLength: 1, maxLength: 60 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const types = fc.constantFrom<QuantileType>(1, 2, 3, 4, 5, 6, 7, 8, 9);
const ascending = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b);

const histogramOf = (list: readonly number[]): Histogram => {
  const histogram = emptyHistogram();
  for (const one of list) addToHistogram(histogram, one);
  return histogram;
};

const momentsOf = (list: readonly number[]): Moments => {
  const moments = emptyMoments();
  for (const one of list) addToMoments(moments, one);
  return moments;
};

const closeTo = (actual: number, expected: number, scale = Math.abs(expected)): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(scale, 1e-9));

describe('quantiles', () => {
  it('never fall as p grows, and stay between the extremes', () => {
    fc.assert(
      fc.property(values, share, share, types, (list, p, q, type) => {
        const sorted = ascending(list);
        const [low, high] = p < q ? [p, q] : [q, p];
        const slack = 1e-12 * sorted.at(-1)!;
        expect(quantile(sorted, low, type)).toBeLessThanOrEqual(quantile(sorted, high, type) + slack);
        expect(quantile(sorted, p, type)).toBeGreaterThanOrEqual(sorted[0]!);
        expect(quantile(sorted, p, type)).toBeLessThanOrEqual(sorted.at(-1)! + slack);
      }),
    );
  });

  it('are the largest value for a p that differs from 1 by rounding only', () => {
    const almostOne = 0.9999999999999981;
    expect(quantile([1, 2], almostOne)).toBeCloseTo(2, 12);
    expect(histogramQuantile(histogramOf([0.001, 0.001]), almostOne)).toBeCloseTo(0.001, 5);
  });

  it('scale and shift with the values', () => {
    fc.assert(
      fc.property(values, share, types, value, (list, p, type, factor) => {
        const sorted = ascending(list);
        const straight = quantile(sorted, p, type);
        closeTo(
          quantile(
            sorted.map((one) => one * factor),
            p,
            type,
          ),
          straight * factor,
        );
        closeTo(
          quantile(
            sorted.map((one) => one + factor),
            p,
            type,
          ),
          straight + factor,
          2e6,
        );
      }),
    );
  });

  it('lie inside their own confidence interval', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 80, maxLength: 200 }),
        fc.constantFrom(0.5, 0.9, 0.95),
        (list, p) => {
          const sorted = ascending(list);
          const { lower, upper } = quantileInterval(sorted, p);
          expect(lower).toBeLessThanOrEqual(quantile(sorted, p));
          expect(upper).toBeGreaterThanOrEqual(quantile(sorted, p));
        },
      ),
    );
  });

  it('have wider intervals at higher confidence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 5_000 }), fc.constantFrom(0.5, 0.9, 0.95), (n, p) => {
        const narrow = quantileRanks(n, p, 0.9)!;
        const wide = quantileRanks(n, p, 0.99)!;
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
    );
  });
});

describe('histograms', () => {
  it('know every value to within half a percent', () => {
    fc.assert(
      fc.property(value, (one) => {
        const index = bucketIndex(one);
        expect(Math.abs(bucketValue(index) - one)).toBeLessThanOrEqual(0.005 * one * (1 + 1e-9));
        const { lower, upper } = bucketBounds(index);
        expect(one).toBeGreaterThan(lower * (1 - 1e-12));
        expect(one).toBeLessThanOrEqual(upper * (1 + 1e-12));
      }),
    );
  });

  it('give quantiles within half a percent of those of all values', () => {
    fc.assert(
      fc.property(values, share, (list, p) => {
        const exact = quantile(ascending(list), p);
        const estimate = histogramQuantile(histogramOf(list), p);
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(0.005 * exact * (1 + 1e-9));
      }),
    );
  });

  it('have an interval around the one that all values give', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 80, maxLength: 200 }), (list) => {
        const exact = quantileInterval(ascending(list), 0.9);
        const wide = histogramQuantileInterval(histogramOf(list), 0.9)!;
        expect(wide.lower).toBeLessThanOrEqual(exact.lower * (1 + 1e-12));
        expect(wide.upper).toBeGreaterThanOrEqual(exact.upper * (1 - 1e-12));
      }),
    );
  });

  it('merge to the histogram of all values, in any order and grouping', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [x, y, z] = [histogramOf([0, ...a]), histogramOf(b), histogramOf(c)];
        const all = histogramEntries(histogramOf([...a, ...b, ...c]));
        expect(histogramEntries(mergeHistograms(x, y, z))).toEqual(all);
        expect(histogramEntries(mergeHistograms(z, mergeHistograms(y, x)))).toEqual(all);
        expect(histogramCount(mergeHistograms(x, y, z))).toBe(a.length + b.length + c.length + 1);
        expect(histogramEntries(histogramFromEntries(1, all.reverse()))).toEqual(all.reverse());
      }),
    );
  });
});

describe('moments', () => {
  it('merge to those of all values', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const merged = mergeMoments(momentsOf(a), momentsOf(b));
        const all = momentsOf([...a, ...b]);
        expect(merged.count).toBe(all.count);
        closeTo(merged.mean, mean([...a, ...b]));
        closeTo(merged.m2, all.m2, all.m2 + all.mean ** 2);
      }),
    );
  });
});

describe('shares', () => {
  it('lie inside their interval, and swapping sides turns a difference around', () => {
    const counts = fc
      .integer({ min: 1, max: 10_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, counts, ([k, n], [j, m]) => {
        const { lower, upper } = wilson(k, n);
        expect(lower).toBeLessThanOrEqual(k / n);
        expect(upper).toBeGreaterThanOrEqual(k / n);
        const there = newcombe(k, n, j, m);
        const back = newcombe(j, m, k, n);
        closeTo(there.lower, -back.upper, 1);
        closeTo(there.upper, -back.lower, 1);
      }),
    );
  });
});

describe('comparisons', () => {
  // Differences of the size of rounding itself depend on the unit.
  const measured = value.map((one) => Number(one.toPrecision(9)));
  const runs = fc.array(measured, { minLength: 1, maxLength: 12 });
  const judgeOne = (base: number[], head: number[], batches: number[], minimumEffect: number): string =>
    judgeValues({ base, head, baseBatches: batches, headBatches: batches }, minimumEffect).verdict;

  it('never call a build worse or better than itself', () => {
    fc.assert(
      fc.property(
        runs,
        fc.array(value, { maxLength: 20 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        (own, batches, effect) => {
          expect(['same', 'no-change-shown', 'cannot-tell']).toContain(judgeOne(own, own, batches, effect));
        },
      ),
    );
  });

  /** In another order, a run set aside has another name. */
  const withoutNames = (basis: object): string => JSON.stringify(basis).replaceAll(/run-\d+/g, 'run');

  it('do not depend on the unit, or on the order of the runs of one level', () => {
    fc.assert(
      fc.property(runs, runs, fc.double({ min: 0.01, max: 100, noNaN: true }), (base, head, unit) => {
        const first = evidenceOfValues({ base, head });
        const isOfOneLevel = !first.basis.evidence.includes('another level');
        const inOrder = (values: number[]): number[] => (isOfOneLevel ? values.toReversed() : values);
        const second = evidenceOfValues({
          base: inOrder(base.map((one) => one * unit)),
          head: inOrder(head.map((one) => one * unit)),
        });
        expect(withoutNames(second.basis)).toEqual(withoutNames(first.basis));
        if (first.p !== null) expect(Math.abs(first.p - second.p!)).toBeLessThan(1e-6);
      }),
    );
  });

  it('turn around when the sides are swapped', () => {
    const samples = fc.array(value, { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const there = welch(a, b)!;
        const back = welch(b, a)!;
        closeTo(there.difference, -back.difference, 1e6);
        closeTo(there.p, back.p, 1);
      }),
    );
  });
});

describe('target verdicts', () => {
  it('with a narrower interval never turn from met to not met', () => {
    fc.assert(
      fc.property(value, value, value, share, (bound, a, b, narrowing) => {
        const [lower, upper] = a < b ? [a, b] : [b, a];
        const centre = (lower + upper) / 2;
        const wide = targetVerdict({ op: 'below', value: bound }, centre, { lower, upper });
        // Rounding must not make it wider.
        const inner = {
          lower: Math.max(lower, centre - (centre - lower) * narrowing),
          upper: Math.min(upper, centre + (upper - centre) * narrowing),
        };
        const narrow = targetVerdict({ op: 'below', value: bound }, centre, inner);
        if (wide !== 'inconclusive') expect(narrow).toBe(wide);
      }),
    );
  });
});

describe('trends', () => {
  it('tilt with a line that is added', () => {
    const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(series, fc.integer({ min: -50, max: 50 }), (list, tilt) => {
        closeTo(theilSen(list.map((one, i) => one + tilt * i)).slope, theilSen(list).slope + tilt, 1e4);
      }),
    );
  });
});

describe('change points', () => {
  const noise = fc.array(fc.double({ min: 0.95, max: 1.05, noNaN: true }), { minLength: 30, maxLength: 80 });
  const indices = (list: number[]): number[] => changePoints(list).changePoints.map(({ index }) => index);

  it('find a doubling wherever it is, in any unit', () => {
    fc.assert(
      fc.property(
        noise,
        fc.integer({ min: 8, max: 20 }),
        fc.double({ min: 0.001, max: 1e6, noNaN: true }),
        (list, at, unit) => {
          const stepped = list.map((one, i) => (i < at ? one : 2 * one) * unit);
          expect(indices(stepped)).toContain(at);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('do not move when the whole history is scaled, and stay within it', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(0.25, 2, 1024), (list, unit) => {
        const found = indices(list);
        expect(indices(list.map((one) => one * unit))).toEqual(found);
        for (const index of found) expect(index > 0 && index < list.length).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
