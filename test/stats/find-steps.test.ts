import { describe, expect, it } from 'vitest';
import { changePoints } from '../../src/stats/change-points.ts';
import { dependenceOf } from '../../src/stats/dependence.ts';
import { noiseOf } from '../../src/stats/potts.ts';
import { singleSplit } from '../../src/stats/single-split.ts';
import { normalStream } from '../bench/random.ts';
import { autoregressive, twoLevels, valuesAt } from '../bench/support/noise-kinds.ts';

type Levels = readonly (readonly [count: number, level: number])[];

const history = (levels: Levels, spread: number, seed: number): number[] => {
  const noise = normalStream(seed);
  return levels.flatMap(([count, level]) => valuesAt(level, count, spread, noise));
};
const foundIn = (values: readonly number[]): number[] =>
  changePoints(values).changePoints.map(({ index }) => index);
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

/** How many of 20 seeded histories have exactly these change points, each within a run. */
const timesFound = (levels: Levels, spread: number, places: readonly number[]): number =>
  seeds.filter((seed) => {
    const found = foundIn(history(levels, spread, seed));
    return found.length === places.length && found.every((at, i) => Math.abs(at - (places[i] ?? NaN)) <= 1);
  }).length;

describe('a step beside a much larger one', () => {
  it.each([1 / 30, 1 / 10, 1 / 3, 1 / 2, 2, 3, 10, 30])('is found after a change by %f', (factor) => {
    for (const later of [0.8, 1.1, 1.5]) {
      const levels = [
        [20, 700],
        [25, 700 * factor],
        [25, 700 * factor * later],
      ] as const;
      expect(timesFound(levels, Math.abs(Math.log(later)) / 10, [20, 45])).toBeGreaterThanOrEqual(18);
    }
  });

  it('is found in counts without any noise', () => {
    const counts = [
      ...Array<number>(20).fill(1000),
      ...Array<number>(30).fill(100),
      ...Array<number>(30).fill(103),
    ];
    expect(foundIn(counts)).toEqual([20, 50]);
  });

  it('is not hidden by one outlier in a short history', () => {
    const beside = seeds.filter((seed) => {
      const values = history(
        [
          [11, 80],
          [12, 90],
        ],
        0.015,
        seed,
      );
      values[4] = 320;
      return foundIn(values).some((at) => Math.abs(at - 11) <= 1);
    });
    expect(beside.length).toBeGreaterThanOrEqual(19);
  });
});

describe('shapes that other tools are tested with', () => {
  it('five levels, as in the tests of asv', () => {
    const levels = [
      [35, 20],
      [45, 26],
      [30, 22],
      [40, 35],
      [50, 30],
    ] as const;
    expect(timesFound(levels, 0.03, [35, 80, 110, 150])).toBeGreaterThanOrEqual(19);
  });

  it('a history that grows run by run, as in the tests of Otava', () => {
    const values = history(
      [
        [30, 40],
        [30, 48],
      ],
      0.02,
      5,
    );
    for (let n = 35; n <= values.length; n++) expect(foundIn(values.slice(0, n))).toEqual([30]);
  });

  it('thousands of runs with three levels, as in the tests of MongoDB', () => {
    const levels = [
      [900, 5000],
      [1200, 5400],
      [600, 4900],
    ] as const;
    expect(timesFound(levels, 0.04, [900, 2100])).toBeGreaterThanOrEqual(15);
  });
});

describe('noise that is not independent', () => {
  it('is measured by its lag-1 autocorrelation, whatever the levels', () => {
    const noise = autoregressive(0.7)(11);
    const values = Array.from({ length: 2_000 }, (_, i) => noise() + (i < 1_000 ? 0 : 40));
    // The lower end of the interval: 0.7 - 2 / sqrt(2000).
    expect(dependenceOf(values, [1_000])).toBeCloseTo(0.655, 1);
    const independent = Array.from({ length: 2_000 }, normalStream(11));
    expect(dependenceOf(independent, [])).toBeLessThan(0.05);
  });

  it('asks more of a step, but not of one that jumps', () => {
    const isFalse = (seed: number): boolean =>
      foundIn(valuesAt(100, 100, 0.02, autoregressive(0.8)(seed))).length > 0;
    // Without allowance for dependence 17 of these 20 have a change point.
    expect(seeds.filter(isFalse).length).toBeLessThanOrEqual(6);
    const jumps = (seed: number): boolean => {
      const noise = autoregressive(0.8)(seed);
      const values = [...valuesAt(100, 40, 0.02, noise), ...valuesAt(200, 8, 0.02, noise)];
      return foundIn(values).some((at) => Math.abs(at - 40) <= 1);
    };
    expect(seeds.filter(jumps)).toHaveLength(20);
  });

  it('of two kinds of machine is no change', () => {
    const isFalse = (seed: number): boolean =>
      foundIn(valuesAt(100, 60, 0.01, twoLevels(16, 0.3)(seed))).length > 0;
    expect(seeds.filter(isFalse)).toEqual([]);
    const slowed = (seed: number): boolean => {
      const noise = twoLevels(16, 0.3)(seed);
      const values = [...valuesAt(100, 30, 0.01, noise), ...valuesAt(150, 30, 0.01, noise)];
      return foundIn(values).some((at) => Math.abs(at - 30) <= 2);
    };
    expect(seeds.filter(slowed).length).toBeGreaterThanOrEqual(18);
  });
});

describe('the noise of values that mostly repeat', () => {
  it('is their standard deviation where two values take turns at random', () => {
    // 90 of 300 values are 7, the others 6, in random order: sqrt(0.3 * 0.7) = 0.458.
    const noise = normalStream(3);
    const order = Array.from({ length: 300 }, (_, i) => ({ value: i < 90 ? 7 : 6, key: noise() }));
    const values = order.sort((a, b) => a.key - b.key).map(({ value }) => value);
    expect(noiseOf(values)).toBeGreaterThan(0.4);
    expect(noiseOf(values)).toBeLessThan(0.52);
  });

  it('is a quarter of the smallest step where they only step, and 0 where they never change', () => {
    expect(noiseOf([5, 5, 5, 5, 25, 25, 25, 25, 25, 26, 26, 26, 26])).toBe(0.25);
    expect(noiseOf([5, 5, 5, 5])).toBe(0);
  });
});

describe('the best split of a short history', () => {
  it('is where Student t is largest, if noise alone would hardly give it', () => {
    // scipy: ttest_ind([1, 2, 3, 2, 1], [8, 9, 8, 7, 8]) has t = -12.66, df 8, p = 1.4e-6; 3 splits are tried.
    expect(singleSplit(Float64Array.of(1, 2, 3, 2, 1, 8, 9, 8, 7, 8))).toEqual([5]);
    expect(singleSplit(Float64Array.of(1, 2, 3, 2, 1, 2, 3, 1, 2, 2))).toEqual([]);
    expect(singleSplit(Float64Array.of(1, 2, 9, 9))).toEqual([]);
  });

  it('is false in at most 0.5 % of histories without a change', () => {
    let splits = 0;
    for (let seed = 1; seed <= 2_000; seed++)
      splits += singleSplit(Float64Array.from({ length: 16 }, normalStream(seed))).length;
    expect(splits).toBeLessThanOrEqual(16);
    expect(splits).toBeGreaterThan(0);
  });
});
