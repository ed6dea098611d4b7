import { describe, expect, it } from 'vitest';
import { asPair, changePoints } from '../../src/stats/change-points.ts';
import { normalStream } from '../bench/random.ts';

const normal = normalStream(3);
const level = (count: number, value: number): number[] =>
  Array.from({ length: count }, () => value * (1 + 0.01 * normal()));

/** The middle of an odd number of values, or the mean of both in the middle. */
function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2)];
  return ((sorted[low] ?? NaN) + (sorted[high] ?? NaN)) / 2;
}

describe('breaks', () => {
  const values = [...level(30, 100), ...level(30, 200), ...level(30, 300)];

  it('count in whatever order they are named', () => {
    expect(changePoints(values, { breaks: [60, 30] }).changePoints).toEqual([]);
    expect(changePoints(values, { breaks: [60, 30] }).levelStart).toBe(60);
  });

  it('after the last run begin nothing yet', () => {
    const { levelStart, newestStretch } = changePoints(values.slice(0, 30), { breaks: [30] });
    expect([levelStart, newestStretch.offset]).toEqual([0, 0]);
  });
});

it('each change point counts the runs of the two levels that it lies between', () => {
  const found = changePoints([...level(20, 100), ...level(25, 200), ...level(30, 100)]).changePoints;
  expect(found.map(({ index, countBefore, countAfter }) => [index, countBefore, countAfter])).toEqual([
    [20, 20, 25],
    [45, 25, 30],
  ]);
});

it('a change point is confirmed by the fifth run after it', () => {
  const after = (count: number): string[] =>
    changePoints([...level(30, 100), ...level(count, 300)]).changePoints.map(({ certainty }) => certainty);
  expect([after(4), after(5)]).toEqual([['suspected'], ['confirmed']]);
});

it('minor steps lie between the medians of their neighbours, counted from the first run of all', () => {
  const slope = level(200, 1).map((noise, i) => (100 + i) * noise);
  const values = [...level(10, 500), ...slope];
  const { changePoints: found, minor } = changePoints(values, { breaks: [10] });
  expect(found).toEqual([]);
  expect(minor.length).toBeGreaterThan(1);
  const starts = [10, ...minor.map(({ index }) => index), values.length];
  expect(minor).toEqual(
    minor.map((_, i) => ({
      index: starts[i + 1],
      before: middleOf(values.slice(starts[i], starts[i + 1])),
      after: middleOf(values.slice(starts[i + 1], starts[i + 2])),
    })),
  );
  expect(Math.min(...minor.map(({ index }) => index))).toBeGreaterThan(10);
});

it('an interval is a pair of numbers in JSON, or nothing', () => {
  expect([asPair({ lower: 0.1, upper: 0.3 }), asPair(null)]).toEqual([[0.1, 0.3], null]);
});
