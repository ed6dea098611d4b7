import { expect, it } from 'vitest';
import { singleSplit } from '../../src/stats/single-split.ts';

const splits = (...values: readonly number[]): number[] => singleSplit(Float64Array.from(values));
const four = [-1, 1, -1, 1];

it('splits eight values where one difference in two hundred is so large', () => {
  const step = (height: number): number[] => splits(...four, ...four.map((value) => value + height));
  // scipy.stats.ttest_ind: p = 0.00503 and 0.00496.
  expect(step(3.52)).toEqual([]);
  expect(step(3.53)).toEqual([4]);
  expect(step(-3.53)).toEqual([4]);
});

it('asks for more of eleven values, which have four places for a split', () => {
  const step = (height: number): number[] =>
    splits(...[...four, -1], ...[...four, 1, -1].map((value) => value + height));
  // scipy.stats.ttest_ind: four times p is 0.00507 and 0.00485.
  expect(step(2.86)).toEqual([]);
  expect(step(2.88)).toEqual([5]);
});

it('takes three values for no level', () => {
  expect(splits(9, 9, 9, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1)).toEqual([]);
  expect(splits(1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 9, 9, 9)).toEqual([]);
  expect(splits(0, 0, 0, 9, 9, 9, 9)).toEqual([]);
});

it('splits levels without noise, and no constant', () => {
  expect(splits(0, 0, 0, 0, 1, 1, 1, 1)).toEqual([4]);
  expect(splits(3, 3, 3, 3, 3, 3, 3, 3)).toEqual([]);
});
