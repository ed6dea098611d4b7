import { describe, expect, it } from 'vitest';
import {
  bucketIndex,
  bucketValue,
  countAtMost,
  filledBuckets,
  histogramCount,
  histogramFromEntries,
  histogramQuantile,
  histogramQuantiles,
  joinBuckets,
} from '../../src/stats/histogram.ts';

describe('bucketIndex', () => {
  it('is ceil(ln v / ln(1.005 / 0.995)), for whole numbers and others', () => {
    for (const value of [0.001, 0.5, 1, 2, 3.7, 60, 999.5, 1_000, 65_535, 65_536, 1e9])
      // Adding 0: ceil of a number just below 0 is -0.
      expect(bucketIndex(value)).toBe(Math.ceil(Math.log(value) / Math.log(1.005 / 0.995)) + 0);
  });
});

describe('joinBuckets', () => {
  it('adds equal buckets and keeps the order of indices', () => {
    const joined = joinBuckets([
      { zero: 1, buckets: [3, 1, 700, 2] },
      { zero: 0, buckets: [] },
      { zero: 2, buckets: [-40, 5, 3, 4] },
    ]);
    expect(joined).toEqual({ zero: 3, buckets: [-40, 5, 3, 5, 700, 2] });
  });

  it('starts from nothing each time', () => {
    const parts = [
      { zero: 0, buckets: [5, 1] },
      { zero: 0, buckets: [5, 1, 9, 1] },
    ];
    expect(joinBuckets(parts)).toEqual(joinBuckets(parts));
    expect(joinBuckets([])).toEqual({ zero: 0, buckets: [] });
  });

  it('takes buckets that lie far apart', () => {
    const parts = [
      { zero: 0, buckets: [-5_000, 1] },
      { zero: 0, buckets: [5_000, 1] },
    ];
    expect(joinBuckets(parts).buckets).toEqual([-5_000, 1, 5_000, 1]);
  });
});

describe('figures of filled buckets', () => {
  // Ten values: two zeros, three in bucket 10, four in bucket 20, one in bucket 30.
  const buckets = { zero: 2, buckets: [10, 3, 20, 4, 30, 1] };

  it('counts them', () => {
    expect(histogramCount(buckets)).toBe(10);
    expect(countAtMost(buckets, bucketValue(20))).toEqual({ least: 5, most: 9 });
  });

  it('gives quantiles by rank: 1 + p (n - 1), between two buckets in proportion', () => {
    const [ten, twenty, thirty] = [10, 20, 30].map(bucketValue) as [number, number, number];
    // Ranks 1, 3.25, 5.5, 7.75, 9.5 and 10.
    expect(histogramQuantiles(buckets, [0, 0.25, 0.5, 0.75, 8.5 / 9, 1])).toEqual([
      0,
      ten,
      ten + 0.5 * (twenty - ten),
      twenty,
      expect.closeTo(twenty + 0.5 * (thirty - twenty), 10),
      thirty,
    ]);
  });

  it('is the same in both forms', () => {
    const dense = histogramFromEntries(2, [
      [20, 4],
      [10, 3],
      [30, 1],
    ]);
    expect(filledBuckets(dense)).toEqual(buckets);
    for (const p of [0, 0.1, 0.3, 0.5, 0.9, 1])
      expect(histogramQuantile(dense, p)).toBe(histogramQuantile(buckets, p));
  });

  it('gives no quantile of nothing', () => {
    expect(histogramQuantiles({ zero: 0, buckets: [] }, [0.5, 0.95])).toEqual([NaN, NaN]);
  });
});
