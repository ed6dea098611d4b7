import { expect, it } from 'vitest';
import { brunnerMunzel } from '../../src/stats/brunner-munzel.ts';

it('values that tie throughout have no tendency', () => {
  expect(brunnerMunzel([7, 7], [7, 7])).toEqual({ probability: 0.5, statistic: 0, df: Infinity, p: 1 });
});

it('equal values below equal values, or above them, leave no doubt', () => {
  expect(brunnerMunzel([7, 7], [9, 9, 9])).toEqual({
    probability: 1,
    statistic: Infinity,
    df: Infinity,
    p: 0,
  });
  expect(brunnerMunzel([9, 9, 9], [7, 7])).toEqual({
    probability: 0,
    statistic: -Infinity,
    df: Infinity,
    p: 0,
  });
});

it('needs two values on a side', () => {
  // scipy.stats.brunnermunzel([1, 4], [2, 9]): statistic and p; of four pairs three rise.
  const found = brunnerMunzel([1, 4], [2, 9]);
  expect(found?.statistic).toBeCloseTo(0.7071067811865475, 12);
  expect(found?.p).toBeCloseTo(0.5527864045000421, 12);
  expect(found?.probability).toBe(0.75);
  expect(brunnerMunzel([1], [2, 9])).toBeNull();
  expect(brunnerMunzel([1, 4], [2])).toBeNull();
});
