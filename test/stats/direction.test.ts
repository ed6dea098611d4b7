import { expect, it } from 'vitest';
import { isDirected, isWorse, searchDirection } from '../../src/stats/direction.ts';

it('more is worse of what should be low, and less of what should be high; no change is neither', () => {
  expect([1, 0, -1].map((difference) => isWorse(difference, 'lower'))).toEqual([true, false, false]);
  expect([1, 0, -1].map((difference) => isWorse(difference, 'higher'))).toEqual([false, false, true]);
});

it('what has no good direction is searched like what should be low', () => {
  expect((['lower', 'higher', 'unknown'] as const).map(searchDirection)).toEqual([
    'lower',
    'higher',
    'lower',
  ]);
  expect((['lower', 'higher', 'unknown'] as const).map(isDirected)).toEqual([true, true, false]);
});
