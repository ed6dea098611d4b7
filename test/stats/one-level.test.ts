import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSurelyOneLevel } from '../../src/stats/one-level.ts';

// The same values each time, so that a failure is the change's.
fc.configureGlobal({ seed: 28 });

const penalty = 12;

const isOneLevel = (values: readonly number[], levels: readonly number[], search = {}): boolean =>
  isSurelyOneLevel(values, {
    levels: Float64Array.from(levels),
    noise: 1,
    outlierLimit: 4,
    penalty,
    ...search,
  });

/** The least cost of values[from..to) at any one of the levels, in noise units. */
const fit = (values: readonly number[], levels: readonly number[], noise: number): number =>
  Math.min(
    ...levels.map((level) =>
      values.reduce((sum, value) => sum + Math.min(((value - level) / noise) ** 2, 16), 0),
    ),
  );

/** The least cost of any fit with one step. */
const fitWithStep = (values: readonly number[], levels: readonly number[], noise: number): number =>
  Math.min(
    ...values
      .slice(1)
      .map((_, i) => fit(values.slice(0, i + 1), levels, noise) + fit(values.slice(i + 1), levels, noise)),
  ) + penalty;

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

describe('isSurelyOneLevel', () => {
  it('is true for two kinds of runs in turn, though half of them cost as much as an outlier', () => {
    const values = Array.from({ length: 40 }, (_, i) => (i % 2) * 10 + (i % 3) / 10);
    // One level costs about 20 x 16 = 320 and a fit that follows each run 39 x 40; one step saves no more than
    // an outlier's 16.
    expect(isOneLevel(values, ascending(values), { penalty: 40 })).toBe(true);
  });

  it('measures one level by the one at the median', () => {
    // At 0 the values cost nothing; a step costs the penalty. At 2 they would cost 10 x 4.
    expect(isOneLevel(Array<number>(10).fill(0), [0, 1, 2, 3])).toBe(true);
  });

  it('bounds levels apart that lie more than half a noise unit apart', () => {
    // One level costs 30 x 0.75^2 = 16.9. Bounded together, both would cost nothing, so that a step might pay.
    const values = Array.from({ length: 60 }, (_, i) => (i % 2) * 0.75);
    expect(isOneLevel(values, [0, 0.75])).toBe(true);
  });

  it('is false where a step pays', () => {
    const values = [...Array<number>(10).fill(0), ...Array<number>(10).fill(3)];
    expect(isOneLevel(values, [0, 1.5, 3])).toBe(false);
  });

  it('is never true where a fit with a step costs less', () => {
    const level = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 10 });
    const history = fc
      .array(fc.tuple(fc.integer({ min: -4, max: 4 }), level), { minLength: 1, maxLength: 3 })
      .map((levels) => levels.flatMap(([shift, noise]) => noise.map((value) => shift + value)))
      .filter(({ length }) => length > 1);
    fc.assert(
      fc.property(history, fc.double({ min: 0.2, max: 3, noNaN: true }), (values, noise) => {
        const levels = ascending(values);
        if (!isOneLevel(values, levels, { noise })) return;
        expect(fit(values, levels, noise)).toBeLessThan(fitWithStep(values, levels, noise));
      }),
    );
  });
});
