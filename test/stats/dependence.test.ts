import { expect, it } from 'vitest';
import { dependenceOf } from '../../src/stats/dependence.ts';

/** A history with these changes from run to run. */
const history = (changes: readonly number[]): number[] => {
  let value = 100;
  return [value, ...changes.map((change) => (value += change))];
};
const times = (count: number, changes: readonly number[]): number[] =>
  Array.from({ length: count }, () => changes).flat();

/** Products of neighbours 2 - 1 + 2 - 4 = -1 per cycle, mean squares 4 + 1 + 1 + 4 = 10: phi is 1 + 2 (-1) / 10 = 0.8. */
const wandering = [...times(4, [2, 1, -1, -2]), 2];

it('the resemblance of neighbours is the lower end of its interval', () => {
  // 17 changes are 16 pairs: 0.8 - 2 / sqrt(16).
  expect(dependenceOf(history(wandering), [])).toBeCloseTo(0.3, 12);
});

it('independent noise and equal values have none', () => {
  // Products -2, squares 2.5: phi is 1 - 1.6.
  expect(dependenceOf(history(times(20, [2, -1])), [])).toBe(0);
  expect(dependenceOf(history(times(20, [0])), [])).toBe(0);
});

it('is at most 0.8', () => {
  // Products 6, squares 12 per cycle: phi is 2, and 1.65 at the lower end of 35 pairs.
  expect(dependenceOf(history(times(6, [1, 2, 1, -1, -2, -1])), [])).toBe(0.8);
});

it('changes of outliers are left out, those beyond 4 robust deviations', () => {
  // The median change is 1, and that of the distances from it, too: the limit is 5.93. Of both halves 32 pairs are left.
  const phi = 0.8 - 2 / Math.sqrt(32);
  expect(dependenceOf(history([...wandering, 6, ...wandering]), [])).toBeCloseTo(phi, 12);
  expect(dependenceOf(history([...wandering, -6, ...wandering]), [])).toBeCloseTo(phi, 12);
  expect(dependenceOf(history([...wandering, 5.9, ...wandering]), [])).not.toBeCloseTo(phi, 3);
});

it('changes at a step are left out, however small', () => {
  const changes = history([...wandering, 4, ...wandering]);
  expect(dependenceOf(changes, [18])).toBeCloseTo(0.8 - 2 / Math.sqrt(32), 12);
  expect(dependenceOf(changes, [])).not.toBeCloseTo(0.8 - 2 / Math.sqrt(32), 3);
});
