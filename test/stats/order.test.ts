import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallScore } from '../../src/stats/kendall-score.ts';
import { mannKendall } from '../../src/stats/mann-kendall.ts';
import { median, robustDeviation } from '../../src/stats/robust.ts';
import { select } from '../../src/stats/select.ts';
import { robustLine, theilSen } from '../../src/stats/theil-sen.ts';

// The same values each time, so that a failure is the change's.
fc.configureGlobal({ seed: 28 });

/** Values with ties, and without; no zero has a sign, which says nothing here. */
const values = fc
  .oneof(
    fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 40 }),
    fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
  )
  .map((list) => list.map((value) => value + 0));
const ascending = (list: readonly number[]): number[] => list.toSorted((a, b) => a - b);

describe('select', () => {
  it('puts the k-th smallest value in its place, no larger one before it and no smaller one behind it', () => {
    fc.assert(
      fc.property(values, fc.nat(), (list, seed) => {
        const k = seed % list.length;
        const reordered = Float64Array.from([...list, -Infinity]);
        // What lies beyond the given length is left alone.
        expect(select(reordered, list.length, k)).toBeCloseTo(ascending(list)[k]!, 10);
        expect(Math.max(-Infinity, ...reordered.subarray(0, k))).toBeLessThanOrEqual(reordered[k]!);
        expect(Math.min(Infinity, ...reordered.subarray(k, list.length))).toBeGreaterThanOrEqual(
          reordered[k]!,
        );
      }),
    );
  });
});

describe('median', () => {
  it('is the middle value, or halfway between the middle two, and leaves the values as they are', () => {
    fc.assert(
      fc.property(values, (list) => {
        const sorted = ascending(list);
        const [below, above] = [sorted[(list.length - 1) >> 1]!, sorted[list.length >> 1]!];
        const before = [...list];
        expect(median(list)).toBeCloseTo(below + (above - below) / 2, 9);
        expect(list).toEqual(before);
      }),
    );
  });

  it('takes what is no number for the largest value', () => {
    expect(median([NaN, 1, 2])).toBe(2);
    expect(median([NaN, 1])).toBeNaN();
    expect(median([])).toBeNaN();
  });

  it('is what deviations are taken from', () => {
    // Median 3; distances 2, 1, 0, 1, 97: median 1.
    expect(robustDeviation([1, 2, 3, 4, 100])).toBe(1.4826);
  });
});

describe('kendallScore', () => {
  it('counts rising pairs minus falling ones, and sorts', () => {
    fc.assert(
      fc.property(values, (list) => {
        const pairs = list.flatMap((first, i) =>
          list.slice(i + 1).map((second) => Math.sign(second - first)),
        );
        const { s, sorted } = kendallScore(list);
        expect(s).toBe(pairs.reduce((sum, sign) => sum + sign, 0) + 0);
        expect([...sorted]).toEqual(ascending(list));
      }),
    );
  });

  it('gives the variance of the trend test its ties', () => {
    // 5 values, a pair and a triple of equals: (5 4 15 - 2 1 9 - 3 2 11) / 18.
    expect(mannKendall([1, 2, 1, 2, 2]).variance).toBeCloseTo((300 - 18 - 66) / 18, 12);
  });
});

describe('robustLine', () => {
  it('is the line of theilSen', () => {
    fc.assert(
      fc.property(values, (list) => {
        const { slope, intercept } = theilSen(list);
        const line = robustLine(list);
        // The smallest slopes there are may be a zero with a sign.
        expect([line.slope + 0, line.intercept + 0]).toEqual([slope + 0, intercept + 0]);
      }),
    );
  });
});
