import { describe, expect, it } from 'vitest';
import { latencyDigest } from '../../../src/ingest/record/latency-digest.ts';
import { Tally } from '../../../src/ingest/record/tally.ts';

const tallyOf = (values: readonly number[], left = 1_000): Tally => {
  const tally = new Tally({ left });
  for (const value of values) tally.add(value);
  return tally;
};

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

/** 100 values: whole ones, ones of a fraction, zeros, and one beyond what is counted in an array. */
const mixed = [
  ...times(1, 70_000),
  ...times(15, 12),
  ...times(3, 0),
  ...times(2, 9.5),
  ...times(40, 3),
  ...times(6, 40),
  ...times(10, 1),
  ...times(2, 900),
  ...times(20, 2),
  ...times(1, 7.25),
];

describe('a digest of kept durations', () => {
  // numpy: mean, sum of squared deviations, quantile. Ranks of bounds: scipy.stats.binom.ppf(0.025 and 0.975, 100, p).
  it.each([
    ['one tally', [mixed]],
    ['several tallies', [mixed.slice(0, 17), mixed.slice(17, 60), [], mixed.slice(60)]],
  ])('has the quantiles of all values, between the ranks of their intervals: %s', (_, parts) => {
    const digest = latencyDigest(parts.map((part) => tallyOf(part)));
    expect(digest).toMatchObject({ source: 'exact', relativeError: 0, count: 100, min: 0, max: 70_000 });
    expect(digest?.mean).toBe(724.1625);
    expect((digest?.m2 ?? NaN) / 4849191310.421874).toBeCloseTo(1, 14);
    const shown = digest?.quantiles?.map(({ p, value, lower, upper }) => [
      p,
      Number(value.toFixed(6)),
      lower,
      upper,
    ]);
    expect(shown).toEqual([
      [0.5, 3, 3, 3], // ranks 40 and 61
      [0.9, 12, 12, 40], // ranks 84 and 96
      [0.95, 40, 12, 70_000], // ranks 90 and 100
      [0.99, 1591, 40, null], // rank 97, and none of 100
      [0.999, 63159.1, 900, null], // rank 99, and none of 100
    ]);
  });

  it('counts in buckets of ceil(ln(v) / ln(1.005 / 0.995)), zeros apart', () => {
    // ln(1.005 / 0.995) = 0.0100000833: 1 is in bucket 0, 2 in 70, 3 in 110, 7.25 in 199, 9.5 in 226, 12 in 249.
    expect(latencyDigest([tallyOf(mixed)])?.histogram).toEqual({
      zero: 3,
      buckets: [0, 10, 70, 20, 110, 40, 199, 1, 226, 2, 249, 15, 369, 6, 681, 2, 1116, 1],
    });
  });

  it('joins values of one bucket', () => {
    // ln 1000 / 0.0100000833 = 690.77 and ln 1001 / 0.0100000833 = 690.87.
    expect(latencyDigest([tallyOf([1000, 1001, 1001])])?.histogram?.buckets).toEqual([691, 3]);
  });

  it('counts the values up to each limit, the limit included', () => {
    const limits = [-1, 0, 2, 3, 7, 12, 70_000, 80_000];
    const counts = latencyDigest([tallyOf(mixed)], limits)?.atMost?.map(({ count }) => count);
    // 3 zeros, 10 of 1 and 20 of 2, 40 of 3, none more up to 7, 3 fractions and 15 of 12, all.
    expect(counts).toEqual([0, 3, 33, 73, 73, 91, 100, 100]);
  });

  it('counts no limits if there are none', () => {
    expect(latencyDigest([tallyOf([1])])).not.toHaveProperty('atMost');
  });

  it('is null without values', () => {
    expect(latencyDigest([tallyOf([]), tallyOf([])])).toBeNull();
  });

  it('has no spread if all values are equal', () => {
    expect(latencyDigest([tallyOf([7, 7, 7])])).toMatchObject({ mean: 7, m2: 0, min: 7, max: 7 });
  });
});

describe('moments of very large durations', () => {
  it('add what sums of floating-point numbers lose', () => {
    // Exact sum 2^54 + 3, as a float 2^54 + 4; added up one after another it would be 2^54.
    const values = [1, 2 ** 53, 2 ** 53 + 2];
    expect(latencyDigest([tallyOf(values)])?.mean).toBe((2 ** 54 + 4) / 3);
  });

  it('correct the squares for the rounding of the mean', () => {
    // The mean 2^52 + 2/3 is stored as 2^52 + 1. The deviations from it are -1, 0, 0: 1 - (-1)^2 / 3 = 2/3.
    const values = [2 ** 52, 2 ** 52 + 1, 2 ** 52 + 1];
    expect(latencyDigest([tallyOf(values)])?.m2).toBeCloseTo(2 / 3, 14);
  });
});

describe('a digest of durations beyond the budget', () => {
  // The budget keeps 0.5 of the first tally alone; 4.5 of the same tally, and all of the second, spill.
  const spilled = latencyDigest([tallyOf([0.5, 4.5, 3], 1), tallyOf([9.5, 0.25], 0)], [3]);

  it('has count, extremes and moments of all values, and no quantiles', () => {
    // 0.25, 0.5, 3, 4.5, 9.5: mean 17.75 / 5 = 3.55; m2 = 119.8125 - 5 * 3.55^2 = 119.8125 - 63.0125 = 56.8.
    expect(spilled).toMatchObject({
      source: 'histogram',
      relativeError: 0.005,
      count: 5,
      min: 0.25,
      max: 9.5,
      quantiles: null,
    });
    expect(spilled?.mean).toBeCloseTo(3.55, 12);
    expect(spilled?.m2).toBeCloseTo(56.8, 10);
    expect(spilled).not.toHaveProperty('atMost');
  });

  it('has the buckets of all values', () => {
    // ceil(ln v / 0.0100000833): 0.25 in -138, 0.5 in -69, 3 in 110, 4.5 in 151, 9.5 in 226.
    expect(spilled?.histogram).toEqual({ zero: 0, buckets: [-138, 1, -69, 1, 110, 1, 151, 1, 226, 1] });
  });

  it('takes the extremes of the kept values where they lie beyond the others', () => {
    expect(latencyDigest([tallyOf([2, 90, 4.5], 0)])).toMatchObject({ min: 2, max: 90 });
  });

  it('needs no kept values', () => {
    expect(latencyDigest([tallyOf([1.5, 2.5], 0)])).toMatchObject({
      count: 2,
      min: 1.5,
      max: 2.5,
      mean: 2,
      m2: 0.5,
    });
  });
});
