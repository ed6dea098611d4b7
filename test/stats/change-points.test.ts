import { describe, expect, it } from 'vitest';
import { runsOfBuilds } from '../../src/stats/builds.ts';
import { changePoints } from '../../src/stats/change-points.ts';
import { currentLevel, newestRun } from '../../src/stats/newest-run.ts';
import { alertInterval, predictionInterval } from '../../src/stats/prediction.ts';
import { relativeChange } from '../../src/stats/relative-change.ts';
import { placedSteps } from '../../src/stats/step-place.ts';
import { normalStream } from '../bench/random.ts';

const history = (levels: readonly [count: number, level: number][], spread = 0.02, seed = 3): number[] => {
  const normal = normalStream(seed);
  return levels.flatMap(([count, level]) =>
    Array.from({ length: count }, () => level * (1 + spread * normal())),
  );
};

describe('change points', () => {
  it('name the first run of a new level, its size, and an interval around it', () => {
    const [point, ...others] = changePoints(
      history([
        [40, 100],
        [40, 127],
      ]),
    ).changePoints;
    expect(others).toEqual([]);
    expect(point).toMatchObject({
      index: 40,
      verdict: 'worse',
      certainty: 'confirmed',
      countBefore: 40,
      countAfter: 40,
    });
    expect(point!.relative).toBeCloseTo(0.27, 1);
    expect(point!.relative).toBeCloseTo(point!.after / point!.before - 1, 12);
    expect(point!.interval!.lower).toBeLessThan(0.27);
    expect(point!.interval!.upper).toBeGreaterThan(0.27);
    expect(point!.interval!.upper - point!.interval!.lower).toBeLessThan(0.05);
  });

  it('call the same step better where higher is better', () => {
    const { changePoints: found } = changePoints(
      history([
        [30, 100],
        [30, 150],
      ]),
      { direction: 'higher' },
    );
    expect(found.map(({ verdict }) => verdict)).toEqual(['better']);
  });

  it('do not mistake single outliers, noise or a constant for a change', () => {
    const spiky = history([[60, 100]]).map((value, i) => (i % 17 === 5 ? 5 * value : value));
    expect(changePoints(spiky).changePoints).toEqual([]);
    for (let seed = 1; seed <= 40; seed++)
      expect(changePoints(history([[100, 100]], 0.05, seed)).changePoints).toEqual([]);
    expect(changePoints(Array.from({ length: 50 }, () => 7)).changePoints).toEqual([]);
    expect(changePoints([]).changePoints).toEqual([]);
  });

  it('find a step of an otherwise constant measure, and of one that crosses 0', () => {
    const constant = Array.from({ length: 40 }, (_, i) => (i < 20 ? 1000 : 1010));
    expect(changePoints(constant).changePoints.map(({ index }) => index)).toEqual([20]);
    const crossing = history(
      [
        [30, 1],
        [30, 1],
      ],
      0.1,
    ).map((value, i) => value - (i < 30 ? 1 : 4));
    expect(changePoints(crossing).changePoints.map(({ index }) => index)).toEqual([30]);
  });

  it('find a level that comes and goes in a series that rests on 0, though the level itself scatters', () => {
    const rest = (runs: number): number[] => Array<number>(runs).fill(0);
    for (const level of [
      [306, 304, 305, 309, 307, 303],
      [0.2253, 0.2257, 0.2246, 0.2252, 0.2251, 0.2263],
    ]) {
      const found = changePoints([...rest(38), ...level, ...rest(12)]).changePoints;
      expect(found.map(({ index, verdict }) => [index, verdict])).toEqual([
        [38, 'worse'],
        [44, 'better'],
      ]);
    }
    // A single failure now and then is no level.
    const rare = Array.from({ length: 60 }, (_, i) => (i % 13 === 4 ? 1 : 0));
    expect(changePoints(rare).changePoints).toEqual([]);
  });

  it('never reach across an environment break', () => {
    const values = history([
      [30, 100],
      [30, 200],
      [30, 260],
    ]);
    const { changePoints: found } = changePoints(values, { breaks: [30] });
    expect(found.map(({ index }) => index)).toEqual([60]);
    expect(found[0]).toMatchObject({ countBefore: 30, countAfter: 30 });
    expect(changePoints(values.slice(0, 60), { breaks: [30] }).levelStart).toBe(30);
  });

  it('need ten runs, and call a change with fewer than five runs after it suspected', () => {
    expect(changePoints([...history([[6, 100]]), 300, 300, 300]).changePoints).toEqual([]);
    const young = changePoints([...history([[20, 100]], 0.01), 300, 301, 299, 300]).changePoints;
    expect(young).toMatchObject([{ index: 20, certainty: 'suspected' }]);
  });

  it('leave out steps below the minimum effect', () => {
    const values = history(
      [
        [40, 100],
        [40, 103],
      ],
      0.003,
    );
    expect(changePoints(values).changePoints).toHaveLength(1);
    expect(changePoints(values, { minimumEffect: 0.05 }).changePoints).toEqual([]);
  });

  it('do not cut a slope into stairs', () => {
    const slope = history([[200, 1]]).map((noise, i) => (100 + i) * noise);
    const { changePoints: found, minor } = changePoints(slope);
    expect(found).toEqual([]);
    expect(minor.length).toBeGreaterThan(0);
    const stepOnSlope = slope.map((value, i) => (i < 100 ? value : 2 * value));
    expect(changePoints(stepOnSlope).changePoints.map(({ index }) => index)).toEqual([100]);
  });

  it('keep a slope in the data as minor, where a new level begins all the same', () => {
    const slope = history([[200, 1]]).map((noise, i) => (100 + i) * noise);
    const { minor, levelStart } = changePoints(slope);
    expect(levelStart).toBe(minor.at(-1)?.index);
  });
});

describe('the newest run', () => {
  const calm = history([[30, 100]]);

  it('raises an alert at once when it leaves its level', () => {
    expect(changePoints([...calm, 130]).newest.verdict).toBe('worse');
    expect(changePoints([...calm, 70]).newest.verdict).toBe('better');
    expect(changePoints([...calm, 101]).newest.verdict).toBe('no-change-shown');
    expect(changePoints([...calm, 130], { direction: 'higher' }).newest.verdict).toBe('better');
  });

  it('raises no alert on a constant that stays constant', () => {
    for (const constant of [100, 0.1, 3.7, 1e-7, 0])
      expect(newestRun(Array.from({ length: 12 }, () => constant)).verdict).toBe('no-change-shown');
    expect(newestRun([...Array.from({ length: 12 }, () => 100), 101]).verdict).toBe('worse');
  });

  it('cannot be told with fewer than five runs before it', () => {
    expect(newestRun([100, 101, 99, 100, 130])).toEqual({ verdict: 'cannot-tell', interval: null });
    expect(newestRun([100, 101, 99, 100, 102, 130]).verdict).toBe('worse');
  });

  it('is compared with its own level, or the one before while that has fewer than five runs', () => {
    expect(currentLevel(20, [10])).toEqual({ from: 10, to: 19 });
    expect(currentLevel(20, [8, 16])).toEqual({ from: 8, to: 16 });
    expect(currentLevel(20, [4, 16, 17])).toEqual({ from: 4, to: 16 });
  });

  it('keeps a tight expectation although the history holds an outlier', () => {
    const spoiled = calm.map((value, i) => (i === 12 ? 10 * value : value));
    const width = (interval: { lower: number; upper: number } | null): number =>
      interval!.upper - interval!.lower;
    expect(width(alertInterval(spoiled, 0.001))).toBeLessThan(width(predictionInterval(spoiled, 0.001)) / 3);
  });
});

describe('the place of a step', () => {
  it('is where the values lie nearest to the two levels', () => {
    const values = Float64Array.from([1, 1, 1, 1, 1.2, 2, 2, 2, 2, 2]);
    expect(placedSteps(values, [4])).toEqual([5]);
    expect(placedSteps(values, [5])).toEqual([5]);
    expect(placedSteps(values, [7])).toEqual([5]);
  });

  it('does not pass its neighbours', () => {
    const values = Float64Array.from([1, 1, 1, 5, 5, 5, 9, 9, 9]);
    expect(placedSteps(values, [3, 6])).toEqual([3, 6]);
  });
});

describe('the size of a change', () => {
  it('has the Welch interval of medians, worked by hand', () => {
    // Differences: s = 1.4826 on both sides, squared errors pi/2 * 2.1981 / 5 = 0.69056 each, df = 8,
    // t(8, 0.975) = 2.306004, half width 2.306004 * sqrt(1.38112) = 2.71004, over |before| = 10.
    const before = Float64Array.from([-12, -11, -10, -9, -8]);
    const after = Float64Array.from([-7, -6, -5, -4, -3]);
    const { relative, interval } = relativeChange(before, after, 0);
    expect(relative).toBeCloseTo(0.5, 12);
    expect(interval!.lower).toBeCloseTo(0.5 - 0.271004, 5);
    expect(interval!.upper).toBeCloseTo(0.5 + 0.271004, 5);
  });

  it('takes no more away than there was', () => {
    // Half width: s = 5 * 1.4826 before, 0 after; t(4, 0.975) = 2.776 * sqrt(pi/2 / 5) * 7.413 / 20 = 0.58 of |before|.
    const { relative, interval } = relativeChange(
      Float64Array.of(10, 15, 20, 25, 30),
      new Float64Array(5),
      0,
    );
    expect(relative).toBe(-1);
    expect(interval!.lower).toBe(-1);
    expect(interval!.upper).toBeCloseTo(-0.423, 3);
  });

  it('from a level of 0 is a difference, and has no interval with one value on a side', () => {
    // Spread 1 assumed on both sides of 5: t(8, 0.975) = 2.306 * sqrt(pi/2 / 5 * 2) = 1.8279 around 4.
    const fromNothing = relativeChange(new Float64Array(5), new Float64Array(5).fill(4), 1);
    expect(fromNothing.relative).toBeNull();
    expect(fromNothing.interval?.lower).toBeCloseTo(4 - 1.8279, 3);
    expect(fromNothing.interval?.upper).toBeCloseTo(4 + 1.8279, 3);
    // Two equal values on a side and no noise leave nothing open.
    const [low, high] = [Float64Array.of(10, 10), Float64Array.of(15, 15)];
    expect(relativeChange(low, high, 0).interval).toEqual({ lower: 0.5, upper: 0.5 });
    expect(relativeChange(Float64Array.of(10, 10), Float64Array.of(15), 0)).toMatchObject({
      relative: 0.5,
      interval: null,
    });
  });
});

describe('builds', () => {
  it('join repeats to their median, where the build begins', () => {
    expect(runsOfBuilds([5, 7, 6, 20, 9], ['a', 'a', 'a', 'b', 'a'])).toEqual({
      values: [6.5, 20],
      starts: [0, 3],
    });
  });
});
