import { expect, it } from 'vitest';
import {
  differences,
  differencesFrom,
  median,
  medianInPlace,
  robustDeviation,
} from '../../src/stats/robust.ts';

it('no value has no difference to the next', () => {
  expect([differences([]), differences([4]), differences([4, 7, 5])].map((one) => [...one])).toEqual([
    [],
    [],
    [3, -2],
  ]);
});

it('each value less a centre is above or below 0', () => {
  expect([...differencesFrom([5, 1, 3], 3)]).toEqual([2, -2, 0]);
});

it('the median of an even number of values is between the two in the middle', () => {
  expect([median([5, 1, 9, 2]), median([2, 2, 2, 8]), median([3]), median([])]).toEqual([3.5, 2, 3, NaN]);
});

it('NaN stands above all numbers', () => {
  expect(median([NaN, 1, 2])).toBe(2);
  expect(median([NaN, 1, NaN, 2])).toBeNaN();
});

it('the median of the first values does not look at the others', () => {
  expect(medianInPlace(Float64Array.of(1, 3, 100, 200), 2)).toBe(2);
  expect(medianInPlace(Float64Array.of(1, 3, NaN), 2)).toBe(2);
  expect(medianInPlace(Float64Array.of(1, 3), 0)).toBeNaN();
});

it('a short list after a long one is looked at alone', () => {
  const long = Array.from({ length: 300 }, (_, i) => 1_000 + i);
  // Distances from 1,149.5 are 0.5 to 149.5, twice each: their median is 75.
  expect(robustDeviation(long)).toBeCloseTo(1.4826 * 75, 9);
  expect(median([1, 2, 3])).toBe(2);
  expect(robustDeviation([1, 2, 4])).toBeCloseTo(1.4826, 12);
});
