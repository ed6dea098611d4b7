import { describe, expect, it } from 'vitest';
import { levelStarts } from '../../src/stats/level-start.ts';
import { fitSessions, type Sessions } from '../../src/stats/session-fit.ts';

const single = (values: readonly number[]): Sessions => values.map((value) => [value]);

describe('the levels of a short history', () => {
  // p of scipy.stats.ttest_ind times the 5 places of a step: 0.0054 for 0.69, 0.0046 for 0.72.
  it.each([
    [0.69, []],
    [0.72, [3]],
  ])('are two where chance explains a step of %d in less than one history of 200', (step, starts) =>
    expect(levelStarts([-0.1, 0, 0.1, step - 0.1, step, step + 0.1])).toEqual(starts),
  );

  // The standard deviation left is 0.1095; p is far below the limit for both.
  it.each([
    [0.5, []],
    [0.6, [6]],
  ])('are two where the step of %d is five standard deviations', (step, starts) => {
    const level = [-0.1, 0.1, -0.1, 0.1, -0.1, 0.1];
    expect(levelStarts([...level, ...level.map((value) => value + step)])).toEqual(starts);
  });

  it('are three where one came and went', () =>
    // F = 568 with 2 and 6 degrees of freedom by numpy: p = 0.000004 for the 28 places of two steps.
    expect(levelStarts([1, 1.02, 0.98, 1.01, 0.99, 1.4, 1.42, 1, 0.98])).toEqual([5, 7]));

  it('is one with a single odd value, wherever it is', () => {
    for (let at = 0; at < 8; at++)
      expect(levelStarts([1, 1.02, 0.98, 1.01, 0.99, 1, 1.02, 0.98].with(at, 1.4))).toEqual([]);
  });

  it('is one for few values, for equal ones, and where rounding hides the spread', () => {
    expect(levelStarts([1, 1, 1, 2, 2])).toEqual([]);
    expect(levelStarts([3, 3, 3, 3, 3, 3, 3])).toEqual([]);
    const rounded = [26, 26, 26, 25, 25, 25];
    expect(levelStarts(rounded)).toEqual([3]);
    // Printed to 1 ms: half a unit of the last digit is 0.5, so its variance is 0.25 / 3.
    expect(levelStarts(rounded, 0.25 / 3)).toEqual([]);
  });
});

describe('a fix after a regression', () => {
  const base = [1, 1.02, 0.98, 1.01, 0.99, 2, 2.02, 1.98];

  it('is compared with the level of the regression, by the spread within both levels', () => {
    const fit = fitSessions({ base: single(base), head: [[1]] });
    expect(fit.level).toBeCloseTo(2, 12);
    expect(fit.difference).toBeCloseTo(-1, 12);
    // Squared deviations within the levels by hand: 0.001 + 0.0008 with 4 + 2 degrees of freedom.
    expect(fit.sessions.df).toBe(6);
    expect(fit.sessions.variance).toBeCloseTo(0.0003, 12);
    expect(fit.weight).toBeCloseTo(1 + 1 / 3, 12);
    expect(fit).toMatchObject({ countBase: 3, countAll: 8, baseDf: 6 });
  });

  it('is compared after what the runs did to all metrics', () => {
    const effects = [0.2, -0.1, 0, 0.1, -0.2, 0.3, -0.3, 0];
    const fit = fitSessions({
      base: single(base.map((value, i) => value + effects[i]!)),
      head: [[1.5]],
      effects: { base: single(effects), head: [[0.5]], slope: { mean: 1, deviation: 0.25 } },
    });
    expect(fit.level).toBeCloseTo(2, 1);
    expect(fit.difference).toBeCloseTo(-1, 1);
    expect(fit.sessions.variance).toBeLessThan(0.001);
    expect(fit.countBase).toBe(3);
  });
});
