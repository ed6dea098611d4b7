import { describe, expect, it } from 'vitest';
import {
  addToHistogram,
  bucketBounds,
  bucketIndex,
  bucketValue,
  countAtMost,
  emptyHistogram,
  emptyHistogramLike,
  gamma,
  histogramCount,
  histogramEntries,
  histogramFromEntries,
  histogramQuantileBounds,
  histogramQuantileInterval,
  joinBuckets,
  mergeHistograms,
  mergeIntoHistogram,
  shareAtMost,
  type Histogram,
} from '../../src/stats/histogram.ts';

function of(...values: readonly number[]): Histogram {
  const histogram = emptyHistogram();
  for (const value of values) addToHistogram(histogram, value);
  return histogram;
}

describe('a histogram', () => {
  it('has buckets whose bounds grow by 1.005 / 0.995, and whose value is 0.5% from both', () => {
    expect(gamma).toBeCloseTo(1.005 / 0.995, 15);
    for (const index of [-300, -1, 0, 1, 2, 700]) {
      const { lower, upper } = bucketBounds(index);
      expect(upper).toBeCloseTo((1.005 / 0.995) ** index, -Math.log10(upper) + 10);
      expect(upper / lower).toBeCloseTo(1.005 / 0.995, 10);
      expect(1 - bucketValue(index) / upper).toBeCloseTo(0.005, 10);
      expect(bucketValue(index) / lower - 1).toBeCloseTo(0.005, 10);
    }
  });

  it('counts a value as often as told; 0 has a bucket of its own', () => {
    const histogram = of(0, 5);
    addToHistogram(histogram, 5, 3);
    addToHistogram(histogram, 0, 2);
    expect(histogram.zero).toBe(3);
    expect(histogramEntries(histogram)).toEqual([[bucketIndex(5), 4]]);
    expect(histogramCount(histogram)).toBe(7);
  });

  it.each([-1, NaN, Infinity, -Infinity])('does not take %d', (value) => {
    expect(() => of(value)).toThrow(RangeError);
  });

  it('grows to both sides, and loses nothing on the way', () => {
    const values = [100, 1, 10_000, 0.01, 1e9, 1e-6, 100];
    const expected = [...new Set(values)]
      .toSorted((a, b) => a - b)
      .map((value) => [bucketIndex(value), value === 100 ? 2 : 1]);
    expect(histogramEntries(of(...values))).toEqual(expected);
    expect(histogramEntries(of(...values.toReversed()))).toEqual(expected);
  });

  it('grows by one bucket at a time to either side', () => {
    const up = Array.from({ length: 400 }, (_, i) => [i, 1] as const);
    expect(histogramEntries(histogramFromEntries(0, up))).toEqual(up);
    expect(histogramEntries(histogramFromEntries(0, up.toReversed()))).toEqual(up);
  });

  it('is merged bucket by bucket', () => {
    const merged = mergeHistograms(of(0, 1, 5), of(0, 5, 900));
    expect(merged.zero).toBe(2);
    expect(histogramEntries(merged)).toEqual([
      [bucketIndex(1), 1],
      [bucketIndex(5), 2],
      [bucketIndex(900), 1],
    ]);
    const empty = emptyHistogramLike(merged);
    expect(histogramCount(empty)).toBe(0);
    mergeIntoHistogram(empty, merged);
    expect(histogramEntries(empty)).toEqual(histogramEntries(merged));
    expect(mergeHistograms()).toEqual(emptyHistogram());
  });
});

describe('how many values are at most a limit', () => {
  // Buckets 10, 20, 30 hold 3, 4 and 1 values, and two are 0.
  const histogram = { zero: 2, buckets: [10, 3, 20, 4, 30, 1] };
  const upper = (index: number): number => (1.005 / 0.995) ** index;

  it('is exact at the bounds of buckets and between them', () => {
    expect(countAtMost(histogram, -1)).toEqual({ least: 0, most: 0 });
    expect(countAtMost(histogram, 0)).toEqual({ least: 2, most: 2 });
    expect(countAtMost(histogram, upper(15))).toEqual({ least: 5, most: 5 });
    expect(countAtMost(histogram, upper(40))).toEqual({ least: 10, most: 10 });
    const { lower, upper: end } = bucketBounds(20);
    expect(countAtMost(histogram, lower)).toEqual({ least: 5, most: 5 });
    expect(countAtMost(histogram, end)).toEqual({ least: 9, most: 9 });
  });

  it('is spread evenly over the bucket that the limit cuts', () => {
    const { lower, upper: end } = bucketBounds(20);
    expect(shareAtMost(histogram, lower + 0.25 * (end - lower))).toBeCloseTo((5 + 0.25 * 4) / 10, 10);
    expect(shareAtMost(histogram, upper(15))).toBe(0.5);
    expect(shareAtMost(histogram, 0)).toBe(0.2);
    expect(shareAtMost({ zero: 0, buckets: [] }, 5)).toBeNaN();
  });
});

describe('the interval of a quantile', () => {
  it('is open where the values are too few for a bound', () => {
    // The largest of 5 values is above the median with 1 - 1 / 32 only; of 6 with 1 - 1 / 64.
    const five = { zero: 0, buckets: [10, 2, 20, 3] };
    expect(histogramQuantileBounds(five, 0.5)).toEqual({ lower: -Infinity, upper: Infinity });
    expect(histogramQuantileInterval(five, 0.5)).toBeNull();
    const six = { zero: 0, buckets: [10, 3, 20, 3] };
    expect(histogramQuantileInterval(six, 0.5)).toEqual({
      lower: bucketBounds(10).lower,
      upper: bucketBounds(20).upper,
    });
  });

  it('has the 90% level that is asked for, and reaches 0 where the rank is of a 0', () => {
    const five = { zero: 1, buckets: [10, 1, 20, 3] };
    expect(histogramQuantileInterval(five, 0.5, 0.9)).toEqual({ lower: 0, upper: bucketBounds(20).upper });
  });

  it('has only one side for a high percentile of few values', () => {
    const thirty = { zero: 0, buckets: [10, 15, 20, 15] };
    const { lower, upper } = histogramQuantileBounds(thirty, 0.95);
    expect([lower, upper]).toEqual([bucketBounds(20).lower, Infinity]);
    expect(histogramQuantileInterval(thirty, 0.95)).toBeNull();
  });
});

describe('joining buckets', () => {
  it('counts each bucket once when one histogram is joined', () => {
    const one = { zero: 4, buckets: [3, 1] };
    expect(joinBuckets([one])).toEqual(one);
    expect(joinBuckets([one, { zero: 0, buckets: [] }])).toEqual(one);
  });
});
