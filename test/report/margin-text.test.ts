import { expect, it } from 'vitest';
import { beyondText, marginText } from '../../src/report/targets/margin-text.ts';

it('gives the room as a share of the bound, and from ten times the bound on how often it fits', () => {
  expect([0.9, 0, -0.36, -1].map(marginText)).toEqual(['+90%', '0%', '−36%', '−100%']);
  // 22.63% where below 1% is asked: 1 - 0.2263 / 0.01.
  expect(marginText(1 - 22.63)).toBe('22.6 × target');
  expect(marginText(1 - 2.01)).toBe('−101%');
  expect([1 - 9.99, 1 - 10].map(marginText)).toEqual(['−899%', '10 × target']);
  expect([-0.36, 1 - 22.63].map(beyondText)).toEqual(['+36%', '22.6 × target']);
});
