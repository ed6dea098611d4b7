import { describe, expect, it } from 'vitest';
import { moreRunsText, moreSessionsToSettle, type Unsettled } from '../../src/stats/runs-to-compare.ts';

/** Sides whose variance is that of the pooled sides, as a comparison alone would have it. */
const unsettled = (
  countBase: number,
  countHead: number,
  difference: number,
  deviation: number,
): Unsettled => ({
  difference,
  effect: 0.05,
  variance: { variance: deviation ** 2, df: countBase + countHead - 2 },
  countBase,
  countHead,
  alpha: 0.05,
});

describe('moreSessionsToSettle', () => {
  // m, n, d, s and the number of runs: by simulation in test/reference-scripts/runs_to_compare.py.
  it.each([
    [20, 2, 0.06, 0.05, 7],
    [10, 3, 0.08, 0.06, 7],
    [30, 3, 0.07, 0.08, 14],
    [40, 2, 0, 0.04, 7],
    [30, 3, 0.01, 0.04, 9],
  ])('%i base and %i head sessions, %f apart, that spread by %f', (m, n, d, s, runs) => {
    expect(Math.abs(moreSessionsToSettle(unsettled(m, n, d, s)) ?? NaN) - runs).toBeLessThanOrEqual(1);
  });

  it('asks for more the more is compared', () => {
    const one = unsettled(30, 1, 0.1, 0.05);
    const alone = moreSessionsToSettle(one) ?? NaN;
    expect(moreSessionsToSettle({ ...one, alpha: 0.001 }) ?? NaN).toBeGreaterThan(alone);
  });

  it('is endless where the base is too uncertain, or more than 50 runs would be needed', () => {
    // The base's own error is 0.1 / sqrt(5) = 0.045; 0.06 is less than two of it.
    expect(moreSessionsToSettle(unsettled(5, 2, 0.06, 0.1))).toBe(Infinity);
  });

  it('says nothing where the spread is unknown, or of what is settled on its own', () => {
    expect(moreSessionsToSettle(unsettled(4, 1, 0.06, 0))).toBeNull();
    expect(moreSessionsToSettle(unsettled(3, 0, 0.06, 0.1))).toBeNull();
    expect(moreSessionsToSettle(unsettled(20, 1, 0.7, 0.01))).toBeNull();
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

it('of a short history counts until three sessions of the head confirm a change', () => {
  // scipy.stats.t.ppf(0.9985): 18.2 with 2 degrees of freedom, 8.9 with 3. The difference is 9 to 11 errors as it stands, and
  // 11 to 12 with one session more.
  const more = (countBase: number, countHead: number): number | null =>
    moreSessionsToSettle({
      difference: 1,
      effect: 0.1,
      variance: { variance: 0.01, df: 2 },
      countBase,
      countHead,
      alpha: 0.003,
    });
  expect([more(3, 1), more(3, 2), more(5, 1)]).toEqual([2, 1, 1]);
});

it('is unknown without a spread, or with nothing to compare', () => {
  const known = {
    difference: 0.1,
    effect: 0.05,
    variance: { variance: 0.01, df: 4 },
    countBase: 5,
    countHead: 1,
    alpha: 0.05,
  };
  expect(moreSessionsToSettle(known)).not.toBeNull();
  for (const missing of [
    { variance: { variance: 0, df: 4 } },
    { variance: { variance: 0.01, df: 0 } },
    { countBase: 0 },
    { countHead: 0 },
  ])
    expect(moreSessionsToSettle({ ...known, ...missing })).toBeNull();
});
