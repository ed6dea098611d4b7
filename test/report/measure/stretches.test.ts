import { describe, expect, it } from 'vitest';
import type { SliceDigest } from '../../../src/model/documents/digest.ts';
import { slicesIn, stretchesOf } from '../../../src/report/measure/stretches.ts';

const slice = (index: number, rest: Partial<SliceDigest> = {}): SliceDigest => ({
  index,
  count: 1,
  errors: 0,
  users: null,
  histogram: { zero: 1, buckets: [] },
  ...rest,
});
const slices = (count: number, from = 0): SliceDigest[] =>
  Array.from({ length: count }, (_, i) => slice(from + i));

describe('slices in a stretch of time', () => {
  // Each is a second wide, so their middles are 0, 1, 2 and 3 s after the first start.
  const digest = { originMs: 5_000, widthMs: 1_000, items: slices(4) };
  const indices = (startSeconds: number, endSeconds: number): number[] =>
    slicesIn(digest, 5_500, { startSeconds, endSeconds }).map(({ index }) => index);

  it('are those whose middle is in it, its start included and its end not', () => {
    expect(indices(0, 2)).toEqual([0, 1]);
    expect(indices(1, 3.001)).toEqual([1, 2, 3]);
    expect(indices(0.001, 0.999)).toEqual([]);
    expect(slicesIn(null, 0, { startSeconds: 0, endSeconds: 9 })).toEqual([]);
  });
});

describe('equal stretches of a run', () => {
  const counts = (items: readonly SliceDigest[]): number[] => stretchesOf(items).map(({ count }) => count);

  it('are 20 at most, from the first slice on', () => {
    expect(counts(slices(40, 7))).toEqual(Array(20).fill(2));
    expect(counts(slices(3))).toEqual([1, 1, 1]);
    expect(counts([])).toEqual([]);
  });

  it('may be empty', () => expect(counts([slice(3), slice(6)])).toEqual([1, 0, 0, 1]));

  it('hold errors and durations of their slices, and the most users', () => {
    const items = slices(40).map((one, i) => ({
      ...one,
      errors: i === 1 ? 1 : 0,
      users: i === 0 ? 5 : i === 1 ? 3 : i === 3 ? 4 : null,
    }));
    const [first, second, third] = stretchesOf(items);
    expect([first?.errors, first?.load, first?.histogram.zero]).toEqual([1, 5, 2]);
    expect([second?.load, third?.load]).toEqual([4, null]);
  });
});
