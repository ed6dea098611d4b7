import { describe, expect, it } from 'vitest';
import { latencyDigest } from '../../../src/ingest/record/latency-digest.ts';
import { Tally } from '../../../src/ingest/record/tally.ts';

const tallyOf = (values: readonly number[]): Tally => {
  const tally = new Tally({ left: 1_000 });
  for (const value of values) tally.add(value);
  return tally;
};

/** Mean and sum of squared deviations in the plainest way. */
function plainMoments(values: readonly number[]): { mean: number; m2: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, m2: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

describe('durations of a tally', () => {
  // Kept as they are, then counted in an array that grows, in a map (past 65,535), and as fractions.
  const few = Array.from({ length: 50 }, (_, i) => i % 7);
  const many = Array.from({ length: 500 }, (_, i) => (i * i) % 901);
  const far = [70_000, 70_000, 3_600_000, 65_535, 65_536];
  const fractions = [0.5, 6.25, 6.25, 900.125];

  it.each([
    ['few', few],
    ['many', many],
    ['few and far', [...far, ...few]],
    ['many and far', [...many, ...far, ...many]],
    ['of all kinds', [...fractions, ...many, ...far, ...few, ...fractions]],
  ])('are all counted: %s', (_, values) => {
    const digest = latencyDigest([tallyOf(values)])!;
    const sorted = values.toSorted((a, b) => a - b);
    const { mean, m2 } = plainMoments(values);
    expect(digest).toMatchObject({ count: values.length, min: sorted[0], max: sorted.at(-1) });
    expect(digest.mean).toBeCloseTo(mean, 6);
    expect(digest.m2! / m2).toBeCloseTo(1, 9);
    // Hyndman-Fan 7: the median of the sorted values.
    const middle =
      (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
    expect(digest.quantiles![0]!.value).toBeCloseTo(middle, 9);
  });

  it('are the same whether in one tally or in several', () => {
    const all = [...few, ...many, ...far];
    const parts = [tallyOf(few), tallyOf(many), tallyOf(far)];
    expect(latencyDigest(parts)).toEqual(latencyDigest([tallyOf(all)]));
    // Nothing is left over from the time before.
    expect(latencyDigest(parts)).toEqual(latencyDigest([tallyOf(all)]));
  });
});
