import { describe, expect, it } from 'vitest';
import { moreRunsText, moreRunsToCompare } from '../../src/stats/runs-to-compare.ts';

/** Values whose logarithms have exactly this mean and standard deviation. */
function values(count: number, mean: number, deviation: number): number[] {
  const raw = Array.from({ length: count }, (_, i) => i - (count - 1) / 2);
  const spread = Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0) / (count - 1));
  return raw.map((x) => Math.exp(mean + (x * deviation) / spread));
}

describe('moreRunsToCompare', () => {
  // m, n, d, s, e and the number of runs: by simulation in test/reference-scripts/runs_to_compare.py.
  it.each([
    [20, 2, 0.06, 0.05, 0.05, 7],
    [10, 3, 0.08, 0.06, 0.05, 7],
    [30, 3, 0.07, 0.08, 0.05, 14],
    [40, 2, 0, 0.04, 0.05, 7],
    [30, 3, 0.01, 0.04, 0.05, 9],
  ])('%i base and %i head runs, %f apart, that spread by %f', (m, n, d, s, e, runs) => {
    const sides = { base: values(m, 0, s), head: values(n, d, s) };
    const more = moreRunsToCompare({ ...sides, minimumEffect: Math.expm1(e) });
    expect(Math.abs(more! - runs)).toBeLessThanOrEqual(1);
  });

  it('is endless where the base is too uncertain, or more than 50 runs would be needed', () => {
    // The base's own error is 0.1 / sqrt(5) = 0.045; 0.06 is less than two of it.
    const base = values(5, 0, 0.1);
    expect(moreRunsToCompare({ base, head: values(2, 0.06, 0.1), minimumEffect: 0.05 })).toBe(Infinity);
  });

  it('says nothing where the spread is unknown', () => {
    expect(moreRunsToCompare({ base: [100, 101], head: [105], minimumEffect: 0.05 })).toBeNull();
    expect(moreRunsToCompare({ base: [7, 7, 7, 7], head: [7], minimumEffect: 0.05 })).toBeNull();
    expect(moreRunsToCompare({ base: [1, 2, 3], head: [], minimumEffect: 0.05 })).toBeNull();
  });

  it('says nothing of what is settled on its own', () => {
    expect(moreRunsToCompare({ base: values(20, 0, 0.01), head: [2], minimumEffect: 0.05 })).toBeNull();
  });
});

it('claims no precision', () => {
  expect([4, 1, Infinity, null].map(moreRunsText)).toEqual([
    'about 4 more runs would be likely to settle it',
    'about 1 more run would be likely to settle it',
    'more runs alone will not settle it',
    null,
  ]);
});
